"""Pictures that come in a file: kept once for each structure, and only if they can be read."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Collection

from learning.actions.keep_picture import is_picture, keep_picture
from learning.exchange.base import Picture


def drawing(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Drawing.new("RGB", (8, 8), (10, 20, 30)).save(made, kind)
    return made.getvalue()


@pytest.fixture
def collections(house, other_house):
    """Both houses, each with a collection of its own, as when they are opened."""
    for structure in (house, other_house):
        structure.collection = Collection.get_first_root_node().add_child(name=structure.name)
        structure.save()
    return house, other_house


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("plan.png", drawing(), True),
        ("Façade d’Éloïse O’Brien.jpg", drawing("JPEG"), True),
        ("plan.png", drawing()[:40], False),
        ("plan.png", b"\x89PNG something", False),
        ("plan.png", b"", False),
        ("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", False),
        ("plan.png", b"<svg/>", False),
    ],
)
def test_only_what_can_be_read_to_its_end_is_a_picture(db, name, content, expected):
    assert is_picture(Picture(name, content)) is expected


def test_a_structure_keeps_the_same_picture_once_in_its_own_collection(collections, grace):
    house, _other = collections
    first = keep_picture(Picture("plan.png", drawing(), "Un plan"), house, grace)
    assert keep_picture(Picture("copie.png", drawing()), house, grace) == first
    image = get_image_model().objects.get()
    assert (image.title, image.description, image.collection) == ("plan.png", "Un plan", house.collection)
    assert image.uploaded_by_user == grace


def test_another_structure_has_a_picture_of_its_own(collections, grace):
    house, other = collections
    keys = {keep_picture(Picture("plan.png", drawing()), structure, grace) for structure in (house, other)}
    assert len(keys) == 2
    images = get_image_model().objects.filter(pk__in=keys)
    assert {image.collection for image in images} == {house.collection, other.collection}


def test_a_picture_that_stands_twice_in_one_file_is_looked_for_once(house):
    kept: dict[bytes, int] = {}
    key = keep_picture(Picture("plan.png", drawing()), house, None, kept)
    with CaptureQueriesContext(connection) as queries:
        assert keep_picture(Picture("plan.png", drawing()), house, None, kept) == key
    assert not [one["sql"] for one in queries if "image" in one["sql"]]
