"""Whom a change of substance to a module concerns, among those who hold a certificate.

A certificate pins the modules it rests on: for each, its code and the attestation that shows it. Concerned is who pins
an attestation finished before the change; not who followed the module since, nor who earned the certificate by other
modules. Where an old certificate pins a module without an attestation, its code and its last day decide: a module
finished on the very day of the change is taken to be of before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Pin:
    """One module that a certificate rests on."""

    code: str
    title: str
    attestation: str
    finished_on: date


def pins_of(frozen: Mapping[str, Any]) -> tuple[Pin, ...]:
    """What a certificate's frozen wording pins."""
    return tuple(
        Pin(one["code"], one["title"], one["attestation"], date.fromisoformat(one["finished_on"]))
        for one in frozen["modules"]
    )


def concerned_by(
    pins: Iterable[Pin], *, attestations: Collection[str], codes: Collection[str], changed_on: date
) -> Pin | None:
    """The pin of before the change, where there is one.

    ``attestations`` are the numbers of those finished before the change in the module that changed; ``codes``, the
    codes that it had.
    """
    for pin in pins:
        if pin.attestation:
            if pin.attestation in attestations:
                return pin
        elif pin.code in codes and pin.finished_on <= changed_on:
            return pin
    return None
