"""The simulator: a learner with this record, what is missing? Asked by whoever writes the rules; nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from certification.evidence import authorisations_of, evidence_of, record_of, with_record
from certification.models import Dossier, SchemeVersion
from certification.review import lines_of
from certification.rules.eligibility import Eligibility, Record, weigh
from certification.rules.requirements import MODALITIES, ModuleGroup, Requirements
from certification.rules.simulation import Typed, TypedModule, typed_of
from certification.rules.simulation import record_of as record_typed
from certification.scheme_fields import MODALITY_CHOICES, DayInput, HoursField
from certification.sentences import sentence
from learning.models import Enrolment

#: People shown where a name fits several.
SHOWN = 10


class SimulatorForm(forms.Form):
    """A record, as far as these rules ask for it."""

    on = forms.DateField(
        label=gettext_lazy("Day of the decision"),
        widget=DayInput,
        help_text=gettext_lazy(
            "An authorisation of the house must cover it, and ages are those of that day."
        ),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days of practice that tutors confirmed"),
        required=False,
        min_value=0,
        max_value=3660,
    )
    days_waiting = forms.IntegerField(
        label=gettext_lazy("Days declared, that wait for a tutor"),
        required=False,
        min_value=0,
        max_value=3660,
    )
    exempted = forms.BooleanField(label=gettext_lazy("Exempted from practice"), required=False)
    tutor_wrote = forms.BooleanField(label=gettext_lazy("A tutor wrote an appraisal"), required=False)
    lead_wrote = forms.BooleanField(
        label=gettext_lazy("A pedagogical lead wrote an appraisal"), required=False
    )
    age = forms.IntegerField(
        label=gettext_lazy("Age"),
        required=False,
        min_value=0,
        max_value=120,
        help_text=gettext_lazy("Empty: the date of birth is not known."),
    )
    guardian_authorised = forms.BooleanField(
        label=gettext_lazy("The guardian’s authorisation was seen"), required=False
    )
    countersigned = forms.BooleanField(
        label=gettext_lazy("The training record is signed by the candidate"), required=False
    )

    def __init__(self, data=None, *, rules: Requirements, typed: Typed | None = None) -> None:
        super().__init__(data, initial=_initial_of(rules, typed))
        self.rules = rules
        asked = {
            "days": rules.practice,
            "days_waiting": rules.practice,
            "exempted": rules.practice and rules.practice.exemption,
            "tutor_wrote": "tutor" in rules.appraisals,
            "lead_wrote": "pedagogical_lead" in rules.appraisals,
            "age": rules.guardian_below_age,
            "guardian_authorised": rules.guardian_below_age,
            "countersigned": rules.countersignature,
        }
        for name, whether in asked.items():
            if not whether:
                del self.fields[name]
        self.hours_asked = bool(rules.minutes or any(group.minutes for group in rules.groups))
        self.rest = list(self.fields)
        for place, module in enumerate(rules.modules):
            named = {"title": module.title}
            self.fields[f"done_{place}"] = forms.BooleanField(
                label=_("“%(title)s”: finished") % named, required=False
            )
            if rules.attestations:
                self.fields[f"attested_{place}"] = forms.BooleanField(
                    label=_("“%(title)s”: attested") % named, required=False
                )
            for modality, words in MODALITY_CHOICES if self.hours_asked else ():
                self.fields[f"{modality}_{place}"] = HoursField(
                    label=_("“%(title)s”: hours, %(way)s") % {**named, "way": words}
                )

    @property
    def others(self) -> list[forms.BoundField]:
        """All but the modules."""
        return [self[name] for name in self.rest]

    @property
    def groups(self) -> list[tuple[ModuleGroup, list[tuple[str, list[forms.BoundField]]]]]:
        """Each group with a row for each module: its title and its fields."""
        places = iter(range(len(self.rules.modules)))
        names = ["done", "attested", *MODALITIES]
        return [
            (
                group,
                [
                    (
                        module.title,
                        [self[f"{name}_{place}"] for name in names if f"{name}_{place}" in self.fields],
                    )
                    for module, place in zip(group.modules, places, strict=False)
                ],
            )
            for group in self.rules.groups
        ]

    @property
    def columns(self) -> list[str]:
        """What the fields of a row are."""
        attested = [_("Attested")] if self.rules.attestations else []
        return [
            _("Finished"),
            *attested,
            *(str(words) for _slug, words in MODALITY_CHOICES if self.hours_asked),
        ]

    def typed(self) -> Typed:
        """What was typed."""
        data = self.cleaned_data
        modules = {
            module.code: TypedModule(
                data[f"done_{place}"],
                data.get(f"attested_{place}", False),
                {modality: data.get(f"{modality}_{place}", 0) for modality in MODALITIES},
            )
            for place, module in enumerate(self.rules.modules)
        }
        return Typed(
            on=data["on"],
            modules=modules,
            age=data.get("age"),
            days=data.get("days") or 0,
            days_waiting=data.get("days_waiting") or 0,
            **{
                name: data.get(name, False)
                for name in ("exempted", "tutor_wrote", "lead_wrote", "guardian_authorised", "countersigned")
            },
        )


def _initial_of(rules: Requirements, typed: Typed | None) -> dict[str, Any]:
    """What the form shows of this record."""
    if typed is None:
        return {"on": timezone.localdate()}
    plain = (
        "on",
        "age",
        "days",
        "days_waiting",
        "exempted",
        "tutor_wrote",
        "lead_wrote",
        "guardian_authorised",
    )
    found = {name: getattr(typed, name) for name in (*plain, "countersigned")}
    for place, module in enumerate(rules.modules):
        one = typed.modules.get(module.code, TypedModule())
        found |= {f"done_{place}": one.finished, f"attested_{place}": one.attested}
        found |= {f"{modality}_{place}": one.minutes.get(modality, 0) for modality in MODALITIES}
    return found


def people_named(words: str, version: SchemeVersion) -> list[User]:
    """Who learns through this house and has this address, or these words in their name; a few at most. One query."""
    words = " ".join(words.replace("\x00", "").split())
    if not words:
        return []
    here = Enrolment.objects.of(version.scheme.structure).values("learner")
    named = Q(email__iexact=words) if "@" in words else Q(display_name__icontains=words)
    return list(User.objects.filter(named, pk__in=here).order_by("display_name", "pk")[:SHOWN])


def real_record(person: User, version: SchemeVersion, on: date) -> Record:
    """Everything known of this person that bears on these rules: what they finished here, and their open dossier for
    the certificate, under whatever version. Costs five queries at most."""
    modules = tuple(evidence_of([person], version.scheme.structure).get(person.pk, ()))
    mine = Dossier.objects.by(person).open().filter(version__scheme=version.scheme)
    if dossier := with_record(mine.order_by("pk")).first():
        return record_of(dossier, modules, on=on)
    return Record(on=on, modules=modules, authorisations=authorisations_of(version.scheme))


def _shown(verdict: Eligibility) -> list[tuple[Any, str]]:
    """Each requirement, with what the candidate would read."""
    return [(line, sentence(line.requirement)) for line in lines_of(verdict)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def simulate(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be missing to a learner with this record, typed or real. Nothing is written."""
    mine = SchemeVersion.objects.managed_by(request.user).select_related("scheme__structure")
    version = get_object_or_404(mine, pk=pk)
    rules = version.read()
    context: dict[str, Any] = {"version": version, "who": request.POST.get("who", "")}
    status = 200
    if {"find", "learner"} & set(request.POST):
        form, more = _from_real(request, version, rules)
        context |= more
    elif request.method == "POST":
        form = SimulatorForm(request.POST, rules=rules)
        if form.is_valid():
            record = record_typed(rules, form.typed(), authorisations_of(version.scheme))
            context["verdict"] = weigh(rules, record)
        else:
            status = 400
    else:
        form = SimulatorForm(rules=rules)
    context["form"] = form
    if "verdict" in context:
        context["lines"] = _shown(context["verdict"])
    return render(request, "certification/desk/simulator.html", context, status=status)


def _from_real(
    request: HttpRequest, version: SchemeVersion, rules: Requirements
) -> tuple[SimulatorForm, dict[str, Any]]:
    """The form filled in from a real record, with the verdict on it; or the people to choose among."""
    chosen = request.POST.get("learner", "")
    if chosen.isdecimal() and len(chosen) < 12:
        here = Enrolment.objects.of(version.scheme.structure).values("learner")
        people = [get_object_or_404(User.objects.filter(pk__in=here), pk=int(chosen))]
    else:
        people = people_named(request.POST.get("who", ""), version)
    if len(people) != 1:
        return SimulatorForm(rules=rules), {"people": people, "nobody": not people}
    record = real_record(people[0], version, timezone.localdate())
    form = SimulatorForm(rules=rules, typed=typed_of(rules, record))
    return form, {"person": people[0], "verdict": weigh(rules, record)}


#: Under /admin/, registered by `certification.wagtail_hooks`.
admin_urlpatterns = [path("regles/<int:pk>/simulateur/", simulate, name="certification_simulate")]
