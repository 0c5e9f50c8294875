"""A framework is drafted, written, put in force, and then changes no more."""

import pytest

from accounts.models import LogEntry
from skills.actions.draft_framework import draft_framework
from skills.actions.install_framework import install_framework
from skills.actions.publish_framework import publish_framework
from skills.actions.write_framework import write_framework
from skills.models import Framework
from skills.refusals import AlreadyInForce, FrameworkRefused, NotYours
from skills.space import framework_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(make_person):
    """Administers the installation."""
    person = make_person("root")
    person.is_superuser = person.is_staff = True
    person.save()
    return person


class TestInstalling:
    def test_ours_is_there_once(self, framework):
        assert install_framework() == framework
        assert Framework.objects.filter(code="vie-associative").count() == 1
        assert framework.standing == "En vigueur"
        assert len(framework.reading.domains) == 6

    def test_it_is_installed_where_it_is_not(self, framework):
        Framework.objects.all().delete()
        again = install_framework()
        assert again.reading == framework.reading
        assert LogEntry.objects.about(again).get().verb == "framework.published"

    def test_a_version_written_since_is_left_alone(self, framework, root):
        draft = draft_framework(source=framework, structure=None, actor=root)
        assert install_framework() == draft


class TestDrafting:
    def test_a_house_adapts_everybodys(self, framework, house, marie):
        draft = draft_framework(source=framework, structure=house, actor=marie)
        assert (draft.number, draft.structure, draft.is_draft) == (1, house, True)
        assert draft.reading == framework.reading
        assert draft_framework(source=framework, structure=house, actor=marie) == draft
        assert str(draft) == "Compétences de la vie associative (1)"

    def test_the_next_version_follows_the_last(self, framework, root):
        draft = draft_framework(source=framework, structure=None, actor=root)
        assert draft.number == 2

    def test_everybodys_is_no_managers_to_draft(self, framework, marie, val, house):
        with pytest.raises(NotYours):
            draft_framework(source=framework, structure=None, actor=marie)
        with pytest.raises(NotYours):
            draft_framework(source=framework, structure=house, actor=val)


class TestWriting:
    def test_keeps_the_words(self, framework, house, marie):
        draft = draft_framework(source=framework, structure=house, actor=marie)
        draft.title = "Savoir-faire de Valmont"
        write_framework(framework=draft, actor=marie)
        assert Framework.objects.get(pk=draft.pk).title == "Savoir-faire de Valmont"

    def test_what_is_in_force_no_longer_changes(self, framework, root, marie, house):
        with pytest.raises(AlreadyInForce):
            write_framework(framework=framework, actor=root)
        with pytest.raises(NotYours):
            write_framework(framework=framework, actor=marie)


class TestPublishing:
    def test_takes_the_place_of_the_version_before(self, framework, root):
        draft = draft_framework(source=framework, structure=None, actor=root)
        published = publish_framework(framework=draft, actor=root)
        framework.refresh_from_db()
        assert published.published_by == root
        assert (framework.standing, published.standing) == (
            "Remplacé par une version plus récente",
            "En vigueur",
        )
        assert publish_framework(framework=published, actor=root) == published

    def test_a_house_reads_its_own_before_everybodys(self, framework, house, other_house, marie):
        assert framework_for(house) == framework
        draft = draft_framework(source=framework, structure=house, actor=marie)
        assert framework_for(house) == framework
        publish_framework(framework=draft, actor=marie)
        assert framework_for(house) == draft
        assert framework_for(other_house) == framework_for(None) == framework

    def test_refuses_what_nobody_could_choose_in(self, framework, house, marie):
        draft = draft_framework(source=framework, structure=house, actor=marie)
        Framework.objects.filter(pk=draft.pk).update(content=[])
        with pytest.raises(FrameworkRefused, match="premier domaine"):
            publish_framework(framework=draft, actor=marie)

    def test_refuses_who_may_not(self, framework, house, marie, val):
        draft = draft_framework(source=framework, structure=house, actor=marie)
        with pytest.raises(NotYours):
            publish_framework(framework=draft, actor=val)
