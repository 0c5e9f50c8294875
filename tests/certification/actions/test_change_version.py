"""A candidate moves to the version in force, if they wish; nobody else moves them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.change_version import change_version
from certification.actions.submit_dossier import submit_dossier
from certification.dossier_refusals import NoNewerVersion
from certification.models import SchemeVersion
from certification.refusals import NotYours
from certification.versions import comparison_of, target_of
from tests.certification.conftest import PRACTICAL

pytestmark = pytest.mark.django_db


def test_it_is_under_the_new_rules_and_facts_put_it_there(complete, newer, ada):
    assert complete.state == "complete"
    moved = change_version(dossier=complete, actor=ada, target=newer)
    moved.refresh_from_db()
    # 20 days are asked for now, of which 15 are there; the record is signed again.
    assert (moved.version, moved.state, moved.countersigned_at) == (newer, "practice", None)
    line = LogEntry.objects.get(verb="dossier.version_changed")
    assert line.payload == {"from": "2026", "to": "2026 bis", "scheme": "gestion"}
    assert line.in_words() == "Dossier passé aux règles en vigueur par la personne candidate"
    assert change_version(dossier=complete, actor=ada, target=newer) == moved
    assert LogEntry.objects.filter(verb="dossier.version_changed").count() == 1


def test_by_its_candidate_alone(opened, newer, linus):
    with pytest.raises(NotYours):
        change_version(dossier=opened, actor=linus, target=newer)


def test_never_to_a_draft_nor_to_what_is_not_in_force(opened, practical, ada, make_newer):
    today = timezone.localdate()
    for target in (
        make_newer(label="brouillon", draft=True),
        make_newer(label="demain", effective_from=today + timedelta(days=1)),
        make_newer(label="hier", effective_until=today - timedelta(days=1)),
        make_newer(label="avant", effective_from=date(2020, 1, 1)),
    ):
        assert target_of(opened) is None
        with pytest.raises(NoNewerVersion):
            change_version(dossier=opened, actor=ada, target=target)
    opened.refresh_from_db()
    assert opened.version == practical


def test_never_once_sent(complete, newer, ada):
    submit_dossier(dossier=complete, actor=ada)
    with pytest.raises(NoNewerVersion):
        change_version(dossier=complete, actor=ada, target=newer)


def test_both_verdicts_stand_side_by_side(complete, newer):
    found = comparison_of(complete, newer)
    assert (bool(found.now.ready_to_send), bool(found.then.ready_to_send)) == (True, False)
    assert {row.title: row.change for row in found.rows} == {
        "Bases": "modifié",
        "Pratique dans une association": "modifié",
        "Livret signé par la personne candidate": "",
        "Autorisation parentale": "n’est plus demandé",
        "Appréciation de la tutrice ou du tuteur": "n’est plus demandé",
        "Appréciation du responsable pédagogique": "nouveau",
    }
    practice = next(row for row in found.rows if row.then and row.then.verdict.slug == "practice")
    assert (practice.now.figures, practice.then.figures) == ("15 sur 15 jours", "15 sur 20 jours")
    assert (practice.now.met, practice.then.met) == (True, False)
    assert found.terms == [("Durée de validité", "sans fin", "36 mois")]
    assert found.signs_again


def test_what_a_jury_decides_from_now_on_is_said(opened, make_newer):
    decision = {"by": "jury", "quorum": 3, "criteria": [{"code": "c", "label": "Clarté"}]}
    newer = make_newer(requirements=PRACTICAL | {"decision": decision})
    found = comparison_of(opened, newer)
    assert ("Qui décide", "une personne de la maison qui valide", "un jury") in found.terms
    assert not found.signs_again
    assert SchemeVersion.objects.count() == 2
