"""What is left of a candidate and a holder: documents that still verify, and what decisions rested on."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.actions.erase import erase
from accounts.models import LogEntry
from accounts.refusals import ErasureRefused
from certification.actions.forget_candidate import forget_candidate
from certification.actions.make_badges import make_badges
from certification.actions.make_file import make_file
from certification.actions.tell_holder import tell_holder
from certification.models import (
    Credential,
    Dossier,
    JuryMember,
    JurySession,
    Practice,
    Scheme,
    SupportingDocument,
    TutorLink,
)
from certification.models.practice import TutorLink as Link
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db


def close(person):
    assert erase(person=person, actor=person)
    person.refresh_from_db()
    return person


def test_documents_keep_their_bytes_their_number_and_their_hash(ada, certificate, attestation, files):
    before = {file: file.read_bytes() for file in files()}
    frozen = [one.frozen for one in Credential.objects.order_by("pk")]
    close(ada)
    assert {file: file.read_bytes() for file in files()} == before
    assert [one.frozen for one in Credential.objects.order_by("pk")] == frozen
    assert {one.holder_shown for one in Credential.objects.all()} == {"erased"}
    for one in Credential.objects.issued():
        assert hashlib.sha256(one.read_file()).hexdigest() == one.sha256
        assert (one.holder_shown, one.holder_name, one.status) == ("erased", "", "issued")
    call_command("check_log")
    call_command("check_registry")


def test_whoever_verifies_reads_that_the_holder_was_erased(ada, certificate, client):
    name = certificate.holder_name
    data = certificate.read_file()
    make_badges(credential=certificate)
    assert client.get(f"/certificats/{certificate.public_id}.json").status_code == 200
    close(ada)

    page = client.get(certificate.get_absolute_url())
    assert "effacé à sa demande" in text_of(page)
    assert name not in page.content.decode()
    for reference in (certificate.public_id, certificate.number, certificate.short_code):
        answer = client.get(f"/api/certificats/{reference}/").json()
        assert name not in json.dumps(answer)
    assert answer["holder"] is None
    assert answer["holder_erased"] is True
    assert client.get(f"/certificats/{certificate.public_id}.json").status_code == 410
    dropped = client.post("/verifier/", {"file": SimpleUploadedFile("mon-certificat.pdf", data)})
    assert certificate.number in text_of(dropped)
    assert name not in dropped.content.decode()
    typed = client.get("/verifier/", {"numero": certificate.number})
    assert name not in typed.content.decode()


def test_staff_find_the_number_and_not_the_name(ada, val, certificate, client_of):
    close(ada)
    desk = client_of(val)
    for address in (reverse("certificats_modeladmin_inspect", args=[certificate.pk]), "/admin/certificats/"):
        page = desk.get(address).content.decode()
        assert certificate.number in page
        assert "Ada Exemple" not in page


def test_a_document_still_to_be_made_is_made_with_its_name_and_nobody_is_told(
    no_queue, ada, pending, mailoutbox
):
    close(ada)
    mailoutbox.clear()
    credential = Credential.objects.select_related("structure", "holder").get(pk=pending.pk)
    assert make_file(credential=credential)
    credential.refresh_from_db()
    assert credential.frozen["holder"]["name"] == "Ada Exemple"
    assert not tell_holder(credential=credential)
    assert not mailoutbox


def test_each_document_has_its_line_once(ada, certificate):
    forget_candidate(person=ada)
    forget_candidate(person=ada)
    lines = LogEntry.objects.about(certificate).filter(verb="credential.holder_shown")
    assert [line.payload["shown"] for line in lines] == ["erased"]


def test_a_dossier_that_waits_is_withdrawn_and_emptied(
    ada, complete, documents, django_capture_on_commit_callbacks
):
    name = storages["work"].save("pieces/x", ContentFile(b"pdf"))
    shared = storages["work"].save("pieces/y", ContentFile(b"pdf"))
    piece = {"kind": "other", "content_type": "application/pdf", "file_bytes": 3, "added_by": ada}
    SupportingDocument.objects.create(dossier=complete, title="Preuve", file_name=name, sha256="a", **piece)
    SupportingDocument.objects.create(dossier=complete, title="Preuve", file_name=shared, sha256="b", **piece)
    practice = Practice.objects.get()
    TutorLink.objects.create(
        practice=practice, secret_hash="x", email="paul@exemple.fr", expires_at=timezone.now()
    )
    with django_capture_on_commit_callbacks(execute=True):
        close(ada)
        other = Dossier.objects.create(candidate=ada, structure=complete.structure, version=complete.version)
        SupportingDocument.objects.create(dossier=other, title="P", file_name=shared, sha256="b", **piece)
    complete.refresh_from_db()
    assert (complete.state, complete.birth_date, complete.record) == ("withdrawn", None, {})
    assert not Practice.objects.exists()
    assert not Link.objects.exists()
    assert not storages["work"].exists(name)
    assert storages["work"].exists(shared)


def test_a_decided_dossier_stays_without_addresses_until_its_time_is_over(ada, certificate, settings):
    dossier = Dossier.objects.get()
    Dossier.objects.update(guardian_email="mere@exemple.fr", guardian_name="Une mère")
    practice = Practice.objects.create(
        dossier=dossier,
        association_name="Les Amis",
        starts_on="2026-01-01",
        ends_on="2026-01-02",
        days=2,
        tutor_email="paul@exemple.fr",
        tutor_name="Paul Tuteur",
    )
    link = TutorLink.objects.create(
        practice=practice, secret_hash="x", email="paul@exemple.fr", expires_at=timezone.now()
    )
    close(ada)
    for one in (dossier, practice, link):
        one.refresh_from_db()
    assert (dossier.state, dossier.guardian_name, dossier.guardian_email) == ("issued", "Une mère", "")
    assert dossier.record
    assert (practice.tutor_name, practice.tutor_email, link.email) == ("Paul Tuteur", "", "")
    assert link.revoked_at

    past = timezone.now() - timedelta(days=366 * settings.EVIDENCE_KEPT_YEARS)
    Dossier.objects.update(decided_at=past)
    forget_candidate(person=ada)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.guardian_name, dossier.record) == ("issued", "", {})
    assert not Practice.objects.exists()


def test_a_certificate_decided_and_not_made_comes_first(ada, opened):
    models.QuerySet.update(Dossier.objects.filter(pk=opened.pk), state="validated")
    with pytest.raises(ErasureRefused, match="Gestion associative"):
        erase(person=ada, actor=ada)


def test_a_jury_that_has_not_closed_comes_first(linus, house, version):
    session = JurySession.objects.create(
        structure=house, scheme=version.scheme, title="Jury de mai", held_on="2026-05-01"
    )
    seat = JuryMember.objects.create(session=session, person=linus)
    with pytest.raises(ErasureRefused, match="Jury de mai"):
        erase(person=linus, actor=linus)
    JurySession.objects.filter(pk=session.pk).update(closed_at=timezone.now())
    assert close(linus).display_name == "Linus Exemple", "a juror stays named beside what was decided"
    seat.refresh_from_db()
    assert seat.person == linus


def test_a_lead_is_taken_off_their_certificate(grace, version):
    version.scheme.leads.add(grace)
    close(grace)
    assert not Scheme.objects.get(pk=version.scheme_id).leads.exists()


#: Where the name of somebody who was erased still stands, because it was frozen there.
FROZEN = {"certification.Credential.frozen", "certification.Dossier.record", "certification.Minutes.frozen"}


def test_the_name_and_the_address_stand_nowhere_else(ada, certificate, opened):
    make_badges(credential=certificate)
    close(ada)
    found = set()
    kinds = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if not isinstance(field, kinds) or field.remote_field:
                continue
            for value in model._base_manager.values_list(field.attname, flat=True):
                said = json.dumps(value, default=str, ensure_ascii=False).lower()
                if "ada exemple" in said or "ada@exemple.fr" in said:
                    found.add(f"{model._meta.label}.{field.name}")
    assert found <= FROZEN
