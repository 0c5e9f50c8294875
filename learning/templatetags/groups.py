"""What pages show of groups and of the ways in."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from learning.models import EnrolmentRequest, Group, Invitation, ModulePage
from learning.rules.keys import shown_key
from learning.rules.ways_in import Refusal, refusal_of_invitation

register = template.Library()


@register.filter
def as_key(token: str) -> str:
    """A key as one reads it."""
    return shown_key(token)


@register.filter
def site_of(invitation: Invitation) -> str:
    """The address of the site that an invitation is followed on."""
    site = invitation.structure.site
    return site.root_url if site else settings.BASE_URL


def _obstacle(invitation: Invitation) -> Refusal | None:
    return refusal_of_invitation(
        withdrawn=invitation.revoked_at is not None,
        expires_at=invitation.expires_at,
        now=timezone.now(),
        uses=invitation.uses,
        most_uses=invitation.most_uses,
    )


@register.filter
def stands(invitation: Invitation) -> bool:
    """Whether it lets somebody new in."""
    return _obstacle(invitation) is None


@register.filter
def standing_words(invitation: Invitation) -> str:
    """Where an invitation stands, as one would say it."""
    last_day = date_format(timezone.localtime(invitation.expires_at - timezone.timedelta(seconds=1)), "j F Y")
    return {
        None: gettext("Good until %(day)s") % {"day": last_day},
        Refusal.WITHDRAWN: gettext("Withdrawn"),
        Refusal.EXPIRED: gettext("Past its last day, %(day)s") % {"day": last_day},
        Refusal.USED_UP: gettext("All its places are taken"),
    }[_obstacle(invitation)]


@register.inclusion_tag("learning/components/request_form.html", takes_context=True)
def request_form(context, module: ModulePage) -> dict:
    """Ask to enter a module, or what one asked already. Costs one query."""
    person = context["request"].user
    waiting = EnrolmentRequest.objects.by(person).waiting().filter(module=module).first()
    return {"module": module, "waiting": waiting, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("learning/components/my_groups.html", takes_context=True)
def my_groups(context) -> dict:
    """The groups that whoever is signed in is in. Costs one query."""
    mine = Group.objects.joined_by(context["request"].user).open()
    return {"groups": mine.select_related("referent").order_by("starts_on", "pk")}
