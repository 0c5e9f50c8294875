"""What other apps' pages show of certification: a person's attestations, documents and candidatures.

All share one set of five queries a request (`certification.holdings`), whatever the rows.
"""

from __future__ import annotations

from django import template

from certification import review
from certification.holdings import Holdings
from certification.kinds import BY_SLUG
from certification.models import Credential, JurySession
from certification.offers import offers_of
from certification.renewals import again_of
from certification.rules import wording
from certification.sentences import sentences
from cms.freshness import remember
from cms.sites import structure_of

register = template.Library()


@register.filter
def kind_of(credential: Credential):
    """The kind of a document."""
    return BY_SLUG[credential.kind]


@register.filter
def asked_for(item: str, dossier) -> str:
    """One thing asked for in a complement to this dossier."""
    return review.asked_for(item, dossier.read())


@register.filter
def version_of(credential: Credential, older: dict) -> str:
    """What is said beside a document of an older version; nothing beside the others."""
    return older[credential.pk].words if credential.pk in older else ""


@register.filter
def offer_of(credential: Credential, offers: dict):
    """What is offered of the badge of a document; nothing until it is made."""
    return offers.get(credential.pk)


@register.filter
def ending_of(credential: Credential, endings: dict):
    """Where a certificate stands as to its end; nothing for other documents."""
    return endings.get(credential.pk)


@register.filter
def renewed_by(credential: Credential, documents: list[Credential]) -> str:
    """The number of the certificate that renewed this one, among its holder's; nothing where none did."""
    return next((one.number for one in documents if one.pk == credential.renewed_by_id), "")


@register.filter
def in_sentences(eligibility) -> list[str]:
    """What is missing, said to the candidate."""
    return sentences(eligibility)


@register.filter
def french_date(day) -> str:
    return wording.french_date(day) if day else ""


@register.inclusion_tag("certification/attestation_of.html", takes_context=True)
def attestation_of(context, enrolment) -> dict:
    """The attestation of one enrolment of whoever is signed in: to download, being made, or nothing yet."""
    holdings = Holdings.of(context["request"])
    credential = holdings.attestation_of(enrolment.pk)
    return {"credential": credential, "older": holdings.older.get(credential.pk) if credential else None}


@register.inclusion_tag("certification/attestation_of.html", takes_context=True)
def path_attestation_of(context, enrolment) -> dict:
    """The attestation of one finished path of whoever is signed in."""
    return {"credential": Holdings.of(context["request"]).path_attestation_of(enrolment.pk)}


@register.inclusion_tag("certification/my_documents.html", takes_context=True)
def my_documents(context, user=None) -> dict:
    """Everything that whoever is signed in was granted, with what to do with it."""
    request = context["request"]
    documents = Holdings.of(request).documents
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "documents": documents,
        "older": Holdings.of(request).older,
        "offers": offers_of(documents),
        "endings": Holdings.of(request).endings,
    }


@register.inclusion_tag("certification/my_documents_link.html", takes_context=True)
def my_documents_link(context) -> dict:
    """The way to everything that whoever is signed in was granted; nothing before the first document."""
    return {"count": len(Holdings.of(context["request"]).documents)}


@register.inclusion_tag("certification/to_follow_again.html", takes_context=True)
def to_follow_again(context, candidature) -> dict:
    """The modules that a renewal still asks for, with the way to each. Costs two queries where there is one."""
    return {"modules": again_of(candidature), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("certification/my_endings.html", takes_context=True)
def my_endings(context) -> dict:
    """Certificates of whoever is signed in that come to their end, or rest on what has changed since."""
    endings = Holdings.of(context["request"]).endings.values()
    return {"endings": [one for one in endings if one.to_tell]}


@register.inclusion_tag("certification/my_candidatures.html", takes_context=True)
def my_candidatures(context, user=None, structure=None) -> dict:
    """The certificates of the structure: what is met, what is missing, where the dossier stands."""
    request = context["request"]
    structure = structure or structure_of(request)
    found = Holdings.of(request).candidatures(structure) if structure else []
    return {"request": request, "csrf_token": context.get("csrf_token"), "candidatures": found}


@register.inclusion_tag("certification/my_juries.html", takes_context=True)
def my_juries(context) -> dict:
    """The sessions of juries under way or to come that whoever is signed in sits in. Costs one query, none while no
    jury is ahead."""
    ahead = JurySession.objects.ahead()
    if not remember("juries ahead", ahead.exists):
        return {"sessions": []}
    return {"sessions": ahead.sat_by(context["request"].user)[:5]}
