"""Closing an account: what goes, what stays, when it is refused, and that it happens once."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone
from post_office.models import Email
from wagtail.users.models import UserProfile

from accounts.actions import forget_past_terms as terms
from accounts.actions.erase import erase
from accounts.actions.forget_past_terms import forget_past_terms
from accounts.actions.grant_role import grant_role
from accounts.mail import ERASED_DOMAIN, KeptMail
from accounts.models import Archive, LogEntry, Membership, User
from accounts.privacy import Room, held_of, register, rooms
from accounts.refusals import ErasureRefused
from accounts.tasks import forget_past_terms as task

pytestmark = pytest.mark.django_db


def erased(person):
    assert erase(person=person, actor=person)
    return User.objects.get(pk=person.pk)


def test_nothing_says_who_it_was_and_nobody_signs_in(zoe, confirmed, client, mailoutbox):
    confirmed_address = EmailAddress.objects.get(user=zoe)
    assert confirmed_address.verified
    client.force_login(zoe)
    person = erased(zoe)
    assert (person.display_name, person.profile, person.last_login) == ("Compte effacé", "", None)
    assert person.email == f"{person.pk}@{ERASED_DOMAIN}"
    assert not person.has_usable_password()
    assert not person.is_active
    assert person.erased_at
    assert not EmailAddress.objects.filter(user=person).exists()
    assert client.get("/compte/").url.startswith("/compte/connexion/"), "sessions are ended"
    (letter,) = mailoutbox
    assert letter.to == ["zoe@exemple.fr"]
    assert "Zoé O’Brien-Éloïse" in letter.body
    assert LogEntry.objects.about(person).filter(verb="account.erased", payload={}).count() == 1
    call_command("check_log")


def test_it_happens_once_under_a_double_click(zoe, mailoutbox):
    first = User.objects.get(pk=zoe.pk)
    assert erase(person=zoe, actor=zoe)
    assert not erase(person=first, actor=first)
    assert len(mailoutbox) == 1


def test_the_address_is_free_again(zoe):
    erased(zoe)
    assert User.objects.create_user("zoe@exemple.fr").pk != zoe.pk


def test_roles_and_rights_go_and_the_log_says_so(team, grace):
    grace.user_permissions.add(Permission.objects.first())
    person = erased(grace)
    assert not person.is_staff
    assert not person.groups.exists()
    assert not person.user_permissions.exists()
    assert not Membership.objects.filter(user=person).exists()
    assert LogEntry.objects.filter(verb="role.ended", payload__user=person.pk).count() == 1


def test_who_wrote_in_a_house_keeps_their_name_beside_it_until_the_register_ends(team, grace, settings):
    LogEntry.objects.append(actor=grace, verb="group.opened", subject=team, structure=team)
    person = erased(grace)
    assert person.display_name == "Grace Exemple"
    assert person.email.endswith(ERASED_DOMAIN)
    assert forget_past_terms() == 1
    person.refresh_from_db()
    assert person.display_name == "Grace Exemple"
    long_ago = timezone.now() - timedelta(days=366 * settings.REGISTER_KEPT_YEARS)
    User.objects.filter(pk=person.pk).update(erased_at=long_ago)
    assert task() == 1
    person.refresh_from_db()
    assert (person.display_name, person.erased_at) == ("Compte effacé", long_ago)


def test_kept_mail_archives_and_pictures_go(zoe, django_capture_on_commit_callbacks):
    avatar, archive = storages["default"], storages["work"]
    profile = UserProfile.objects.create(user=zoe)
    profile.avatar.save("zoe.png", ContentFile(b"png"))
    name = archive.save("archives/x.zip", ContentFile(b"zip"))
    Archive.objects.create(person=zoe, state="ready", file_name=name)
    EmailAddress.objects.create(user=zoe, email="autre@exemple.fr")
    for address in ("zoe@exemple.fr", "autre@exemple.fr", "ada@exemple.fr"):
        Email.objects.create(from_email="x@exemple.fr", to=[address], subject="Bonjour")
    with django_capture_on_commit_callbacks(execute=True):
        erased(zoe)
    assert [one.to for one in Email.objects.all()] == [["ada@exemple.fr"]]
    assert not Archive.objects.exists()
    assert not archive.exists(name)
    assert not avatar.exists(profile.avatar.name)
    assert not UserProfile.objects.exists()


def test_a_profile_without_a_picture_goes_too(zoe):
    UserProfile.objects.create(user=zoe)
    erased(zoe)
    assert not UserProfile.objects.exists()


def test_a_house_keeps_a_manager(team, marie, make_person):
    with pytest.raises(ErasureRefused, match="Maison des associations de Valmont"):
        erase(person=marie, actor=marie)
    marie.refresh_from_db()
    assert marie.erased_at is None
    grant_role(user=make_person("nina"), structure=team, role="manager", actor=None)
    assert erase(person=marie, actor=marie)


def test_a_manager_whose_account_is_closed_is_no_manager(team, marie, make_person):
    other = make_person("nina", team, "manager")
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(ErasureRefused):
        erase(person=marie, actor=marie)


def test_the_platform_keeps_an_administrator(root, make_person):
    with pytest.raises(ErasureRefused, match="seule personne"):
        erase(person=root, actor=root)
    User.objects.filter(pk=make_person("autre").pk).update(is_superuser=True)
    assert not erased(root).is_superuser


def test_all_or_nothing(zoe, monkeypatch):
    def fails(*, person):
        raise OSError("disk full")

    last = Room(slug="compte", label="x", holdings=(), forget=fails)
    before = {one.slug: one for one in rooms()}
    register(last)
    try:
        with pytest.raises(OSError, match="disk full"):
            erase(person=zoe, actor=zoe)
    finally:
        register(before["compte"])
    zoe.refresh_from_db()
    assert zoe.email == "zoe@exemple.fr"
    assert list(before) == [one.slug for one in rooms()]


def test_nobody_is_written_to_any_more(zoe):
    address = erased(zoe).email
    post = KeptMail()
    assert post.send_messages([EmailMessage("Rappel", "…", "x@exemple.fr", [address])]) == 0
    assert post.send_messages([EmailMessage("Rappel", "…", "x@exemple.fr", [address, "a@exemple.fr"])]) == 1


def test_a_room_that_holds_nothing_costs_nothing(zoe, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(
        "accounts.privacy._ROOMS", {"x": Room(slug="x", label="x", holdings=(), forget=print)}
    )
    with django_assert_num_queries(0):
        assert [one.held for one in held_of(zoe)] == [[]]


def test_each_person_is_looked_at_on_their_own(zoe):
    erased(zoe)
    assert terms.forget_past_terms() == 1
    assert terms.forget_past_terms() == 1
