"""The whole form of a draft of rules: reads a version, and makes one of what was typed, or says what is wrong where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Structure
from certification.models import Scheme, SchemeVersion
from certification.refusals import Refused
from certification.rules import drafting, wording
from certification.rules.module_lines import Catalogue, write_lines
from certification.rules.requirements import (
    REMINDERS,
    Cap,
    Criterion,
    Deadlines,
    DecisionRule,
    ExemptionRule,
    InvalidRequirements,
    IssuerRule,
    ModuleGroup,
    PracticeRule,
    RequiredModule,
    Requirements,
    ValidityRule,
)
from certification.scheme_fields import SECTIONS, CapFormSet, GroupFormSet, RulesForm
from certification.scheme_forms import SchemeForm
from certification.scheme_refusals import CodeTaken, LabelTaken
from learning.models import CurriculumSlot, ModulePage


def _initial_of(rules: Requirements | None) -> dict[str, Any]:
    """What the form shows of these rules."""
    if rules is None:
        return {}
    practice, decision = rules.practice, rules.decision
    exemption = practice.exemption if practice else None
    return {
        "attestations": rules.attestations,
        "total": rules.minutes,
        "days": practice.days if practice else None,
        "exempter": exemption.decided_by if exemption else "",
        "interview": exemption.interview if exemption else True,
        "appraisals": list(rules.appraisals),
        "countersignature": rules.countersignature,
        "guardian_below_age": rules.guardian_below_age or None,
        "authority": rules.issuer.authority if rules.issuer else "",
        "authority_years": rules.issuer.years if rules.issuer else None,
        "by": decision.by,
        "quorum": decision.quorum or None,
        "criteria": "\n".join(one.label for one in decision.criteria),
        "months": rules.validity.months if rules.validity else None,
        "renewal_months": rules.validity.renewal_months if rules.validity else None,
        "renewal": rules.validity.renewal if rules.validity else "full",
        "reminders": ", ".join(str(days) for days in rules.validity.reminders) if rules.validity else "",
        "skills": "\n".join(rules.skills),
        **{name: getattr(rules.deadlines, name) for name in Deadlines.__dataclass_fields__},
    }


def catalogue_of(structure: Structure, rules: Requirements | None = None) -> Catalogue:
    """What lines may name: the house's modules, what these rules name already, the places of curricula. Costs two
    queries."""
    named = list(rules.modules) if rules else []
    rows = ModulePage.objects.of(structure).order_by("code", "pk").values_list("code", "title")
    slots = dict(CurriculumSlot.objects.order_by("curriculum", "position", "pk").values_list("code", "title"))
    slots |= {one.slot: one.title for one in named if one.slot and one.slot not in slots}
    return Catalogue.of([*(RequiredModule(code, title) for code, title in rows if code), *named], slots)


def _coded(named: list[tuple[str, str]]) -> list[str]:
    """A lasting code for each of these labels: the one it had before, else one made of its words; each once."""
    taken = {before for _label, before in named if before}
    found: list[str] = []
    for label, before in named:
        if not before or before in found:
            stem = slugify(label)[:40] or "partie"
            names = [stem, *(f"{stem}-{number}" for number in range(2, 2 * len(named) + 2))]
            before = next(name for name in names if name not in taken)
            taken.add(before)
        found.append(before)
    return found


FAULTS: Mapping[drafting.Kind, Promise] = {
    drafting.Kind.NO_GROUP: gettext_lazy(
        "A certificate asks for at least one module: name a group and its modules."
    ),
    drafting.Kind.NO_MODULE: gettext_lazy("“%(name)s” has no module: write at least one code."),
    drafting.Kind.TOO_MANY_CHOSEN: gettext_lazy(
        "%(have)s modules are asked for, but “%(name)s” holds %(most)s."
    ),
    drafting.Kind.TWICE_IN_A_GROUP: gettext_lazy("“%(name)s” stands twice in this group."),
    drafting.Kind.IN_TWO_GROUPS: gettext_lazy(
        "“%(name)s” stands in another group already: it would count twice."
    ),
    drafting.Kind.MODALITY_TWICE: gettext_lazy("One of these ways of learning has another limit already."),
    drafting.Kind.CAPS_WITHOUT_TOTAL: gettext_lazy(
        "Limits are set below: write how many hours are asked for in all."
    ),
    drafting.Kind.OUT_OF_REACH: gettext_lazy(
        "Nobody could reach %(have)s: the limits below let %(most)s count in all."
    ),
    drafting.Kind.NOBODY_TO_APPRAISE: gettext_lazy(
        "A tutor appraises practice: write how many days are asked for, or untick the tutor."
    ),
    drafting.Kind.NO_CRITERION: gettext_lazy("Write at least one thing that the jury looks at."),
    drafting.Kind.CRITERION_TWICE: gettext_lazy("The same thing stands twice."),
    drafting.Kind.RENEWED_TOO_EARLY: gettext_lazy(
        "Renewal cannot begin %(have)s months before the end of a certificate that stands %(most)s months."
    ),
}


def _words(fault: drafting.Fault) -> str:
    have, most = fault.have, fault.most
    if fault.kind == drafting.Kind.OUT_OF_REACH:
        have, most = wording.hours(have), wording.hours(most)
    return str(FAULTS[fault.kind]) % {"name": fault.name, "have": have, "most": most}


@dataclass(frozen=True)
class FieldError:
    """What is wrong in one field, for the list at the top: `field` is bound, `where` names its group."""

    field: forms.BoundField
    where: str

    @property
    def messages(self) -> str:
        return " ".join(self.field.errors)


class DraftForms:
    """The whole form of a draft: the version's words, its groups, its caps. `version` is the draft as it is kept, or a
    new one whose scheme is known. Costs two queries."""

    def __init__(self, version: SchemeVersion, data: Mapping | None = None, *, new: SchemeForm | None = None):
        self.kept, self.new = version, new
        try:
            self.before = version.read()
        except InvalidRequirements:
            self.before = None
        words = {name: getattr(version, name) for name in self._words_of_version()}
        self.rules = RulesForm(data, initial=_initial_of(self.before) | words)
        structure = version.scheme.structure if version.scheme_id else None
        if new is not None and new.is_bound and new.is_valid():
            structure = new.cleaned_data["structure"]
        structure = structure or new.fields["structure"].queryset.first()
        self.catalogue = catalogue_of(structure, self.before)
        groups = [
            {
                "code": group.code,
                "label": group.label,
                "modules": write_lines(group.modules),
                "choose": None if group.choose == len(group.modules) else group.choose,
                "hours": group.minutes,
            }
            for group in (self.before.groups if self.before else ())
        ]
        caps = [
            {"modalities": list(cap.modalities), "hours": cap.minutes}
            for cap in (self.before.caps if self.before else ())
        ]
        self.groups = GroupFormSet(
            data, initial=groups, prefix="groups", form_kwargs={"catalogue": self.catalogue}
        )
        self.caps = CapFormSet(data, initial=caps, prefix="caps")

    @staticmethod
    def _words_of_version() -> tuple[str, ...]:
        return (
            *("label", "effective_from", "effective_until"),
            *("certificate_title", "certificate_text", "proves", "does_not_prove", "design"),
        )

    @property
    def sections(self) -> Iterator[tuple[Promise, Promise, list[forms.BoundField]]]:
        for title, explanation, names in SECTIONS:
            yield title, explanation, [self.rules[name] for name in names]

    # --- Reading what was typed ---------------------------------------------------------------------------

    def is_valid(self) -> bool:
        """Whether a draft can be made of it; where not, each field says what is wrong."""
        parts = [one for one in (self.new, self.rules, self.groups, self.caps) if one is not None]
        # Each of them, so that everything wrong is said at once.
        if [one for one in parts if not one.is_valid()]:
            return False
        self._live_groups = self._live(self.groups, "label")
        self._live_caps = self._live(self.caps, "modalities")
        rules = self._requirements()
        for fault in drafting.faults_in(rules):
            self._blame(fault)
        if not (self.errors or self.general_errors):
            self._check(rules)
        return not (self.errors or self.general_errors)

    @staticmethod
    def _dropped(form: forms.Form) -> bool:
        return bool(getattr(form, "cleaned_data", {}).get("DELETE"))

    def _live(self, formset, name: str) -> list[forms.Form]:
        """What was filled in and not taken away."""
        return [one for one in formset if not self._dropped(one) and one.cleaned_data.get(name)]

    def _blame(self, fault: drafting.Fault) -> None:
        form: forms.Form = self.rules
        field = fault.field
        if fault.kind == drafting.Kind.NO_GROUP:
            spare = self.groups.forms[self.groups.initial_form_count() :]
            form, field = (spare[0], "modules") if spare else (self.rules, None)
        elif fault.place is not None:
            form = (self._live_caps if field == "modalities" else self._live_groups)[fault.place]
        form.add_error(field, _words(fault))

    def _requirements(self) -> Requirements:
        typed = self.rules.cleaned_data
        practice = validity = issuer = None
        if typed["days"]:
            exemption = ExemptionRule(typed["exempter"], typed["interview"]) if typed["exempter"] else None
            practice = PracticeRule(typed["days"], exemption)
        if typed["months"]:
            renewal = typed["renewal_months"] or min(6, typed["months"])
            validity = ValidityRule(
                typed["months"], renewal, typed["reminders"] or REMINDERS, typed["renewal"] or "full"
            )
        if typed["authority"]:
            issuer = IssuerRule(typed["authority"], typed["authority_years"])
        return Requirements(
            groups=tuple(self._groups()),
            minutes=typed["total"],
            caps=tuple(
                Cap(tuple(one.cleaned_data["modalities"]), one.cleaned_data["hours"])
                for one in self._live_caps
            ),
            attestations=typed["attestations"],
            practice=practice,
            appraisals=tuple(typed["appraisals"]),
            countersignature=typed["countersignature"],
            guardian_below_age=typed["guardian_below_age"] or 0,
            issuer=issuer,
            decision=self._decision(),
            validity=validity,
            skills=tuple(_each(typed["skills"])),
            deadlines=Deadlines(**{name: typed[name] for name in Deadlines.__dataclass_fields__}),
        )

    def _groups(self) -> Iterator[ModuleGroup]:
        typed = [one.cleaned_data for one in self._live_groups]
        for code, one in zip(_coded([(one["label"], one["code"]) for one in typed]), typed, strict=True):
            choose = one["choose"] or len(one["modules"])
            yield ModuleGroup(code, one["label"], choose, one["modules"], one["hours"])

    def _decision(self) -> DecisionRule:
        typed = self.rules.cleaned_data
        if typed["by"] != "jury":
            return DecisionRule()
        before = self.before.decision.criteria if self.before else ()
        codes = {one.label: one.code for one in before}
        labels = list(_each(typed["criteria"]))
        named = _coded([(label, codes.get(label, "")) for label in labels])
        criteria = tuple(Criterion(code, label) for code, label in zip(named, labels, strict=True))
        return DecisionRule("jury", typed["quorum"] or 3, criteria)

    def _check(self, rules: Requirements) -> None:
        """Make the draft, and have the model look at it."""
        version = self.kept
        if self.new is not None:
            typed = self.new.cleaned_data
            version.scheme = Scheme(
                structure=typed["structure"], code=typed["code"].lower(), title=typed["title"]
            )
        for name in self._words_of_version():
            setattr(version, name, self.rules.cleaned_data[name])
        version.requirements = drafting.as_data(rules)
        try:
            version.clean()
        except ValidationError as wrong:
            for field, messages in wrong.message_dict.items():
                self.rules.add_error(field if field in self.rules.fields else None, messages)
        self.version = version

    # --- What is wrong ------------------------------------------------------------------------------------

    def refuse(self, reason: Refused) -> None:
        """Say why the draft was not kept, where it is put right."""
        if isinstance(reason, CodeTaken) and self.new is not None:
            self.new.add_error("code", str(reason))
        else:
            self.rules.add_error("label" if isinstance(reason, LabelTaken) else None, str(reason))

    @property
    def errors(self) -> list[FieldError]:
        """Each field where something is wrong, in the order of the page."""
        forms_of = [("", self.new)] if self.new is not None else []
        forms_of.append(("", self.rules))
        group, cap = _("Group %(n)s"), _("Limit %(n)s")
        forms_of += [(group % {"n": place}, one) for place, one in enumerate(self.groups, start=1)]
        forms_of += [(cap % {"n": place}, one) for place, one in enumerate(self.caps, start=1)]
        return [
            FieldError(one[name], where)
            for where, one in forms_of
            for name in (one.errors if one.is_bound and not self._dropped(one) else ())
            if name in one.fields
        ]

    @property
    def general_errors(self) -> list[str]:
        """What is wrong with the whole."""
        found = [*self.rules.non_field_errors()] if self.rules.is_bound else []
        for formset in (self.groups, self.caps):
            found += formset.non_form_errors() if formset.is_bound else []
        return found

    def differences(self) -> list[tuple[str, str]]:
        """What was typed otherwise than it is kept now: each field with what is kept."""
        found = []
        sets = [("", [self.rules]), (_("Group %(n)s"), self.groups), (_("Limit %(n)s"), self.caps)]
        for words, some in sets:
            for place, form in enumerate(some, start=1):
                where = words % {"n": place} + " · " if words else ""
                for name in form.changed_data:
                    field = form.fields[name]
                    if field.widget.is_hidden:
                        continue
                    kept = field.prepare_value(form.get_initial_for_field(field, name))
                    kept = ", ".join(kept) if isinstance(kept, list) else kept
                    found.append((f"{where}{field.label or name}", str(kept if kept is not None else "")))
        return found


def _each(text: str) -> Iterator[str]:
    """The lines that say something."""
    return (line.strip() for line in text.splitlines() if line.strip())
