"""Where a visitor's form comes from."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from learning.same_origin import from_our_pages, is_same_origin

CASES = [
    ({}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "none"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://valmont.example"}, False),
    ({"Origin": "http://valmont.example"}, True),
    ({"Origin": "https://valmont.example"}, True),
    ({"Origin": "http://valmont.example:8000"}, False),
    ({"Origin": "http://evil.example"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": "http://evil.example", "Referer": "http://valmont.example/formations/"}, False),
    ({"Referer": "http://valmont.example/formations/"}, True),
    ({"Referer": "http://evil.example/http://valmont.example/"}, False),
    ({"Referer": "http://valmont.example.evil.example/"}, False),
    ({"Origin": "http://["}, False),
    ({"Referer": "http://[::/"}, False),
]


@pytest.mark.parametrize(("headers", "ours"), CASES, ids=lambda value: str(value)[:60])
def test_another_sites_form_is_told_from_ours(headers, ours):
    request = RequestFactory().post("/", headers=headers | {"Host": "valmont.example"})
    assert is_same_origin(request) is ours


def test_a_view_behind_it_refuses_what_comes_from_elsewhere():
    view = from_our_pages(lambda request: HttpResponse("done"))
    assert view(RequestFactory().post("/")).content == b"done"
    with pytest.raises(PermissionDenied):
        view(RequestFactory().post("/", headers={"Origin": "http://evil.example"}))
