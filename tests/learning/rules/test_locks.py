"""What waits for what, and that nobody is ever stuck. No database."""

import pytest

from learning.rules.completion import Step
from learning.rules.locks import (
    direct_waits,
    locked,
    missing,
    open_in_turn,
    ring_through,
    unringed,
    waits,
    way_to,
)

A, EXTRA, B = Step("a", 10), Step("extra", 10, required=False), Step("b", 10)


def in_order(key, **more):
    return Step(key, 10, in_order=True, **more)


def test_a_step_in_order_waits_for_the_required_steps_before_it():
    assert direct_waits([A, EXTRA, in_order("c"), B])["c"] == ("a",)


def test_a_step_waits_for_those_it_names_be_they_optional_or_after_it():
    assert direct_waits([Step("c", 1, needs=("extra", "b")), EXTRA, B])["c"] == ("extra", "b")


def test_what_is_gone_locks_nobody_nor_does_a_step_itself():
    assert direct_waits([A, Step("c", 1, needs=("gone", "c"))])["c"] == ()


def test_what_waits_for_itself_however_far_round_locks_nobody():
    ring = [Step("a", 1, needs=("c",)), Step("b", 1, needs=("a",)), in_order("c", needs=("b",))]
    assert waits([*ring, Step("d", 1, needs=("c",))]) == {"a": (), "b": (), "c": (), "d": ("c",)}


def test_a_step_opens_once_all_it_waits_for_is_settled_and_stays_open_once_done():
    graph = waits([A, B, in_order("c")])
    assert missing(graph, "c", []) == ("a", "b")
    assert missing(graph, "c", ["a"]) == ("b",)
    assert missing(graph, "c", ["a", "b"]) == ()
    assert missing(graph, "c", ["c"]) == ()
    assert locked(graph, ["a"]) == {"c"}


def test_the_way_leads_to_what_can_be_done_now():
    graph = waits([A, in_order("b"), in_order("c")])
    assert way_to(graph, "c", []) == "a"
    assert way_to(graph, "c", ["a"]) == "b"
    assert way_to(graph, "c", ["a", "b"]) == "c"


def test_what_was_read_in_turn_opens_what_comes_after():
    graph = waits([A, in_order("b"), in_order("c"), in_order("d")])
    assert open_in_turn(graph, ["c", "b", "a"], []) == ["a", "b", "c"]
    assert open_in_turn(graph, ["d", "b"], []) == []
    assert open_in_turn(graph, ["d", "b", "gone"], ["a", "c"]) == ["b", "d"]


@pytest.mark.parametrize(
    ("graph", "ring"),
    [
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["b", "c"], "b": ["c"], "c": ["a"]}, ["a", "c", "a"]),
        ({"a": ["a"]}, ["a", "a"]),
        ({"a": ["b"], "b": ["c", "c"], "c": ["b"]}, []),
    ],
)
def test_the_editor_is_shown_the_shortest_ring(graph, ring):
    assert ring_through(graph, "a") == ring


def test_an_edge_that_lies_on_no_ring_stands():
    assert unringed({"a": ["b"], "b": ["a"], "c": ["a"]}) == {"a": (), "b": (), "c": ("a",)}
