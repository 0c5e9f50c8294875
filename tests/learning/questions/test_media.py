"""A picture beside a question."""

import pytest
from django.core.exceptions import ValidationError

from learning.questions import BY_SLUG
from learning.questions.media import shown_media

KIND = BY_SLUG["true_false"]


@pytest.mark.parametrize("media", [None, {}, {"image": None, "alt": ""}])
def test_no_picture_shows_none(media):
    assert shown_media(media) is None


def test_a_picture_without_words_is_refused_by_name(make_picture):
    value = KIND.to_python(KIND.meta.preview_value | {"media": {"image": make_picture().pk, "alt": " "}})
    with pytest.raises(ValidationError) as refused:
        KIND.clean(value)
    assert set(refused.value.block_errors) == {"media"}


def test_a_file_that_is_gone_shows_nothing(make_picture):
    picture = make_picture()
    picture.file.storage.delete(picture.file.name)
    assert shown_media({"image": picture.pk, "alt": "Un bilan"}) is None


def test_a_picture_seen_once_costs_no_query(make_picture, django_assert_num_queries):
    media = {"image": make_picture().pk, "alt": "Un bilan"}
    shown_media(media)
    with django_assert_num_queries(0):
        assert shown_media(media)["alt"] == "Un bilan"
