"""When a module is finished, how far one is, and what comes next.

What is promised:

- **Finished means every required step is done or waived, and at least one step was done.** Optional steps never hold
  anybody back. A module without a required step is never finished, nor one of which nothing was done: there would be
  nothing to attest.
- **Progress weighs required steps by their minutes**, done and waived alike. It says 100 % only when no required work
  is left, and never goes down when one more step is done or waived.
- **Time is only what was done**: a waived step is no minute of anybody's.
- **Finished stays finished.** A step added, made required, moved or deleted later takes nothing back, nor does the end
  of a waiver: whoever asks passes `finished=True` once the fact is kept, and progress is then whole.
- **What comes next is after where one stopped**: the first open step not done after the last one done, in the module's
  order; when the end is reached with gaps behind, the first gap. A waived step is never next, nor a locked one.

Steps are named by a key that lasts; keys that are done but are no step any more weigh nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of a module, in the module's order; what it waits for is the matter of `learning.rules.locks`."""

    key: Hashable
    minutes: int
    required: bool = True
    in_order: bool = False
    needs: tuple[Hashable, ...] = ()

    @property
    def weight(self) -> int:
        """Its part in the progress: its minutes if it is required, at least one."""
        return max(self.minutes, 1) if self.required else 0


@dataclass(frozen=True)
class Progress:
    """How far one is: required steps done or waived out of how many, their minutes, and the minutes that remain."""

    done: int
    total: int
    waived: int  # of those done: the ones that were waived and not done
    weight_done: int
    weight: int
    minutes_left: int
    is_whole: bool

    @property
    def percent(self) -> int:
        """From 0 to 100, rounded down; 100 only when no required work is left."""
        if self.is_whole:
            return 100
        return 100 * self.weight_done // self.weight if self.weight else 0


def is_whole(steps: Collection[Step], settled: Collection[Hashable]) -> bool:
    """Whether no required step is left, by what is done or waived; never for a module without one."""
    required = [step.key for step in steps if step.required]
    return bool(required) and all(key in settled for key in required)


def is_complete(
    steps: Collection[Step], done: Collection[Hashable], waived: Collection[Hashable] = ()
) -> bool:
    """Whether the module is finished: every required step done or waived, and something done."""
    return bool(done) and is_whole(steps, {*done, *waived})


def progress(
    steps: Collection[Step],
    done: Collection[Hashable],
    waived: Collection[Hashable] = (),
    *,
    finished: bool = False,
) -> Progress:
    """How far one is in these steps. ``finished``: the module was finished, whatever its steps are today."""
    settled = {*done, *waived}
    required = [step for step in steps if step.required]
    left = [step for step in required if step.key not in settled]
    whole = finished or is_whole(steps, settled)
    weight = sum(step.weight for step in required)
    return Progress(
        done=len(required) - len(left),
        total=len(required),
        waived=sum(step.key not in done and step.key in settled for step in required),
        weight_done=weight - sum(step.weight for step in left),
        weight=weight,
        minutes_left=0 if whole else sum(step.minutes for step in left),
        is_whole=whole,
    )


def next_step(
    steps: Sequence[Step], settled: Collection[Hashable], locked: Collection[Hashable] = ()
) -> Step | None:
    """The first open step after the last one settled, else the first open one; None when nothing is left to do.

    ``settled`` are those done or waived.
    """
    last = max((place for place, step in enumerate(steps) if step.key in settled), default=-1)
    in_order = [*steps[last + 1 :], *steps[: last + 1]]
    return next((step for step in in_order if step.key not in settled and step.key not in locked), None)
