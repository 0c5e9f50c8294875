"""Lines bound to one another: no database."""

from accounts.rules.log_chain import GENESIS, chained_hash, first_break


def chain(*facts):
    lines, last = [], GENESIS
    for fact in facts:
        this = chained_hash(previous=last, facts=fact)
        lines.append((last, this, fact))
        last = this
    return lines


LINES = chain({"n": 1, "who": "Éloïse"}, {"n": 2}, {"n": 3})


def test_a_whole_chain_has_no_break():
    assert first_break(LINES) is None
    assert first_break(LINES, head=LINES[-1][1]) is None
    assert first_break([], head=GENESIS) is None


def test_the_order_of_facts_does_not_matter_and_their_words_do():
    assert chained_hash(previous=GENESIS, facts={"a": 1, "b": 2}) == chained_hash(
        previous=GENESIS, facts={"b": 2, "a": 1}
    )
    assert chained_hash(previous=GENESIS, facts={"a": "1"}) != chained_hash(previous=GENESIS, facts={"a": 1})


def test_a_changed_line_is_found():
    previous, this, _facts = LINES[1]
    assert first_break([LINES[0], (previous, this, {"n": 20}), LINES[2]]) == 1


def test_a_dropped_line_is_found():
    assert first_break([LINES[0], LINES[2]]) == 1


def test_lines_dropped_from_the_end_are_found_by_the_head():
    assert first_break(LINES[:2]) is None
    assert first_break(LINES[:2], head=LINES[2][1]) == 2
    assert first_break([], head=LINES[2][1]) == 0
