"""Named questions about paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from wagtail.models import PageManager, PageQuerySet

from cms.freshness import remember
from learning.path_study import PathStudy
from learning.previews import is_preview, shows_visitor

if TYPE_CHECKING:
    from learning.models import PathEnrolment, PathModule, PathPage
    from learning.study import Study


class PathPageQuerySet(PageQuerySet):
    def of(self, structure) -> PathPageQuerySet:
        """Paths that this structure owns."""
        return self.filter(structure=structure)

    def studies(
        self,
        paths: Iterable[PathPage],
        *,
        learner,
        request,
        enrolments: Iterable[PathEnrolment] | None = None,
    ) -> dict[int, PathStudy]:
        """What this person has before them in each path, by the path's pk.

        Costs six queries whatever the number of paths, two for a visitor; one less where ``enrolments`` are given.
        """
        paths = list(paths)
        places = self._places(paths)
        modules = {place.module_id: place.module for held in places.values() for place in held}
        studies = apps.get_model("learning", "ModulePage").objects.studies(
            modules.values(), learner=learner, request=request
        )
        joined, equivalent = {}, set()
        if paths and learner.is_authenticated:
            if enrolments is None:
                enrolments = apps.get_model("learning", "PathEnrolment").objects.by(learner).active()
                enrolments = enrolments.filter(path_page__in=paths)
            joined = {one.path_page_id: one for one in enrolments}
            equivalent = self._recognised(learner)
        return {
            path.pk: PathStudy(
                path=path,
                url=path.get_url(request) or "",
                modules=[(place, studies[place.module_id]) for place in places.get(path.pk, [])],
                enrolment=joined.get(path.pk),
                equivalent=equivalent,
            )
            for path in paths
        }

    def followed(self, person, *, request, studies: Iterable[Study] = ()) -> list[PathStudy]:
        """The paths that this person follows or finished, the last joined first.

        ``studies`` are those of their modules, where the caller has them already. Costs one query, and those of the
        modules they have not begun.
        """
        online = self._online()
        mine = list(apps.get_model("learning", "PathEnrolment").objects.by(person).active())
        mine = [one for one in mine if one.path_page_id in online]
        for one in mine:
            one.path_page = online[one.path_page_id]
        if not mine:
            return []
        places = self._places([one.path_page for one in mine])
        known = {study.module.pk: study for study in studies if study.module and not study.is_left}
        modules = {place.module_id: place.module for held in places.values() for place in held}
        others = [module for pk, module in modules.items() if pk not in known]
        if others:
            known |= apps.get_model("learning", "ModulePage").objects.studies(
                others, learner=AnonymousUser() if studies else person, request=request
            )
        given = next(iter(studies), None)
        equivalent = given.recognised if given else self._recognised(person)
        return [
            PathStudy(
                path=one.path_page,
                url=one.path_page.get_url(request) or "",
                modules=[(place, known[place.module_id]) for place in places.get(one.path_page_id, [])],
                enrolment=one,
                equivalent=equivalent,
            )
            for one in mine
        ]

    def previewed(self, path: PathPage, request) -> PathStudy:
        """What somebody who joined, or a visitor, would have before them, as the author has it: nothing done."""
        places = sorted(path.path_modules.all(), key=lambda place: place.sort_order or 0)
        modules = [place.module for place in places if place.module_id]
        studies = apps.get_model("learning", "ModulePage").objects.studies(
            modules, learner=AnonymousUser(), request=request
        )
        enrolment = None
        if not shows_visitor(request):
            enrolment = apps.get_model("learning", "PathEnrolment")(path_page=path, path_title=path.title)
        return PathStudy(
            path=path,
            url=path.get_url(request) or "",
            modules=[(place, studies[place.module_id]) for place in places if place.module_id],
            enrolment=enrolment,
        )

    def study_of(self, path: PathPage, request) -> PathStudy:
        """What whoever asks has before them in this path."""
        if is_preview(request):
            return self.previewed(path, request)
        return self.studies([path], learner=request.user, request=request)[path.pk]

    def _recognised(self, person) -> set:
        """The keys of modules recognised as equivalent for this person. Costs one query."""
        waivers = apps.get_model("learning", "Waiver").objects.by(person).standing()
        return set(waivers.filter(step_key=None).values_list("module_key", flat=True))

    def _online(self) -> dict[int, PathPage]:
        """The paths online, by their pk; kept until content changes."""
        live = self.model._default_manager.live()
        return remember("paths online", lambda: {path.pk: path for path in live})

    def _places(self, paths: list[PathPage]) -> dict[int, list[PathModule]]:
        """The published modules of each path, in its order, kept until content changes. Costs one query."""
        keys = sorted(path.pk for path in paths)

        def gather() -> dict[int, list[PathModule]]:
            found: dict[int, list[PathModule]] = defaultdict(list)
            rows = apps.get_model("learning", "PathModule").objects.filter(
                path_page__in=keys, module__live=True
            )
            for place in rows.select_related("module__theme", "module__slot").order_by("sort_order", "pk"):
                found[place.path_page_id].append(place)
            return dict(found)

        return remember(("path places", *keys), gather) if keys else {}


PathPageManager = PageManager.from_queryset(PathPageQuerySet)


class PathEnrolmentQuerySet(models.QuerySet):
    def by(self, learner) -> PathEnrolmentQuerySet:
        return self.filter(learner=learner)

    def of(self, structure) -> PathEnrolmentQuerySet:
        """Enrolments made through this structure."""
        return self.filter(structure=structure)

    def active(self) -> PathEnrolmentQuerySet:
        """Enrolments that were not left."""
        return self.filter(left_at=None)

    def unfinished(self) -> PathEnrolmentQuerySet:
        return self.filter(completed_at=None)
