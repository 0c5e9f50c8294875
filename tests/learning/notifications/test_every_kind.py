import pytest

from learning.notifications import BY_SLUG, KINDS, Words

SLUGS = {
    *("welcome", "returned_work", "work_waiting", "declaration_decided", "declaration_waiting", "deadline"),
    *("inactivity", "attestation_ready", "thread_answered", "thread_opened", "request_waiting"),
    *("request_decided", "content_changed", "answer_marked", "group_joined"),
}


def test_slugs_are_kept_in_the_database_and_never_change():
    assert set(BY_SLUG) == SLUGS
    assert len(KINDS) == len(SLUGS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_kind_says_what_happened_in_french_and_one_line(kind):
    words = Words(kind.example)
    assert "\n" not in kind.sentence(words)
    assert "%(" not in kind.sentence(words)
    assert kind.label and kind.call() and kind.icon
    assert isinstance(kind.detail(words), str)
    assert kind.by_mail in ("now", "digest", "none")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_an_old_row_without_its_words_is_still_read(kind):
    assert kind.sentence(Words()) and "None" not in kind.detail(Words())


@pytest.mark.parametrize("slug", ["declaration_decided", "request_decided"])
def test_a_refusal_is_said_kindly_with_its_reason(slug):
    kind = BY_SLUG[slug]
    words = Words(kind.example) | {"accepted": False, "reason": "Il manque la date."}
    assert kind.detail(Words(words)) == "Il manque la date."
    assert kind.sentence(Words(words)) != kind.sentence(Words(kind.example))


def test_an_error_reported_is_not_called_a_question():
    kind = BY_SLUG["thread_opened"]
    assert kind.sentence(Words(kind.example)) != kind.sentence(Words(dict(kind.example) | {"is_error": True}))
