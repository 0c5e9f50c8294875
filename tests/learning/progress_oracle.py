"""A slow and obvious account of progress, written apart: plain lists, loops and nothing of the product's own code.

A `World` is some modules with their steps, two people, and what happened. `random_event` draws what happens next;
`World.happens` tells it; the rest answers questions the long way round.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

MODULES = ("M", "N", "O")
PEOPLE = ("ada", "bob")


class World:
    def __init__(self, chance: random.Random) -> None:
        self.order = {module: [] for module in MODULES}  # names of steps, in order
        self.steps: dict[str, dict] = {}
        self.module_needs = {module: [] for module in MODULES}
        self.stays = {}  # (person, module) -> {"active", "finished", "done": [(step, minutes)]}
        self.waived = []  # (person, module, step or None)
        self.count = 0
        for module in MODULES:
            for _step in range(chance.randint(1, 4)):
                self.add_step(module, chance)
        for person in PEOPLE:
            self.stays[person, "M"] = {"active": True, "finished": False, "done": []}

    def add_step(self, module: str, chance: random.Random) -> str:
        self.count += 1
        name = f"{module.lower()}{self.count}"
        self.steps[name] = {
            "module": module,
            "live": True,
            "required": chance.random() < 0.8,
            "minutes": chance.choice([1, 5, 10, 20, 45]),
            "in_order": chance.random() < 0.3,
            "needs": [],
        }
        self.order[module].append(name)
        return name

    # --- What happens ---------------------------------------------------------------------------------

    def happens(self, event: tuple) -> None:
        kind, *what = event
        getattr(self, f"on_{kind}")(*what)
        for person, module in self.stays:
            self.settle(person, module)

    def on_minutes(self, step, minutes):
        self.steps[step]["minutes"] = minutes

    def on_required(self, step):
        self.steps[step]["required"] = not self.steps[step]["required"]

    def on_in_order(self, step):
        self.steps[step]["in_order"] = not self.steps[step]["in_order"]

    def on_live(self, step):
        self.steps[step]["live"] = not self.steps[step]["live"]

    def on_delete(self, step):
        self.order[self.steps[step]["module"]].remove(step)
        del self.steps[step]

    def on_first(self, step):
        """Moved to the first place of its module."""
        places = self.order[self.steps[step]["module"]]
        places.remove(step)
        places.insert(0, step)

    def on_move(self, step, module):
        """Moved to the last place of another module."""
        self.order[self.steps[step]["module"]].remove(step)
        self.order[module].append(step)
        self.steps[step]["module"] = module

    def on_need(self, step, other):
        if other in self.steps[step]["needs"]:
            self.steps[step]["needs"].remove(other)
        else:
            self.steps[step]["needs"].append(other)

    def on_module_need(self, module, other):
        if other in self.module_needs[module]:
            self.module_needs[module].remove(other)
        else:
            self.module_needs[module].append(other)

    def on_enrol(self, person, module):
        stay = self.stays.setdefault((person, module), {"active": True, "finished": False, "done": []})
        stay["active"] = True

    def on_leave(self, person, module):
        if not self.stays[person, module]["finished"]:
            self.stays[person, module]["active"] = False

    def on_do(self, person, step):
        module = self.steps[step]["module"]
        stay = self.stays[person, module]
        if self.is_locked(person, module, step):
            return
        if step not in [name for name, _minutes in stay["done"]]:
            stay["done"].append((step, self.steps[step]["minutes"]))

    def on_waive(self, person, module, step):
        if self.may_waive(person, module, step) and (person, module, step) not in self.waived:
            self.waived.append((person, module, step))

    def on_end_waiver(self, person, module, step):
        if (person, module, step) in self.waived:
            self.waived.remove((person, module, step))

    def settle(self, person, module):
        """Finished, once and for all, when nothing required is left and something was done."""
        stay = self.stays[person, module]
        required = [step for step in self.live(module) if self.steps[step]["required"]]
        left = [step for step in required if not self.is_settled(person, module, step)]
        if stay["active"] and required and not left and stay["done"]:
            stay["finished"] = True

    # --- What is so -----------------------------------------------------------------------------------

    def live(self, module) -> list[str]:
        return [step for step in self.order[module] if self.steps[step]["live"]]

    def is_done(self, person, module, step) -> bool:
        stay = self.stays.get((person, module))
        return stay is not None and step in [name for name, _minutes in stay["done"]]

    def is_settled(self, person, module, step) -> bool:
        return self.is_done(person, module, step) or (person, module, step) in self.waived

    def may_waive(self, person, module, step) -> bool:
        stay = self.stays.get((person, module))
        if stay and stay["finished"]:
            return False
        return step is None or not self.is_done(person, module, step)

    def named_by(self, step) -> list[str]:
        """The steps that this one's author puts before it, that are there."""
        module = self.steps[step]["module"]
        found = []
        for other in self.live(module):
            earlier = self.live(module).index(other) < self.live(module).index(step)
            if other == step:
                continue
            if other in self.steps[step]["needs"] or (
                self.steps[step]["in_order"] and earlier and self.steps[other]["required"]
            ):
                found.append(other)
        return found

    def leads_to(self, start, end, seen) -> bool:
        """Whether one waits for the other, however far round."""
        for other in self.named_by(start):
            if other == end:
                return True
            if other not in seen and self.leads_to(other, end, [*seen, other]):
                return True
        return False

    def module_leads_to(self, start, end, seen) -> bool:
        for other in self.module_needs[start]:
            if other == end:
                return True
            if other not in seen and self.module_leads_to(other, end, [*seen, other]):
                return True
        return False

    def is_met(self, person, module) -> bool:
        stay = self.stays.get((person, module))
        if (stay and stay["finished"]) or (person, module, None) in self.waived:
            return True
        required = [step for step in self.live(module) if self.steps[step]["required"]]
        return bool(required) and all((person, module, step) in self.waived for step in required)

    def is_spared(self, person, module) -> bool:
        """Whether the person has nothing to wait for in it: finished, equivalent, or nothing required left."""
        if self.stays[person, module]["finished"] or (person, module, None) in self.waived:
            return True
        required = [step for step in self.live(module) if self.steps[step]["required"]]
        return bool(required) and all(self.is_settled(person, module, step) for step in required)

    def is_module_locked(self, person, module) -> bool:
        if self.is_spared(person, module):
            return False
        for other in self.module_needs[module]:
            if not self.module_leads_to(other, module, []) and not self.is_met(person, other):
                return True
        return False

    def is_locked(self, person, module, step) -> bool:
        if self.stays[person, module]["finished"] or self.is_settled(person, module, step):
            return False
        if self.is_module_locked(person, module):
            return True
        for other in self.named_by(step):
            if not self.leads_to(other, step, []) and not self.is_settled(person, module, other):
                return True
        return False

    def percent(self, person, module) -> int:
        if self.stays[person, module]["finished"]:
            return 100
        total = got = 0
        for step in self.live(module):
            if self.steps[step]["required"]:
                total += self.steps[step]["minutes"]
                if self.is_settled(person, module, step):
                    got += self.steps[step]["minutes"]
        return int(got * 100 / total + 1e-9) if total else 0

    def next(self, person, module) -> str | None:
        steps = self.live(module)
        last = -1
        for place, step in enumerate(steps):
            if self.is_settled(person, module, step):
                last = place
        for step in steps[last + 1 :] + steps[: last + 1]:
            if not self.is_settled(person, module, step) and not self.is_locked(person, module, step):
                return step
        return None

    def minutes(self, person, module) -> int:
        """The hours ledger: what was done, as long as it was planned that day."""
        return sum(minutes for _step, minutes in self.stays[person, module]["done"])


