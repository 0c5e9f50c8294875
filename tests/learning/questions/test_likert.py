"""An opinion: never scored."""

from learning.questions import BY_SLUG

KIND = BY_SLUG["likert"]


def test_no_opinion_earns_or_costs_anything(sample):
    data = sample("likert")
    for answer in ({"0": "0", "1": "0"}, {"0": "3", "1": "3"}, {}):
        assert KIND.credit(data, answer) == KIND.penalty(data, answer) == 0
    assert not any(option["expected"] for option in KIND.options(data))


def test_every_statement_is_asked_for(sample):
    data = sample("likert")
    assert KIND.is_complete(data, {"0": "3", "1": "0"})
    assert not KIND.is_complete(data, {"0": "3"})
    assert not KIND.is_complete(data, {"0": "3", "1": "9"})


def test_staff_read_what_was_thought_of_each(sample):
    data = sample("likert")
    assert KIND.chosen(data, {"0": "3", "1": "0"}) == ["0:3", "1:0"]
    assert KIND.in_words(data, {"0": "3"}) == "Je sais lire un compte de résultat. Tout à fait d’accord"


def test_a_statement_left_out_is_told(sample, corrected_page_of):
    html = corrected_page_of(KIND, sample("likert"), answer={"0": "3"})
    assert "Tout à fait d’accord" in html
    assert html.count("Sans réponse") == 1


def test_another_scale_makes_other_answers(sample):
    assert not KIND.can_mark(sample("likert"), sample("likert", scale=["Non", "Oui"]))
