"""A picture says what it shows, or says that it only decorates."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.blocks.image import ImageBlock


@pytest.fixture
def picture(db):
    return get_image_model().objects.create(title="Carnet", file=get_test_image_file(size=(1000, 500)))


def value(picture, **fields):
    whole = {"image": picture, "alt": "", "decorative": False, "caption": "", "credit": ""} | fields
    return ImageBlock().normalize(whole)


def test_a_picture_without_words_is_refused(picture):
    with pytest.raises(ValidationError) as refused:
        ImageBlock().clean(value(picture))
    assert "alt" in refused.value.block_errors


def test_a_picture_with_words_is_accepted(picture):
    assert ImageBlock().clean(value(picture, alt="Un carnet ouvert"))["alt"] == "Un carnet ouvert"


def test_a_picture_that_only_decorates_is_silent(picture):
    chosen = ImageBlock().clean(value(picture, alt="Un carnet", decorative=True))
    assert 'alt=""' in ImageBlock().render(chosen)


def test_it_comes_in_several_widths_with_its_size_and_only_when_near(picture):
    html = ImageBlock().render(value(picture, alt="Un carnet ouvert"))
    assert "srcset=" in html
    assert 'width="' in html
    assert 'height="' in html
    assert 'loading="lazy"' in html


def test_a_picture_that_was_deleted_leaves_its_caption():
    html = ImageBlock().render(value(None, alt="Un carnet", caption="Le carnet de novembre"))
    assert "<img" not in html
    assert "Le carnet de novembre" in html
