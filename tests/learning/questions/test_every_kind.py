"""What every kind of question promises. A new kind is covered by being listed in KINDS and answered in ANSWERS."""

import copy
import json
import random
from fractions import Fraction

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.questions import BY_SLUG, KINDS
from learning.questions.asked import Question

# What answers each sample: all its points, where it earns some.
ANSWERS = {
    "single_choice": "0",
    "multiple_choice": ["0", "1"],
    "true_false": "false",
    "image_choice": ["0"],
    "short_text": "fonds dédiés",
    "numeric": "153 000 €",
    "cloze": {"1": "23 000", "2": "0", "3": "dédiés"},
    "matching": {"0": "0", "1": "1", "2": "2"},
    "ordering": {str(place): str(place) for place in range(5)},
    "categorise": {"0": "0", "1": "0", "2": "1", "3": "1"},
    "open_text": "Les heures données\nsont au pied du compte de résultat.",
    "likert": {"0": "3", "1": "1"},
}
# Fields of an author's data that never reach the page before the correction.
WORDS_AFTER = {"feedback", "feedback_true", "feedback_false", "model_answer", "detail", "source"}

digits = st.integers(min_value=-2, max_value=14).map(str)
scraps = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), digits, st.just("\x00")
)
junk = st.recursive(
    st.one_of(
        scraps, st.dictionaries(digits, st.one_of(digits, scraps), max_size=14), st.lists(digits, max_size=14)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.one_of(digits, st.text(max_size=5)), inner, max_size=5),
    ),
    max_leaves=12,
)
fields = st.one_of(
    st.just("q1"),
    st.integers(min_value=-1, max_value=14).map(lambda number: f"q1-{number}"),
    st.text(max_size=8),
)
forms = st.lists(st.tuples(fields, st.one_of(digits, st.text(max_size=300))), max_size=20)
each_kind = pytest.mark.parametrize(
    "kind", [BY_SLUG[kind.slug] for kind in KINDS], ids=lambda kind: kind.slug
)
patiently = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.slug)
def kind(request):
    return BY_SLUG[request.param.slug]


@pytest.fixture
def data(kind, sample) -> dict:
    """The kind's own sample, as an attempt keeps it."""
    return sample(kind.slug)


@pytest.fixture
def answer(kind):
    return ANSWERS[kind.slug]


def words_after(value) -> set[str]:
    if isinstance(value, dict):
        own = {value[key] for key in WORDS_AFTER & set(value) if value[key]}
        return own.union(*(words_after(inner) for inner in value.values()))
    return set().union(*(words_after(inner) for inner in value)) if isinstance(value, list) else set()


