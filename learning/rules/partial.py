"""What an answer that is partly right earns, from 0 to 1, exactly.

Whatever the policy: nothing chosen earns nothing, everything right and nothing wrong earns 1, and choosing everything
that is offered earns nothing more than chance would.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import pairwise


def all_or_nothing(is_right: bool) -> Fraction:
    return Fraction(bool(is_right))


def right_minus_wrong(chosen: Collection[str], *, right: Collection[str], offered: int) -> Fraction:
    """Each right choice earns its share; each wrong one takes away its share of the wrong ones; never below 0."""
    right, chosen = set(right), set(chosen)
    if not right:
        return Fraction(0)
    wrong_offered = offered - len(right)
    good = Fraction(len(chosen & right), len(right))
    bad = Fraction(len(chosen - right), wrong_offered) if wrong_offered > 0 else Fraction(0)
    return min(max(good - bad, Fraction(0)), Fraction(1))


def share_right(rights: Sequence[bool], weights: Sequence[int] | None = None) -> Fraction:
    """The share of parts that are right, each by its weight (one, unless given). Nothing to answer earns nothing."""
    weights = [max(weight, 0) for weight in weights] if weights is not None else [1] * len(rights)
    whole = sum(weights)
    earned = sum(weight for is_right, weight in zip(rights, weights, strict=True) if is_right)
    return Fraction(earned, whole) if whole else Fraction(0)


def weighted(shares: Sequence[Fraction], weights: Sequence[int]) -> Fraction:
    """What parts earn together, each its own share of its weight. Nothing to answer earns nothing."""
    weights = [max(weight, 0) for weight in weights]
    whole = sum(weights)
    earned = sum((share * weight for share, weight in zip(shares, weights, strict=True)), start=Fraction(0))
    return min(max(earned / whole, Fraction(0)), Fraction(1)) if whole else Fraction(0)


def neighbours_right(given: Sequence[int], expected: Sequence[int]) -> Fraction:
    """The share of neighbours (what directly follows what) that are right, in an order of everything offered."""
    if len(given) != len(expected) or set(given) != set(expected) or len(expected) < 2:
        return Fraction(int(list(given) == list(expected) and bool(expected)))
    pairs = set(pairwise(expected))
    kept = sum(pair in pairs for pair in pairwise(given))
    return Fraction(kept, len(pairs))
