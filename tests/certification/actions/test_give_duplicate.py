"""A lost file is given again: the same bytes, the same number, and a line that says who gave it."""

import pytest

from accounts.models import LogEntry
from certification.actions.give_duplicate import give_duplicate
from certification.models import Credential
from certification.models.credential import FileLost
from certification.refusals import MayNotDecide, NotStanding
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_same_bytes_noted_and_no_second_number(attestation, marie, files, mailoutbox):
    before = (attestation.read_file(), files(), len(mailoutbox))
    assert give_duplicate(credential=attestation, actor=marie, to_holder=False) == before[0]
    assert (files(), len(mailoutbox)) == before[1:]
    assert Credential.objects.count() == 1
    line = LogEntry.objects.get(verb="credential.duplicate")
    assert (line.actor, line.payload["sha256"]) == (marie, attestation.sha256)


def test_it_goes_to_the_holders_address_where_asked(attestation, marie, ada, mailoutbox):
    give_duplicate(credential=attestation, actor=marie, to_holder=True)
    letter = mailoutbox[-1]
    assert letter.to == [ada.email]
    [(name, data, kind)] = letter.attachments
    assert (name, kind) == (f"attestation-{attestation.number}.pdf", "application/pdf")
    assert data == attestation.read_file()
    assert attestation.number in letter.body
    assert LogEntry.objects.get(verb="credential.duplicate_sent").actor == marie


@pytest.mark.parametrize("status", ["revoked", "replaced"])
def test_what_no_longer_stands_is_not_given_again(attestation, marie, status):
    attestation.status = status
    with pytest.raises(NotStanding):
        give_duplicate(credential=attestation, actor=marie, to_holder=False)


def test_neither_by_its_holder_nor_in_place_of_a_lost_file(attestation, marie, ada, files):
    with pytest.raises(MayNotDecide):
        give_duplicate(credential=attestation, actor=ada, to_holder=False)
    for path in files():
        path.unlink()
    with pytest.raises(FileLost):
        give_duplicate(credential=attestation, actor=marie, to_holder=False)
    assert not LogEntry.objects.filter(verb__startswith="credential.duplicate").exists()


class TestDesk:
    def address(self, attestation):
        return f"/admin/documents-delivres/{attestation.pk}/duplicata/"

    def test_staff_download_it_and_its_page_says_so(self, attestation, marie, client_of):
        browser = client_of(marie)
        response = browser.post(self.address(attestation))
        assert response.content == attestation.read_file()
        assert response["Content-Disposition"].startswith("attachment")
        page = text_of(browser.get(f"/admin/attestations/{attestation.pk}/"))
        assert "Duplicata d’un document remis" in page
        assert marie.display_name in page

    def test_or_send_it(self, attestation, marie, ada, client_of, mailoutbox):
        page = client_of(marie).post(self.address(attestation), {"send": "1"}, follow=True)
        assert f"en route vers {ada.email}" in text_of(page)
        assert mailoutbox[-1].attachments

    def test_a_refusal_and_a_lost_file_are_said(self, attestation, marie, client_of, files):
        browser = client_of(marie)
        for path in files():
            path.unlink()
        assert "rien n’a été remis à la place" in text_of(
            browser.post(self.address(attestation), follow=True)
        )
        Credential.objects.update(status="revoked")
        assert "rien n’a été changé" in text_of(browser.post(self.address(attestation), follow=True))

    def test_only_staff_of_the_house_and_only_by_post(
        self, attestation, marie, other_house, make_person, client_of
    ):
        eve = make_person("eve", other_house, "manager")
        assert client_of(eve).post(self.address(attestation)).status_code == 404
        assert client_of(marie).get(self.address(attestation)).status_code == 405


class TestWhyItIsReplaced:
    @pytest.mark.parametrize(
        ("why", "reason", "said"),
        [
            ("name_change", "", "Changement de nom."),
            ("typo", "Un accent manquait.", "Faute de frappe. Un accent manquait."),
            ("other", "Autre.", "Autre."),
            ("nonsense", "Autre.", "Autre."),
        ],
    )
    def test_whoever_verifies_reads_it(self, attestation, marie, client_of, why, reason, said):
        client_of(marie).post(
            f"/admin/documents-delivres/{attestation.pk}/remplacement/",
            {"holder_name": "Ada Lovelace", "reason": reason, "why": why},
        )
        attestation.refresh_from_db()
        assert (attestation.status, attestation.revoked_reason) == ("replaced", said)
        line = LogEntry.objects.get(verb="credential.replaced")
        assert line.payload["why"] == (why if why != "nonsense" else "other")
        assert said in text_of(client_of(marie).get(attestation.get_absolute_url()))
