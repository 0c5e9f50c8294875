"""Named questions about enrolments, the facts kept under them, and waivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

if TYPE_CHECKING:
    from learning.models import Enrolment

CHUNK = 500  # rows whose facts are asked for at once: SQLite counts what a query is given


class EnrolmentQuerySet(models.QuerySet):
    def of(self, structure) -> EnrolmentQuerySet:
        """Enrolments made through this structure."""
        return self.filter(structure=structure)

    def by(self, learner) -> EnrolmentQuerySet:
        """Enrolments of this person."""
        return self.filter(learner=learner)

    def active(self) -> EnrolmentQuerySet:
        """Enrolments that were not left."""
        return self.filter(left_at=None)

    def left(self) -> EnrolmentQuerySet:
        return self.exclude(left_at=None)

    def completed(self) -> EnrolmentQuerySet:
        return self.exclude(completed_at=None)

    def unfinished(self) -> EnrolmentQuerySet:
        return self.filter(completed_at=None)

    def in_module(self, module: Page) -> EnrolmentQuerySet:
        return self.filter(module_key=module.translation_key)

    def locked(self, enrolment: Enrolment) -> Enrolment:
        """The enrolment as it stands, held until the transaction ends, with its module, house and person."""
        related = self.select_related("module", "structure__site", "learner")
        return related.select_for_update(no_key=True, of=("self",)).get(pk=enrolment.pk)

    def taking(self, step: Page) -> EnrolmentQuerySet:
        """Enrolments in the module that this step belongs to."""
        return self.filter(module__path=step.path[: -Page.steplen])

    def for_dashboard(self, learner) -> EnrolmentQuerySet:
        """A person's enrolments, those they left included, the last enrolled first."""
        return self.by(learner).order_by("-enrolled_at", "-pk")

    def for_list(self) -> EnrolmentQuerySet:
        """With the person, the house and the planned minutes of the steps done: the hours ledger's own sum.

        How far each is comes from `ModulePage.objects.enrolled`, as everywhere: see `with_studies`.
        """
        facts = apps.get_model("learning", "CompletedStep").objects.filter(enrolment=OuterRef("pk"))
        return self.select_related("learner", "structure").annotate(
            minutes_done=Coalesce(_summed(facts, models.Sum("minutes_planned")), 0)
        )

    def with_studies(self, *, request=None) -> list[Enrolment]:
        """The rows, each with its `study`: what its learner has before them. Costs a few queries every 500."""
        rows, modules = list(self), apps.get_model("learning", "ModulePage").objects
        for start in range(0, len(rows), CHUNK):
            for study in modules.enrolled(rows[start : start + CHUNK], request=request):
                study.enrolment.study = study
        return rows

    def count_of(self, owner: str) -> Subquery:
        """How many of these each outer row has, by this field."""
        return _summed(self.filter(**{owner: OuterRef("pk")}), models.Count("pk"))


def _summed(rows: models.QuerySet, total: models.Aggregate) -> Subquery:
    """The total over these rows, as a column of the outer query; null without any row."""
    one_group = rows.order_by().annotate(_all=models.Value(1)).values("_all")
    return Subquery(one_group.annotate(_total=total).values("_total"), output_field=models.IntegerField())


class CompletedStepQuerySet(models.QuerySet):
    def by(self, learner) -> CompletedStepQuerySet:
        return self.filter(enrolment__learner=learner)

    def keys_by_enrolment(self, enrolments: Iterable[Enrolment]) -> dict[int, dict]:
        """When each step was done, by step key, by enrolment. Costs one query."""
        found: dict[int, dict] = defaultdict(dict)
        rows = self.filter(enrolment__in=[enrolment.pk for enrolment in enrolments])
        for enrolment_id, key, at in rows.values_list("enrolment_id", "step_key", "completed_at"):
            found[enrolment_id][key] = at
        return found

    def ledger(self) -> models.QuerySet:
        """The hours ledger: for each learner, module, modality and kind of evidence, the steps and their minutes.

        `planned` minutes are what the steps count for; `active` ones, what pages measured, null where none did. Costs
        one query.
        """
        names = {"learner": "learner_id", "module": "module_code", "title": "module_title"}
        of_enrolment = {name: models.F(f"enrolment__{field}") for name, field in names.items()}
        totals = {
            "steps": models.Count("pk"),
            "planned": models.Sum("minutes_planned"),
            "active": models.Sum("minutes_active"),
        }
        rows = self.order_by().values("modality", "evidence_type", **of_enrolment).annotate(**totals)
        return rows.order_by("learner", "module", "modality", "evidence_type")


class WaiverQuerySet(models.QuerySet):
    def standing(self) -> WaiverQuerySet:
        """Waivers that were not ended."""
        return self.filter(ended_at=None)

    def by(self, learner) -> WaiverQuerySet:
        return self.filter(learner=learner)

    def of(self, structures) -> WaiverQuerySet:
        """Waivers granted by these structures."""
        return self.filter(structure__in=structures)

    def in_module(self, module_key) -> WaiverQuerySet:
        """Waivers of this module's steps, and of the whole of it."""
        return self.filter(module_key=module_key)

    def titles_for(
        self, enrolments: Iterable[Enrolment], *, besides: Mapping[int, Iterable]
    ) -> dict[int, list[str]]:
        """The titles of the steps waived in each of these enrolments and not done, by its pk; ``besides`` are the
        facts of what was done. Costs one query."""
        enrolments = list(enrolments)
        titles: dict[tuple, dict] = defaultdict(dict)
        standing = self.standing().exclude(step_key=None).order_by("granted_at", "pk")
        rows = standing.filter(learner__in={one.learner_id for one in enrolments})
        for learner, module_key, key, title in rows.values_list(
            "learner_id", "module_key", "step_key", "step_title"
        ):
            titles[learner, module_key][key] = title
        found = {}
        for one in enrolments:
            done = {fact.step_key for fact in besides[one.pk]}
            mine = titles[one.learner_id, one.module_key]
            found[one.pk] = [title for key, title in mine.items() if key not in done]
        return found

    def keys_by_module(self, learners: Collection[int]) -> dict[tuple[int, UUID], set[UUID | None]]:
        """The keys of the steps waived for each of these people, by person and module; None stands for the whole
        module. Costs one query."""
        found: dict[tuple[int, UUID], set[UUID | None]] = defaultdict(set)
        rows = self.filter(learner__in=learners).values_list("learner_id", "module_key", "step_key")
        for learner, module_key, step_key in rows:
            found[learner, module_key].add(step_key)
        return dict(found)