def is_content(event: tuple) -> bool:
    """Whether an event is one after which progress may go down."""
    return event[0] not in ("do", "waive", "leave", "enrol")


def random_event(world: World, chance: random.Random) -> tuple:
    """What happens next, drawn among all that may."""
    events = [list(draw(world, chance)) for draw in DRAWS]
    possible = [found for found in events if found]
    return chance.choice(chance.choice(possible))


def _doing(world: World, chance: random.Random) -> Iterator[tuple]:
    for (person, module), stay in world.stays.items():
        if stay["active"]:
            for step in world.live(module):
                yield ("do", person, step)


def _staying(world: World, chance: random.Random) -> Iterator[tuple]:
    for person in PEOPLE:
        for module in MODULES:
            if (person, module) not in world.stays or not world.stays[person, module]["active"]:
                yield ("enrol", person, module)
            else:
                yield ("leave", person, module)


def _waiving(world: World, chance: random.Random) -> Iterator[tuple]:
    for person in PEOPLE:
        module = chance.choice(MODULES)
        yield ("waive", person, module, chance.choice([None, *world.live(module), *world.live(module)]))
    for waiver in world.waived:
        if waiver[2] is None or waiver[2] in world.steps:
            yield ("end_waiver", *waiver)


def _editing(world: World, chance: random.Random) -> Iterator[tuple]:
    for step in world.steps:
        yield (chance.choice(["required", "in_order", "live"]), step)
        yield ("minutes", step, chance.choice([1, 7, 15, 60]))
        siblings = [other for other in world.order[world.steps[step]["module"]] if other != step]
        if siblings:
            yield ("need", step, chance.choice(siblings))


def _moving(world: World, chance: random.Random) -> Iterator[tuple]:
    for step, facts in world.steps.items():
        yield ("first", step)
        yield ("move", step, chance.choice([module for module in MODULES if module != facts["module"]]))
        if len(world.steps) > 3:
            yield ("delete", step)
    for module in MODULES:
        yield ("module_need", module, chance.choice([other for other in MODULES if other != module]))


# Doing is what happens most.
DRAWS = (_doing, _doing, _doing, _staying, _waiving, _editing, _editing, _moving)
