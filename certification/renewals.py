"""What renewing one certificate would ask for, before anybody asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from certification.kinds import ATTESTATION
from certification.models import Credential, Dossier, SchemeVersion
from certification.rules import renewal
from certification.rules.renewal import Revised
from certification.rules.revisions import pins_of
from learning.models import ContentChange, Enrolment, ModulePage
from learning.rules.changes import is_older


def revised_modules(credential: Credential) -> list[Revised]:
    """The modules that a certificate rests on and that changed in substance since they were finished, in its order.

    One whose page is gone cannot be followed again: it is left out. Costs nothing where no module ever changed, else
    three queries.
    """
    if not ContentChange.objects.by_module():
        return []
    pins = pins_of(credential.frozen)
    attestations = dict(
        Credential.objects.of_kind(ATTESTATION.slug)
        .filter(holder=credential.holder_id, number__in=[pin.attestation for pin in pins])
        .annotate(enrolment=KeyTransform("enrolment", "frozen"))
        .values_list("number", "enrolment")
    )
    enrolments = Enrolment.objects.in_bulk(set(attestations.values()))
    modules = ModulePage.objects.live().filter(
        translation_key__in={one.module_key for one in enrolments.values()}
    )
    titles = {
        key: (code, title) for key, code, title in modules.values_list("translation_key", "code", "title")
    }
    found = []
    for pin in pins:
        enrolment = enrolments.get(attestations.get(pin.attestation))
        if enrolment is None or enrolment.module_key not in titles:
            continue
        changes = [
            change
            for change in ContentChange.objects.of_module(enrolment.module_key)
            if is_older(finished_at=enrolment.completed_at, changed_at=change.at)
        ]
        if changes:
            code, title = titles[enrolment.module_key]
            since = timezone.localdate(changes[0].at)
            found.append(Revised(code, title, since, tuple(change.sentence for change in changes[::-1])))
    return found


def renewing(credential: Credential) -> Dossier | None:
    """The dossier, open, that would renew this certificate, or the one it replaced. Costs one query."""
    same = Q(renews=credential) | Q(renews__replaced_by=credential)
    return Dossier.objects.open().filter(same).select_related("version__scheme").order_by("pk").last()


@dataclass(frozen=True)
class Offer:
    """What renewing a certificate asks for today. ``version`` is the one in force; None where there is none."""

    credential: Credential
    today: date
    version: SchemeVersion | None
    revised: tuple[Revised, ...]
    dossier: Dossier | None

    @property
    def mode(self) -> str:
        """What is asked for: everything again where the version in force says nothing of renewing."""
        rule = self.version.read().validity if self.version else None
        return rule.renewal if rule else renewal.FULL

    @property
    def template(self) -> str:
        """What says it: one template a mode."""
        return f"certification/renewal_modes/{self.mode}.html"

    @property
    def renewal_months(self) -> int:
        """As the version that it was granted under promised."""
        rule = self.credential.scheme_version.read().validity
        return rule.renewal_months if rule else 0

    @property
    def opens_on(self) -> date:
        return renewal.opens_on(expires_on=self.credential.expires_on, renewal_months=self.renewal_months)

    @property
    def may_renew(self) -> bool:
        return self.version is not None and renewal.may_renew(
            expires_on=self.credential.expires_on,
            renewal_months=self.renewal_months,
            mode=self.mode,
            revised=self.revised,
            today=self.today,
        )


@dataclass(frozen=True)
class Again:
    """One module to follow again. ``finished``: whether the last stay in it is done, so that another may begin."""

    module: ModulePage
    finished: bool


def again_of(candidature) -> list[Again]:
    """The modules that would fill what a renewal still asks for. Costs two queries where there is one, else none."""
    dossier = candidature.dossier
    if not candidature.is_open or not dossier.renewal:
        return []
    codes = {one.code for group in candidature.eligibility.groups for one in group.would_do}
    if not codes:
        return []
    modules = list(ModulePage.objects.live().filter(code__in=codes).order_by("title", "pk"))
    finished = set(
        Enrolment.objects.by(dossier.candidate_id)
        .active()
        .completed()
        .filter(module_key__in=[module.translation_key for module in modules])
        .values_list("module_key", flat=True)
    )
    return [Again(module, module.translation_key in finished) for module in modules]


def offer_of(credential: Credential) -> Offer:
    """The offer for a certificate that stands or has come to its end. Costs two queries, five where modules changed."""
    today = timezone.localdate()
    scheme = credential.scheme_version.scheme
    in_force = SchemeVersion.objects.in_force(today).filter(scheme=scheme).select_related("scheme__structure")
    return Offer(
        credential=credential,
        today=today,
        version=in_force.order_by("-effective_from", "pk").first(),
        revised=tuple(revised_modules(credential)),
        dossier=renewing(credential),
    )
