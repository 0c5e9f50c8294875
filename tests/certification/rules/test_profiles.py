from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from certification.rules.profiles import linkedin

SAID = {
    "name": "Droit associatif & statuts",
    "issuer": "Maison d’Éloïse",
    "issued_on": date(2026, 11, 26),
    "expires_on": None,
    "address": "https://val.example/certificats/abc/",
    "number": "VAL-2026-0001",
}


def test_every_word_arrives_as_it_is():
    address = linkedin(**SAID)
    assert address.startswith("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&")
    assert parse_qs(urlsplit(address).query) == {
        "startTask": ["CERTIFICATION_NAME"],
        "name": ["Droit associatif & statuts"],
        "organizationName": ["Maison d’Éloïse"],
        "issueYear": ["2026"],
        "issueMonth": ["11"],
        "certUrl": ["https://val.example/certificats/abc/"],
        "certId": ["VAL-2026-0001"],
    }


@pytest.mark.parametrize(
    ("expires_on", "told"), [(date(2029, 1, 31), (["2029"], ["1"])), (None, (None, None))]
)
def test_an_end_is_told_where_there_is_one(expires_on, told):
    query = parse_qs(urlsplit(linkedin(**SAID | {"expires_on": expires_on})).query)
    assert (query.get("expirationYear"), query.get("expirationMonth")) == told
