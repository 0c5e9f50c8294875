"""What is turned away before anything reads it."""

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpResponse
from django.test import RequestFactory

from cms.middleware import BodyLimitMiddleware


@pytest.mark.parametrize(
    "address", ["/admin/roles/?q=%00", "/formations/?q=a%00b", "/?%00=1", "/verifier/?numero=%00"]
)
def test_a_null_byte_in_a_query_is_a_bad_request_whatever_the_database(address, house, marie, client_of):
    assert client_of(marie).get(address).status_code == 400


@pytest.mark.parametrize(("size", "status"), [("67108864", 200), ("67108865", 413), ("", 200), ("x", 200)])
def test_a_body_is_refused_by_the_size_that_it_announces(size, status):
    def answer(request):
        return HttpResponse()

    request = RequestFactory().generic("POST", "/", CONTENT_LENGTH=size)
    assert BodyLimitMiddleware(answer)(request).status_code == status


def test_a_huge_file_never_reaches_the_disk(house, client, monkeypatch):
    def kept(self, *args):
        raise AssertionError("read to the disk")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", kept)
    response = client.generic(
        "POST",
        "/compte/connexion/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10**9),
    )
    assert response.status_code == 413
    assert "trop lourd" in response.content.decode()
