"""A livret in words alone, as its page says it, for the sheet that one takes along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from certification.kinds.base import LANGUAGE, identity, site_address
from certification.livret import Hours, Livret
from certification.models import Exemption, Practice
from certification.rules.wording import french_date


def words_of(livret: Livret, holder: User, now: datetime) -> dict[str, Any]:
    """Everything that the livret says at this moment, in the language of documents."""
    with translation.override(LANGUAGE):
        version, moment = livret.candidature.version, timezone.localtime(now)
        structure = version.scheme.structure
        return {
            "language": LANGUAGE,
            "heading": _("Training record"),
            "holder": holder.display_name,
            "title": version.certificate_title,
            "structure": identity(structure),
            "site": site_address(structure),
            "on": moment.date().isoformat(),
            "stands": _("As it stands on %(day)s at %(time)s, by the rules of version %(version)s.")
            % {
                "day": french_date(moment.date()),
                "time": f"{moment:%H:%M}",
                "version": version.label,
            },
            "modalities": livret.modalities,
            "groups": [
                {"label": one.verdict.label, "asked": _asked(one.verdict), **_table(one.rows, one.total)}
                for one in livret.groups
            ],
            "total": _("%(total)s followed in all, of which %(counted)s count.")
            % {"total": livret.total.total, "counted": livret.counted}
            if livret.candidature.eligibility.evidence
            else "",
            "asks_practice": livret.candidature.asks_practice,
            "practices": [_practice(one) for one in livret.practices],
            "exemptions": [_exemption(one) for one in livret.exemptions],
            "appraisals": [
                {
                    "text": one.text,
                    "by": f"{one.written_by.display_name}, {one.get_author_display()}",
                    "on": _day(one.written_at),
                }
                for one in livret.appraisals
            ],
            "documents": [
                f"{one.title} · {one.get_kind_display()}, {_day(one.added_at)}" for one in livret.documents
            ],
            "missing": livret.candidates_part,
            "house_brings": livret.houses_part,
            "signed": _("%(name)s signed this record on %(day)s, declaring that what it says is true.")
            % {"name": holder.display_name, "day": _day(livret.dossier.countersigned_at)}
            if livret.dossier and livret.dossier.countersigned_at
            else "",
        }


def _day(moment: datetime) -> str:
    return french_date(timezone.localdate(moment))


def _asked(group) -> str:
    words = ngettext(
        "%(choose)s module asked for, %(done)s done.",
        "%(choose)s modules asked for, %(done)s done.",
        group.choose,
    )
    return words % {"choose": group.choose, "done": group.done}


def _table(rows: list[Hours], total: Hours) -> dict[str, Any]:
    return {
        "rows": [
            {
                "title": one.title,
                "finished": f"{one.finished_on:%d/%m/%Y}",
                "cells": list(one.cells),
                "total": one.total,
                "attestation": one.attestation or _("being made"),
            }
            for one in rows
        ],
        "sum": {"cells": list(total.cells), "total": total.total},
    }


def _practice(one: Practice) -> dict[str, Any]:
    confirmed = one.confirmed_days is not None and one.state == Practice.State.APPRAISED
    days = one.confirmed_days if confirmed else one.days
    words = (
        ngettext("%(days)s day confirmed", "%(days)s days confirmed", days)
        if confirmed
        else ngettext("%(days)s day declared", "%(days)s days declared", days)
    )
    return {
        "association": one.association_name,
        "period": _("from %(start)s to %(end)s")
        % {"start": french_date(one.starts_on), "end": french_date(one.ends_on)},
        "days": words % {"days": days},
        "state": str(one.get_state_display()),
        "tutor": f"{one.tutor_name}, {one.tutor_role}",
        "missions": one.missions,
        "appraisal": one.appraisal,
        "signed": f"{one.signed_as}, {_day(one.appraised_at)}" if one.appraised_at else "",
    }


def _exemption(one: Exemption) -> dict[str, Any]:
    return {"words": str(one.words), "on": _day(one.requested_at), "grounds": one.decision_grounds}
