"""Each design prints the same words on one page; a version chooses, a certificate keeps what it was granted with."""

import io

import pytest
from pypdf import PdfReader

from certification.actions.decide_dossier import decide_dossier
from certification.designs import DEFAULT, DESIGNS, style_of
from certification.formats import PDF
from certification.kinds import CERTIFICATE
from certification.models import Credential, SchemeVersion


def printed(frozen: dict, **changes) -> tuple[bytes, str]:
    words = frozen | changes
    places, style = CERTIFICATE.places, CERTIFICATE.style_of(words)
    data = PDF.render(words, template=CERTIFICATE.template, style=style, places=places)
    pages = PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    return data, " ".join(pages[0].extract_text().split())


def test_all_say_the_same(certificate):
    made = {slug: printed(certificate.frozen, design=slug) for slug in DESIGNS}
    assert len({data for data, _text in made.values()}) == len(DESIGNS) > 1
    assert len({text for _data, text in made.values()}) == 1


def test_what_was_granted_before_there_was_a_choice_looks_as_it_did(certificate):
    before = {key: value for key, value in certificate.frozen.items() if key != "design"}
    assert printed(before)[0] == printed(certificate.frozen, design=DEFAULT)[0]
    assert style_of("gone") == style_of(DEFAULT)


@pytest.fixture
def sober(version, dossier, val):
    """A certificate granted while its version was sober."""
    SchemeVersion.objects.filter(pk=version.pk).update(design="sober")
    dossier.refresh_from_db()
    decide_dossier(dossier=dossier, actor=val, verdict="validate")
    return Credential.objects.get(subject=f"dossier:{dossier.pk}")


def test_a_certificate_keeps_the_look_of_its_version(sober, version):
    assert sober.frozen["design"] == "sober"
    SchemeVersion.objects.filter(pk=version.pk).update(design=DEFAULT)
    sober.refresh_from_db()
    assert CERTIFICATE.style_of(sober.frozen) == DESIGNS["sober"].style
