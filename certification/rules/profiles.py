"""The address by which a person adds a document to their profile elsewhere. They follow it or not: no page asks it."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode


def linkedin(
    *, name: str, issuer: str, issued_on: date, expires_on: date | None, address: str, number: str
) -> str:
    """LinkedIn's form for a certificate, filled in. `address` is that of the verification page."""
    told = {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": issuer,
        "issueYear": issued_on.year,
        "issueMonth": issued_on.month,
    }
    if expires_on:
        told |= {"expirationYear": expires_on.year, "expirationMonth": expires_on.month}
    return "https://www.linkedin.com/profile/add?" + urlencode(told | {"certUrl": address, "certId": number})
