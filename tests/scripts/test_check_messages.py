"""French typography is kept by machine, and a string without French stops the build."""

import polib
import pytest


@pytest.fixture
def messages(script):
    return script("check_messages")


@pytest.mark.parametrize(
    "french",
    [
        "C’est fait.",
        "Êtes-vous sûr\u00a0?",
        "«\u00a0Bases\u00a0»",
        "10\u00a0%",
        "%(score)s\u00a0%%",
        "De 10:30 à midi, sur https://exemple.fr/a?b=1",
        'Lire <a href="/aide/" title="x : y">l’aide</a>',
        "score (%)",
        "Adresse\u00a0: {name}",
    ],
)
def test_french_well_set_passes(messages, french):
    assert list(messages.typography_faults(french)) == []


@pytest.mark.parametrize(
    "french",
    [
        "L'heure",
        "Êtes-vous sûr ?",
        "Êtes-vous sûr?",
        "« Bases »",
        "10 %",
        "%(score)s %%",
        "%(name)s : module",
        "Fini\u202f!",
        'dit "oui"',
        "Un échec",
    ],
)
def test_french_badly_set_is_told(messages, french):
    assert len(list(messages.typography_faults(french))) == 1


@pytest.mark.parametrize(
    ("ours", "why"),
    [
        (None, "not in the catalogue"),
        (polib.POEntry(msgid="Verify", msgstr=""), "no French"),
        (polib.POEntry(msgid="Verify", msgstr="Vérifier", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="Verify", msgstr="Vérifier", obsolete=True), "not in the catalogue"),
        (polib.POEntry(msgid="Verify", msgstr="Vérifier"), ""),
    ],
)
def test_a_string_must_have_its_french(messages, ours, why):
    assert messages.lacks_french(polib.POEntry(msgid="Verify"), ours) == why


def test_a_plural_must_have_both_forms(messages):
    wanted = polib.POEntry(msgid="%(n)s step", msgid_plural="%(n)s steps")
    half = polib.POEntry(
        msgid="%(n)s step", msgid_plural="%(n)s steps", msgstr_plural={0: "%(n)s étape", 1: ""}
    )
    assert messages.lacks_french(wanted, half) == "no French"
    half.msgstr_plural[1] = "%(n)s étapes"
    assert messages.lacks_french(wanted, half) == ""
