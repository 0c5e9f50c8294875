"""What a step shows of its reader's own: where they were, their notes, the ways to print and to read in comfort."""

from __future__ import annotations

from uuid import uuid4

from django import template

from learning.models import Note, StepVisit
from learning.notebook import passages_of

register = template.Library()


@register.inclusion_tag("learning/components/where_i_was.html", takes_context=True)
def where_i_was(context, step, study) -> dict:
    """The way back to the passage last read, and the form by which the page tells. Costs one query where enrolled."""
    enrolment = study.enrolment
    if enrolment is None or study.is_left or context.get("is_preview"):
        return {}
    visits = StepVisit.objects.filter(enrolment=enrolment, step_key=step.translation_key)
    place = visits.values_list("position", flat=True).first() or ""
    known = [passage.anchor for passage in passages_of(step)]
    is_begun = place in known[1:] and step.translation_key not in study.done
    return {"step": step, "place": place if is_begun else "", "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("learning/components/my_notes.html", takes_context=True)
def my_notes(context, step) -> dict:
    """One's own notes on this step and the form for another. Costs one query; none to a visitor."""
    user = context["request"].user
    if not user.is_authenticated or context.get("is_preview"):
        return {}
    return {
        "step": step,
        "notes": Note.objects.by(user).on(step),
        "passages": passages_of(step),
        "token": uuid4(),
        "csrf_token": context.get("csrf_token"),
    }
