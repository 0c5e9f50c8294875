"""A corrected document takes the place of another, which leads to it."""

import pytest

from certification.actions.make_again import make_again
from certification.actions.make_file import make_file
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.models import Credential, Dossier
from certification.refusals import HolderErased, MayNotDecide, NameMissing, NotStanding, ReasonMissing

pytestmark = pytest.mark.django_db


class TestReplace:
    def test_the_new_one_has_its_own_number_and_says_what_was_earned_word_for_word(
        self, attestation, marie, this_year
    ):
        new = replace(
            credential=attestation, actor=marie, holder_name=" Ada  Lovelace ", reason="Nom corrigé."
        )
        attestation.refresh_from_db()
        assert (attestation.status, attestation.replaced_by) == ("replaced", new)
        assert new.number == f"VAL-AS-{this_year}-00002"
        assert new.public_id != attestation.public_id
        assert new.holder_name == new.frozen["holder"]["name"] == "Ada Lovelace"
        assert new.frozen["replaces"] == attestation.number
        for earned in ("steps", "objectives", "minutes", "title", "period", "proves"):
            assert new.frozen[earned] == attestation.frozen[earned]
        assert new.number in new.frozen["words"]["number"]
        assert new.public_id in new.frozen["verification_url"]

    def test_its_file_is_made_and_the_old_one_stays_as_it_was(self, attestation, marie, files):
        before = attestation.read_file()
        new = replace(credential=attestation, actor=marie, holder_name="Ada Lovelace", reason="Nom corrigé.")
        assert make_file(credential=new)
        attestation.refresh_from_db()
        assert attestation.read_file() == before
        assert len(files()) == 2

    def test_the_choice_of_what_is_shown_goes_along(self, attestation, marie):
        Credential.objects.update(holder_shown="initials")
        new = replace(credential=attestation, actor=marie, holder_name="Ada L.", reason="Nom corrigé.")
        assert new.holder_shown == "initials"

    def test_nobody_names_again_who_asked_to_be_forgotten(self, attestation, marie):
        attestation.holder_shown, attestation.holder_name = "erased", ""
        attestation.save()
        with pytest.raises(HolderErased):
            replace(credential=attestation, actor=marie, holder_name="Ada Lovelace", reason="Nom corrigé.")
        attestation.refresh_from_db()
        assert attestation.status == "issued" and attestation.replaced_by is None

    def test_a_replaced_certificate_still_belongs_to_its_dossier(self, certificate, marie):
        new = replace(credential=certificate, actor=marie, holder_name="Ada L.", reason="Nom corrigé.")
        make_file(credential=new)
        new.refresh_from_db()
        revoke(credential=new, actor=marie, reason="Erreur.")
        assert Dossier.objects.get().state == "revoked"

    def test_not_twice_nor_by_its_holder_nor_without_name_or_reason(self, attestation, marie, ada):
        good = {"credential": attestation, "actor": marie, "holder_name": "Ada L.", "reason": "Nom corrigé."}
        for changes, refusal in [
            ({"actor": ada}, MayNotDecide),
            ({"holder_name": " \u200b "}, NameMissing),
            ({"reason": ""}, ReasonMissing),
        ]:
            with pytest.raises(refusal):
                replace(**good | changes)
        replace(**good)
        with pytest.raises(NotStanding):
            replace(**good)
        assert Credential.objects.count() == 2


class TestMakeAgain:
    @pytest.fixture
    def emoji(self, pending):
        Credential.objects.filter(pk=pending.pk).update(
            frozen=pending.frozen | {"holder": {"name": "Ada 🎉"}}, holder_name="Ada 🎉"
        )
        pending.refresh_from_db()
        make_file(credential=pending)
        pending.refresh_from_db()
        assert pending.problem
        return pending

    def test_another_spelling_is_printed_under_the_same_number(
        self, emoji, marie, django_capture_on_commit_callbacks, files
    ):
        with django_capture_on_commit_callbacks(execute=True):
            make_again(credential=emoji, actor=marie, holder_name="Ada")
        again = Credential.objects.get(pk=emoji.pk)
        assert (again.status, again.holder_name, again.number) == ("issued", "Ada", emoji.number)
        assert again.problem == ""
        assert [file.suffix for file in files()].count(".pdf") == 1

    def test_only_what_nobody_has_yet_changes_its_name(self, attestation, marie):
        with pytest.raises(NotStanding):
            make_again(credential=attestation, actor=marie, holder_name="Une autre")
        assert Credential.objects.get().holder_name == attestation.holder_name

    def test_not_by_the_holder_nor_without_a_name(self, emoji, ada, marie):
        with pytest.raises(MayNotDecide):
            make_again(credential=emoji, actor=ada, holder_name="Ada")
        with pytest.raises(NameMissing):
            make_again(credential=emoji, actor=marie, holder_name="  ")
