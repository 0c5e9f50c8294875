"""Questions as an attempt keeps them, and forms as a browser sends them."""

import copy

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.template.loader import render_to_string
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from learning.questions import BY_SLUG
from learning.questions.asked import plain


@pytest.fixture
def make_picture(db):
    """A picture of the library."""

    def make(title="Bilan"):
        return get_image_model().objects.create(title=title, file=get_test_image_file(f"{title}.png"))

    return make


@pytest.fixture
def sample():
    """The sample of a kind with some fields of its own, as plain data: `sample("numeric", unit="")`."""

    def of(slug, **fields):
        kind = BY_SLUG[slug]
        return plain(kind, kind.to_python(copy.deepcopy(kind.meta.preview_value) | fields))

    return of


@pytest.fixture
def page_of():
    """What a learner sees of a question before its correction, as HTML."""

    def render(kind, data, *, order=(), answer=None, name="q1"):
        shown = kind.shown(data, order=list(order), answer=answer)
        return render_to_string(kind.template_name, {"shown": shown, "name": name})

    return render


@pytest.fixture
def corrected_page_of():
    def render(kind, data, *, order=(), answer=None, name="q1"):
        corrected = kind.corrected(data, answer, order=list(order))
        return render_to_string(kind.corrected_template_name, {"corrected": corrected, "name": name})

    return render


@pytest.fixture
def sent_by():
    """What a browser sends of a page that nobody touched."""

    def send(html):
        data = QueryDict(mutable=True)
        soup = BeautifulSoup(html, "html.parser")
        for field in soup.select("input, select, textarea"):
            if field.name == "select":
                chosen = field.select("option[selected]") or field.select("option")[:1]
                data.appendlist(field["name"], chosen[-1]["value"])
            elif field.get("type") in ("radio", "checkbox"):
                if field.has_attr("checked"):
                    data.appendlist(field["name"], field["value"])
            else:
                data.appendlist(field["name"], field.get("value", field.get_text().removeprefix("\n")))
        return data

    return send
