"""What an author may write in the kinds that offer answers."""

import pytest
from django.core.exceptions import ValidationError

from learning.questions import BY_SLUG


def question(kind, *correct):
    choices = [{"text": f"Réponse {number}", "correct": right} for number, right in enumerate(correct)]
    return kind.to_python({"prompt": "?", "points": 1, "choices": choices, "feedback": "", "source": ""})


@pytest.mark.parametrize(
    ("slug", "correct", "accepted"),
    [
        ("single_choice", (True, False), True),
        ("single_choice", (True, True), False),
        ("single_choice", (False, False), False),
        ("single_choice", (True,), False),
        ("multiple_choice", (True, True), True),
        ("multiple_choice", (True, False), True),
        ("multiple_choice", (False, False), False),
    ],
)
def test_the_right_number_of_right_answers_is_asked_of_authors(slug, correct, accepted):
    kind = BY_SLUG[slug]
    if accepted:
        assert kind.clean(question(kind, *correct))
    else:
        with pytest.raises(ValidationError):
            kind.clean(question(kind, *correct))


@pytest.mark.parametrize(
    ("answer", "share"), [(["0", "1"], 1), (["1", "0"], 1), (["0"], 0), (["0", "1", "2"], 0)]
)
def test_several_right_answers_are_all_or_nothing(answer, share):
    kind = BY_SLUG["multiple_choice"]
    assert kind.credit(question(kind, True, True, False), answer) == share
