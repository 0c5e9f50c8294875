"""Install the framework that the platform comes with."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from skills.models import Framework

OURS = Path(__file__).resolve().parent.parent / "data" / "vie_associative.json"


@cache
def our_framework() -> dict[str, Any]:
    """Our framework, as its file says it. Shared between callers: do not change it."""
    return json.loads(OURS.read_text(encoding="utf-8"))


def as_blocks(data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The domains of such a file, as the editor holds them."""
    return [
        (
            "domain",
            {
                "code": domain["code"],
                "title": domain["title"],
                "competencies": [
                    one
                    | {
                        "words": ", ".join(one["words"]),
                        "examples": "\n".join(one["examples"]),
                        "modules": ", ".join(one["modules"]),
                    }
                    for one in domain["competencies"]
                ],
            },
        )
        for domain in data["domains"]
    ]


@transaction.atomic
def install_framework() -> Framework:
    """Our framework, everybody's, in force; whatever version of it there is, where somebody installed it before."""
    data = our_framework()
    there = Framework.objects.filter(structure=None, code=data["code"]).order_by("-number").first()
    if there is not None:
        return there
    framework = Framework.objects.create(
        code=data["code"], title=data["title"], content=as_blocks(data), published_at=timezone.now()
    )
    LogEntry.objects.append(
        actor=None,
        verb="framework.published",
        subject=framework,
        structure=None,
        payload={"code": framework.code, "number": framework.number},
    )
    return framework
