"""The attestation de suivi: a module was followed to its end. Given by itself when the last required step
is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certification.kinds.base import LANGUAGE, Kind
from certification.rules.wording import french_date, hours
from learning.models import CompletedStep, Enrolment, ModulePage


def _day(moment) -> str:
    return french_date(timezone.localdate(moment))


@lru_cache(maxsize=1)
def _evidence_words() -> dict[str, str]:
    """The words for what proves a step, in the documents' language. Once per process: there are thousands of steps."""
    with translation.override(LANGUAGE):
        return {slug: str(words) for slug, words in CompletedStep._meta.get_field("evidence_type").choices}


@lru_cache(maxsize=1)
def _modality_words() -> dict[str, str]:
    with translation.override(LANGUAGE):
        return {slug: str(words) for slug, words in ModulePage.Modality.choices}


def _evidence(slug: str) -> str:
    """The words for a kind of evidence; a slug that is no longer known stands as it is."""
    return _evidence_words().get(slug, slug)


def _modality(slug: str) -> str:
    """The words for a modality; a slug that is no longer known stands as it is."""
    return _modality_words().get(slug, slug)


def _sums(pairs: list[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """Minutes by (slug, words), the longest first."""
    minutes: Counter[tuple[str, str]] = Counter()
    count: Counter[tuple[str, str]] = Counter()
    for slug, words, these in pairs:
        minutes[slug, words] += these
        count[slug, words] += 1
    return [
        {
            "slug": slug,
            "words": words,
            "minutes": total,
            "hours": hours(total),
            "steps": ngettext("%(n)s step", "%(n)s steps", count[slug, words]) % {"n": count[slug, words]},
        }
        for (slug, words), total in sorted(minutes.items(), key=lambda item: (-item[1], item[0]))
    ]


class Attestation(Kind):
    slug = "attestation"
    mark = "AS"
    width = 5
    label = gettext_lazy("Attestation")
    label_plural = gettext_lazy("Attestations")
    template = "certification/formats/attestation.html"
    words_template = "certification/words/attestation.html"
    desk_page = "attestations_modeladmin_inspect"
    style = "certification/formats/attestation.css"
    places = {"holder.name": 170, "words.number": 63, "words.code": 63, "steps.*.done_on_words": 25}
    answers = {
        "pending": gettext_lazy("This attestation is being made"),
        "issued": gettext_lazy("This attestation is valid"),
        "revoked": gettext_lazy("This attestation is no longer valid"),
        "replaced": gettext_lazy("This attestation was replaced"),
    }
    yours = gettext_lazy("your attestation")
    download = gettext_lazy("Download the attestation")

    def freeze_own(
        self, *, enrolment: Enrolment, steps: Sequence[CompletedStep], waived: Sequence[str] = ()
    ) -> dict[str, Any]:
        """`steps` are the enrolment's finished steps, in the order they were done; `waived` the titles of those that
        need not be done. Asks nothing of the database when the enrolment comes with its module.
        """
        module = enrolment.module
        minutes = sum(step.minutes_planned for step in steps)
        started = steps[0].completed_at if steps else enrolment.enrolled_at
        finished = enrolment.completed_at or timezone.now()
        first, last = _day(started), _day(finished)
        period = (
            _("on %(day)s") % {"day": first}
            if first == last
            else _("from %(first)s to %(last)s") % {"first": first, "last": last}
        )
        by_modality = _sums([(s.modality, _modality(s.modality), s.minutes_planned) for s in steps])
        by_evidence = _sums([(s.evidence_type, _evidence(s.evidence_type), s.minutes_planned) for s in steps])
        how = ", ".join(f"{part['words']} {part['hours']}" for part in by_modality)
        return {
            "heading": _("Attestation of completion"),
            "title": enrolment.module_title,
            "issued_to": _("granted to"),
            "sentence": _("who followed this module until its end; some steps were waived.")
            if waived
            else _("who followed the whole of this module, step after step, until its end."),
            # Its place in a curriculum that day: what schemes of any house may ask for.
            "slot": module.slot.code if module and module.slot_id else "",
            "module": {
                "code": enrolment.module_code,
                "key": str(enrolment.module_key),
                "title": enrolment.module_title,
                "revision": module.live_revision_id if module else None,
            },
            "enrolment": enrolment.pk,
            "objectives": [str(objective.value) for objective in module.objectives] if module else [],
            "steps": [
                {
                    "key": str(step.step_key),
                    "title": step.step_title,
                    "required": step.required,
                    "minutes": step.minutes_planned,
                    "hours": hours(step.minutes_planned),
                    "evidence": step.evidence_type,
                    "evidence_words": _evidence(step.evidence_type),
                    "modality": step.modality,
                    "modality_words": _modality(step.modality),
                    "revision": step.revision_id,
                    "done_on": timezone.localdate(step.completed_at).isoformat(),
                    "done_on_words": _day(step.completed_at),
                }
                for step in steps
            ],
            "waived": list(waived),
            "minutes": minutes,
            "hours": hours(minutes),
            "by_modality": by_modality,
            "by_evidence": by_evidence,
            "period": period,
            "own_words": {
                "objectives": _("Objectives of the module"),
                "steps": _("Steps done"),
                "duration": _("Duration"),
                "by_modality": _("How it was followed"),
                "by_evidence": _("Evidence"),
                "followed": _("Followed %(period)s.") % {"period": period},
                "estimated": _("Durations are those planned for each step, counted once its work is done."),
                "what_it_is": _("What it is:"),
                "what_it_is_not": _("What it is not:"),
            },
            "facts": [
                [_("Module"), enrolment.module_title],
                [_("Duration"), f"{hours(minutes)} ({how})" if how else hours(minutes)],
                [_("Followed"), period],
                *([[_("Waived"), ", ".join(waived)]] if waived else []),
            ],
            "proves": [
                (
                    _(
                        "The person did every required step of the module but those waived, worth %(hours)s of work."
                    )
                    if waived
                    else _(
                        "The person did every required step of the module, worth %(hours)s of planned work."
                    )
                )
                % {"hours": hours(minutes)},
                _("Each step left its evidence: a lesson read to its end, an assessment passed…"),
            ],
            "does_not_prove": [
                _("It is neither a certificate nor a diploma: nobody reviewed a dossier."),
                _("It is not the Certif’Asso, nor a registered professional certification."),
            ],
        }
