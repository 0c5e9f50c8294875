"""Rules are drafted, copied, promised: by managers of the house, never two at once for one day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.copy_version import copy_version
from certification.actions.drop_draft import drop_draft
from certification.actions.open_dossier import open_dossier
from certification.actions.put_in_force import put_in_force
from certification.actions.write_draft import write_draft
from certification.models import Scheme, SchemeVersion
from certification.models.scheme import VersionInForce
from certification.scheme_refusals import (
    ChangedMeanwhile,
    CodeTaken,
    Damaged,
    EndsFirst,
    LabelTaken,
    MayNotManage,
    Overlap,
    Promised,
)

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


def again(version) -> SchemeVersion:
    return SchemeVersion.objects.select_related("scheme__structure").get(pk=version.pk)


@pytest.fixture
def draft(version, marie) -> SchemeVersion:
    """A copy of the rules in force, to be changed."""
    return copy_version(version=version, actor=marie)


class TestDrafting:
    def test_a_copy_says_the_same_and_is_offered_to_nobody(self, version, draft, marie):
        assert draft.pk != version.pk
        assert (draft.requirements, draft.proves) == (version.requirements, version.proves)
        assert (draft.draft, draft.label) == (True, "2026, copie")
        assert (draft.effective_from, draft.effective_until) == (timezone.localdate(), None)
        assert list(SchemeVersion.objects.in_force(timezone.localdate())) == [version]
        assert copy_version(version=version, actor=marie).label == "2026, copie 2"
        lines = LogEntry.objects.about(draft)
        assert [(line.verb, line.actor) for line in lines] == [("scheme.drafted", marie)]

    def test_a_draft_is_changed(self, draft, marie):
        mine = again(draft)
        mine.certificate_title = "Un autre titre"
        write_draft(version=mine, actor=marie, seen=draft.stamp)
        assert again(draft).certificate_title == "Un autre titre"
        assert LogEntry.objects.about(draft).last().verb == "scheme.draft_changed"

    def test_who_comes_second_is_told_and_overwrites_nothing(self, draft, marie):
        mine, theirs = again(draft), again(draft)
        theirs.proves = "Autre chose."
        write_draft(version=theirs, actor=marie, seen=draft.stamp)
        mine.label = "2027"
        with pytest.raises(ChangedMeanwhile):
            write_draft(version=mine, actor=marie, seen=draft.stamp)
        assert (again(draft).proves, again(draft).label) == ("Autre chose.", draft.label)
        write_draft(version=mine, actor=marie, seen=again(draft).stamp)
        assert again(draft).label == "2027"

    def test_only_managers_of_the_house_write(
        self, version, draft, val, grace, ada, other_house, make_person
    ):
        for person in (val, grace, ada, make_person("eve", other_house, "manager")):
            with pytest.raises(MayNotManage):
                write_draft(version=again(draft), actor=person)
            with pytest.raises(MayNotManage):
                copy_version(version=version, actor=person)
            with pytest.raises(MayNotManage):
                put_in_force(version=draft, actor=person, effective_from=timezone.localdate())
            with pytest.raises(MayNotManage):
                drop_draft(version=draft, actor=person)

    def test_the_installations_administrator_writes(self, draft, linus):
        linus.is_superuser = True
        write_draft(version=again(draft), actor=linus)

    def test_rules_that_cannot_be_read_are_not_kept(self, draft, marie):
        for damaged in ({}, {"groups": []}, {"groups": "all"}):
            draft.requirements = damaged
            with pytest.raises(Damaged):
                write_draft(version=draft, actor=marie)

    def test_two_versions_never_have_one_name(self, version, draft, marie):
        draft.label = version.label
        with pytest.raises(LabelTaken, match="2026"):
            write_draft(version=draft, actor=marie)
        assert again(draft).label == "2026, copie"

    def test_what_was_promised_is_never_written(self, version, marie):
        with pytest.raises(Promised):
            write_draft(version=again(version), actor=marie)
        with pytest.raises(Promised):
            drop_draft(version=version, actor=marie)

    def test_a_house_writes_a_certificate_of_its_own(self, house, version, marie):
        scheme = Scheme(structure=house, code="accueil", title="Accueillir des bénévoles")
        new = SchemeVersion(scheme=scheme, label="1", effective_from=date(2027, 1, 1))
        new.requirements = version.requirements
        kept = write_draft(version=new, actor=marie)
        assert (again(kept).scheme.code, again(kept).draft) == ("accueil", True)
        twin = SchemeVersion(scheme=Scheme(structure=house, code="accueil", title="Encore"), label="1")
        twin.effective_from, twin.requirements = date(2027, 1, 1), version.requirements
        with pytest.raises(CodeTaken, match="accueil"):
            write_draft(version=twin, actor=marie)
        assert Scheme.objects.filter(title="Encore").count() == 0

    def test_a_draft_is_dropped_once(self, version, draft, marie):
        drop_draft(version=draft, actor=marie)
        drop_draft(version=draft, actor=marie)
        assert list(SchemeVersion.objects.all()) == [version]
        last = LogEntry.objects.about(version.scheme).last()
        assert (last.verb, last.payload["version"]) == ("scheme.draft_dropped", "2026, copie")


class TestInForce:
    def test_it_follows_the_one_before_and_stands_from_its_day(self, version, draft, marie):
        today = timezone.localdate()
        put_in_force(version=draft, actor=marie, effective_from=today, seen=draft.stamp)
        assert again(version).effective_until == today - TOMORROW
        assert list(SchemeVersion.objects.in_force(today)) == [draft]
        assert LogEntry.objects.about(draft).last().payload["ends"] == "2026"
        changed = again(draft)
        changed.proves = "Autre chose."
        with pytest.raises(VersionInForce):
            changed.save()
        with pytest.raises(Promised):
            write_draft(version=changed, actor=marie)

    def test_the_first_of_a_certificate_follows_none(self, house, version, draft, marie):
        today = timezone.localdate()
        scheme = Scheme.objects.create(structure=house, code="neuf", title="Tout neuf")
        first = again(draft)
        first.pk, first.scheme = None, scheme
        first.save()
        put_in_force(version=first, actor=marie, effective_from=today)
        assert list(SchemeVersion.objects.in_force(today).filter(scheme=scheme)) == [first]
        assert LogEntry.objects.about(first).last().payload["ends"] == ""

    def test_one_to_come_is_not_written_either(self, version, draft, marie):
        later = timezone.localdate() + 40 * TOMORROW
        put_in_force(version=draft, actor=marie, effective_from=later, effective_until=later + 300 * TOMORROW)
        assert again(version).effective_until == later - TOMORROW
        assert list(SchemeVersion.objects.in_force(timezone.localdate())) == [version]
        for act in (
            lambda: write_draft(version=again(draft), actor=marie),
            lambda: put_in_force(version=draft, actor=marie, effective_from=later),
            lambda: drop_draft(version=draft, actor=marie),
        ):
            with pytest.raises(Promised):
                act()

    def test_periods_never_overlap(self, version, draft, marie):
        today = timezone.localdate()
        with pytest.raises(Overlap, match="2026"):
            put_in_force(version=draft, actor=marie, effective_from=today - 30 * TOMORROW)
        with pytest.raises(EndsFirst):
            put_in_force(version=draft, actor=marie, effective_from=today, effective_until=today - TOMORROW)
        assert again(version).effective_until is None
        assert again(draft).draft

    def test_nobody_promises_what_they_have_not_read(self, draft, marie):
        seen = draft.stamp
        draft.proves = "Autre chose."
        write_draft(version=draft, actor=marie)
        with pytest.raises(ChangedMeanwhile):
            put_in_force(version=draft, actor=marie, effective_from=timezone.localdate(), seen=seen)

    def test_damaged_rules_are_not_promised(self, draft, marie):
        SchemeVersion.objects.filter(pk=draft.pk).update(requirements={"groups": []})
        with pytest.raises(Damaged):
            put_in_force(version=draft, actor=marie, effective_from=timezone.localdate())

    def test_candidates_keep_the_version_they_entered_under(self, version, draft, ada, ready, val, marie):
        mine = apply_for_certificate(version=version, actor=ada)
        put_in_force(version=draft, actor=marie, effective_from=timezone.localdate())
        mine.refresh_from_db()
        assert mine.version_id == version.pk
        assert open_dossier(version=draft, actor=ada) == mine
        other = open_dossier(version=draft, actor=val)
        assert other.version_id == draft.pk
