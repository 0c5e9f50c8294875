"""The figures that the State asks a training body for each year (bilan), each with its formula.

Source: `../shared/domain/reference.md` 2.1. Sex and the sector of associations are not asked of candidates, hence not
told. Eleven queries, whatever the number of dossiers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import LogEntry, Structure, User
from certification.kinds import CERTIFICATE
from certification.models import Credential, Dossier
from certification.rules.age_bands import BANDS, UNKNOWN, band_of
from certification.rules.wording import hours
from learning.models import CompletedStep, Group, ModulePage


@dataclass(frozen=True)
class Part:
    """One bar: its words, its value as a number, as people read it, and its share of the longest bar in percent."""

    words: str
    value: int
    shown: str
    percent: int


@dataclass(frozen=True)
class Figure:
    """One figure, with how it is counted; `parts` where it is told by parts."""

    slug: str
    words: str
    formula: str
    value: int
    shown: str
    parts: tuple[Part, ...] = field(default=())


def figures(structure: Structure, year: int) -> list[Figure]:
    """All figures of one structure and year."""
    start, end = _bounds(year)
    opened = Dossier.objects.of(structure).filter(opened_at__gte=start, opened_at__lt=end)
    return [
        _sessions(structure, year),
        *_dossiers(structure, opened, start, end),
        _ages(opened),
        _standings(opened),
        _associations(opened),
        _hours(structure, start, end),
    ]


def _bounds(year: int) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    return datetime.combine(first, time.min, zone), datetime.combine(last, time.min, zone)


def _count(slug: str, words: str, value: int, formula: str) -> Figure:
    return Figure(slug, words, formula, value, str(value))


def _told(slug: str, words: str, formula: str, parts: Mapping[str, int], show=str) -> Figure:
    longest, total = max(parts.values(), default=0) or 1, sum(parts.values())
    bars = tuple(Part(name, n, show(n), n * 100 // longest) for name, n in parts.items())
    return Figure(slug, words, formula, total, show(total), bars)


def _sessions(structure: Structure, year: int) -> Figure:
    under_way = Q(ends_on=None) | Q(ends_on__gte=date(year, 1, 1))
    held = Group.objects.filter(under_way, structure=structure, starts_on__lte=date(year, 12, 31))
    formula = _("Groups whose dates meet the year.")
    return _count("sessions", _("Sessions"), held.count(), formula)


def _dossiers(structure: Structure, opened, start: datetime, end: datetime) -> list[Figure]:
    mine = Dossier.objects.of(structure)
    sent = mine.filter(submitted_at__gte=start, submitted_at__lt=end)
    decided = mine.filter(decided_at__gte=start, decided_at__lt=end)
    by_state = dict(decided.order_by().values_list("state").annotate(n=Count("pk")))
    validated = sum(by_state.get(state, 0) for state in ("validated", "issued", "revoked"))
    granted = (
        Credential.objects.of(structure)
        .of_kind(CERTIFICATE.slug)
        .filter(granted_at__gte=start, granted_at__lt=end, subject__startswith="dossier:")
    )
    left = LogEntry.objects.filter(structure=structure, verb="dossier.withdrawn", at__gte=start, at__lt=end)
    return [
        _count("registered", _("Registrations"), opened.count(), _("Dossiers opened in the year.")),
        _count(
            "completed", _("Completed"), sent.count(), _("Dossiers last sent for a decision in the year.")
        ),
        _count(
            "validated",
            _("Dossiers validated"),
            validated,
            _("Dossiers decided in the year and validated, even if the certificate was withdrawn since."),
        ),
        _count(
            "refused",
            _("Dossiers not validated"),
            by_state.get("refused", 0),
            _("Dossiers decided in the year and refused."),
        ),
        _count(
            "certificates",
            _("Certificates granted"),
            granted.count(),
            _("Certificates numbered in the year, without those that replace another."),
        ),
        _count(
            "dropouts", _("Given up"), left.count(), _("Dossiers withdrawn by their candidate in the year.")
        ),
    ]


def _ages(opened) -> Figure:
    told = Counter(
        band_of(birth, timezone.localdate(at)) for birth, at in opened.values_list("birth_date", "opened_at")
    )
    words = {band: _("%(band)s years") % {"band": band.replace("-", "–")} for band in BANDS}
    words |= {UNKNOWN: _("not asked or not told"), BANDS[0]: _("under 18"), BANDS[-1]: _("60 and over")}
    return _told(
        "ages",
        _("By age"),
        _(
            "Dossiers opened in the year, by the candidate’s age on that day, where the certificate asks for it."
        ),
        {words[band]: told[band] for band in (*BANDS, UNKNOWN)},
    )


def _standings(opened) -> Figure:
    told = dict(opened.order_by().values_list("candidate__profile").annotate(n=Count("pk")))
    words = {value: str(label) for value, label in User.Profile.choices}
    parts: Counter[str] = Counter()
    for name in (*words.values(), _("not told")):
        parts[name] = 0
    for slug, count in told.items():
        parts[words.get(slug, _("not told"))] += count
    formula = _("Dossiers opened in the year, by what candidates say they are in their association.")
    return _told("standings", _("By standing"), formula, parts)


def _associations(opened) -> Figure:
    named = opened.exclude(association_name="").values_list("association_name", flat=True)
    different = {" ".join(name.casefold().split()) for name in named}
    formula = _("Different names of associations in the dossiers opened in the year.")
    return _count("associations", _("Associations"), len(different), formula)


def _hours(structure: Structure, start: datetime, end: datetime) -> Figure:
    candidates = Dossier.objects.of(structure).values("candidate")
    done = CompletedStep.objects.filter(
        enrolment__structure=structure,
        enrolment__learner__in=candidates,
        completed_at__gte=start,
        completed_at__lt=end,
    )
    minutes = dict(done.order_by().values_list("modality").annotate(n=Sum("minutes_planned")))
    words = {value: str(label) for value, label in ModulePage.Modality.choices}
    return _told(
        "hours",
        _("Hours by modality"),
        _("Planned duration of the steps that people with a dossier here finished in the year."),
        {label: minutes.get(slug, 0) for slug, label in words.items()},
        show=hours,
    )