def read(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


class TestWhatAuthorsWrite:
    def test_a_slug_is_lasting_and_names_its_file(self, kind):
        assert kind.slug.replace("_", "").isalnum()
        assert type(kind).__module__ == f"learning.questions.{kind.slug}"

    def test_its_sample_is_what_an_author_may_save(self, kind, make_picture):
        value = kind.to_python(copy.deepcopy(kind.meta.preview_value))
        for choice in value.get("choices", []) if kind.slug == "image_choice" else []:
            choice["image"] = make_picture(choice["text"][:10])
        assert kind.clean(value)["prompt"] == value["prompt"]

    def test_authors_are_told_what_it_is(self, kind):
        assert kind.meta.label
        assert kind.meta.description
        assert kind.meta.icon

    def test_it_has_all_that_questions_have(self, kind):
        assert {"prompt", "media", "points", "hint", "feedback", "source", "review_on"} <= set(
            kind.child_blocks
        )

    def test_its_data_is_kept_as_json_and_marks_the_same_after(self, kind, data, answer):
        again = json.loads(json.dumps(data))
        assert again == data
        assert kind.credit(again, json.loads(json.dumps(answer))) == kind.credit(data, answer)

    def test_a_date_of_review_is_kept(self, kind, sample):
        assert sample(kind.slug, review_on="2027-01-31")["review_on"] == "2027-01-31"


class TestBeforeTheCorrection:
    @pytest.mark.parametrize("saved", [False, True], ids=["untouched", "answered"])
    def test_the_page_has_neither_key_nor_explanation(self, kind, data, answer, page_of, saved):
        html = page_of(kind, data, answer=answer if saved else None)
        shown = json.dumps(kind.shown(data, order=[], answer=answer), ensure_ascii=False)
        assert words_after(data)
        for secret in words_after(data):
            assert secret not in BeautifulSoup(html, "html.parser").get_text()
            assert secret not in shown
        for word in ("correct", "is_true", "credit", "expected", "tolerance"):
            assert f'"{word}"' not in shown

    def test_it_asks_in_a_group_that_has_a_name(self, kind, data, page_of):
        soup = BeautifulSoup(page_of(kind, data), "html.parser")
        assert data["prompt"] in soup.select_one("fieldset > legend").get_text()
        assert not soup.select("[checked], [selected]")
        assert not data["hint"] or data["hint"] in soup.select_one("details").get_text()

    def test_every_field_has_words_and_the_name_of_its_question(self, kind, data, page_of):
        soup = BeautifulSoup(page_of(kind, data), "html.parser")
        found = soup.select("input, select, textarea")
        assert found
        for field in found:
            assert field["name"] == "q1" or field["name"].startswith("q1-")
            label = field.find_parent("label") or (
                field.get("id") and soup.find("label", attrs={"for": field["id"]})
            )
            assert field.get("aria-label") or label.get_text(strip=True) or label.find("img")["alt"]
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("seed", range(4))
    def test_a_saved_answer_is_shown_filled_in_and_sent_again_as_it_was(
        self, kind, data, answer, page_of, sent_by, seed
    ):
        order = kind.arrange(data, random.Random(seed), shuffle=True)
        assert json.loads(json.dumps(order)) == order
        sent = sent_by(page_of(kind, data, order=order, answer=answer))
        again = kind.answer_from(data, sent, "q1", order=order)
        assert (again.replace("\r\n", "\n") if isinstance(again, str) else again) == answer

    def test_an_order_that_no_longer_fits_changes_nothing_else(self, kind, data, answer, page_of, sent_by):
        for order in ([0], [9, 8, 7], ["x", None], [[9]], [{}]):
            sent = sent_by(page_of(kind, data, order=order, answer=answer))
            assert kind.answer_from(data, sent, "q1", order=order) == answer

    def test_a_page_sent_untouched_answers_nothing(self, kind, data, page_of, sent_by):
        answer = kind.answer_from(data, sent_by(page_of(kind, data)), "q1", order=[])
        assert not kind.is_answered(answer)
        assert not kind.is_complete(data, answer)
        assert kind.credit(data, answer) == kind.penalty(data, answer) == 0
        assert kind.in_words(data, answer) == ""

    def test_a_picture_comes_from_our_own_host_with_its_words(self, kind, sample, page_of, make_picture):
        data = sample(kind.slug, media={"image": make_picture().pk, "alt": "Un bilan simplifié"})
        picture = BeautifulSoup(page_of(kind, data), "html.parser").select_one("img.question-media")
        assert picture["alt"] == "Un bilan simplifié"
        assert picture["src"].startswith("/")

    def test_a_picture_deleted_since_breaks_nothing(
        self, kind, sample, answer, page_of, corrected_page_of, make_picture
    ):
        picture = make_picture()
        data = sample(kind.slug, media={"image": picture.pk, "alt": "Un bilan simplifié"})
        picture.delete()
        assert "question-media" not in page_of(kind, data)
        assert "question-media" not in corrected_page_of(kind, data, answer=answer)


class TestMarking:
    def test_the_right_answer_earns_all_its_points_and_costs_none(self, kind, data, answer):
        mark = Question("q1", 1, kind, data).mark(answer)
        if kind.is_scored and not kind.is_marked_by_person:
            assert mark.earned == mark.possible == data["points"]
        else:
            assert mark.earned == 0
        assert kind.penalty(data, answer) == 0
        assert kind.is_answered(answer)

    def test_what_is_not_scored_has_no_points(self, kind, data):
        assert (Question("q1", 1, kind, data).points > 0) == kind.is_scored

    def test_answers_to_the_same_wording_can_be_marked_again(self, kind, data):
        assert kind.can_mark(data, json.loads(json.dumps(data))) == (not kind.is_marked_by_person)

    def test_a_new_explanation_or_title_prevents_no_marking(self, kind, data):
        changed = data | {"feedback": "Autre", "source": "Autre", "points": 9}
        assert kind.can_mark(data, changed) == (not kind.is_marked_by_person)

    def test_a_wording_kept_before_a_field_was_added_is_still_marked(self, kind, data, answer, page_of):
        added = {"media", "hint", "review_on", "partial", "source", "feedback"}
        old = {field: value for field, value in data.items() if field not in added}
        assert 0 <= kind.credit(old, answer) <= 1
        assert kind.corrected(old, answer, order=[])["prompt"] == data["prompt"]
        assert page_of(kind, old)


class TestWhateverWasSent:
    @each_kind
    @patiently
    @given(answer=junk, order=st.lists(st.one_of(st.integers(-1, 12), st.none()), max_size=6))
    def test_a_malformed_answer_earns_its_due_and_never_raises(self, kind, sample, page_of, answer, order):
        data = sample(kind.slug)
        assert 0 <= kind.credit(data, answer) <= 1
        assert isinstance(kind.credit(data, answer), Fraction)
        assert 0 <= kind.penalty(data, answer) <= 1
        assert kind.corrected(data, answer, order=order)["prompt"] == data["prompt"]
        assert kind.shown(data, order=order, answer=answer)["prompt"] == data["prompt"]
        assert isinstance(kind.in_words(data, answer), str)
        assert set(kind.chosen(data, answer)) <= {option["id"] for option in kind.options(data)}
        assert isinstance(kind.is_answered(answer), bool)
        assert isinstance(kind.is_complete(data, answer), bool)

    @each_kind
    @patiently
    @given(form=forms)
    def test_a_malformed_form_is_reduced_to_what_is_offered(self, kind, sample, form):
        data, sent = sample(kind.slug), QueryDict(mutable=True)
        for field, value in form:
            sent.appendlist(field, value)
        answer = kind.answer_from(data, sent, "q1", order=[])
        assert json.loads(json.dumps(answer)) == answer
        assert 0 <= kind.credit(data, answer) <= 1
        again = kind.in_words(data, answer)
        assert isinstance(again, str)

    @pytest.mark.parametrize("value", ["9" * 50_000, "x" * 50_000, "\x00", "99", "-1", "²", "１"])
    def test_nothing_of_any_size_is_kept(self, kind, data, value):
        sent = QueryDict(mutable=True)
        for field in ("q1", *(f"q1-{number}" for number in range(40))):
            sent.setlist(field, [value] * 3)
        kept = json.dumps(kind.answer_from(data, sent, "q1", order=[]))
        assert len(kept) <= 21_000
        assert "\\u0000" not in kept


class TestOnceCorrected:
    def test_the_answer_the_expected_one_and_the_reason_are_shown(
        self, kind, data, answer, corrected_page_of
    ):
        corrected = kind.corrected(data, answer, order=[])
        assert corrected["feedback"] == data["feedback"]
        assert corrected["source"] == (data["source"] or "")
        html = corrected_page_of(kind, data, answer=answer)
        assert data["prompt"] in read(html).replace("  ", " ")
        assert "disabled" in html
        assert 'name="q1"' not in html or "disabled" in html

    def test_words_tell_a_right_answer_from_another(self, kind, data, answer, corrected_page_of):
        if not kind.is_scored or kind.is_marked_by_person:
            pytest.skip("nobody but a person says whether it is right")
        right, nothing = corrected_page_of(kind, data, answer=answer), corrected_page_of(kind, data)
        assert "attendu" in read(right).casefold() or "As expected" in read(right)
        assert read(right) != read(nothing)

    def test_no_answer_is_told_as_such(self, kind, data, corrected_page_of):
        assert read(corrected_page_of(kind, data, answer=None))


class TestWhatStaffRead:
    def test_an_answer_reads_in_one_line(self, kind, data, answer):
        words = kind.in_words(data, answer)
        assert words
        assert "\n" not in words

    def test_choices_are_counted_among_what_is_offered(self, kind, data, answer):
        options = kind.options(data)
        assert len({option["id"] for option in options}) == len(options)
        assert all(set(option) == {"id", "text", "expected"} and option["text"] for option in options)
        chosen = set(kind.chosen(data, answer))
        if kind.is_scored and options:
            assert chosen <= {option["id"] for option in options if option["expected"]}
            assert chosen
