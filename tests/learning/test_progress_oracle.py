"""Progress, finishing, what is next, locks and hours, against a slow and obvious oracle (`progress_oracle`).

The rules are driven through random lives; `ORACLE_EXAMPLES` says how many (300 unless told).
The whole of it, with pages, actions and the worker, is driven through fewer (`ORACLE_DB_EXAMPLES`, 2 unless told).
A failure names its seed: `ORACLE_SEED` runs that one alone.
"""

from __future__ import annotations

import importlib.util
import os
import random
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid5

import pytest

from certification.models import Credential
from learning.actions.end_waiver import end_waiver
from learning.actions.enrol import enrol
from learning.actions.finish_reading import finish_reading
from learning.actions.grant_waiver import grant_waiver
from learning.actions.leave import AlreadyFinished, leave
from learning.locks import Locked, lock_of
from learning.models import (
    CompletedStep,
    Enrolment,
    ModulePage,
    ModulePrerequisite,
    SequencePage,
    StepPage,
    StepPrerequisite,
    Waiver,
)
from learning.rules import completion, locks
from learning.study import NeededModule, OutlineRow, Study
from learning.waivers import NotWaived

_spec = importlib.util.spec_from_file_location(
    "progress_oracle", Path(__file__).with_name("progress_oracle.py")
)
oracle = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(oracle)

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "300"))
DB_EXAMPLES = int(os.environ.get("ORACLE_DB_EXAMPLES", "2"))
SEEDS = [int(os.environ["ORACLE_SEED"])] if "ORACLE_SEED" in os.environ else range(EXAMPLES)
EVENTS, DB_EVENTS = 25, 22
SPACE = UUID("6f1f3c53-5a0b-4b0e-9f55-2f9a4f6d1901")


def key(name: str) -> UUID:
    return uuid5(SPACE, name)


# --- The rules alone -------------------------------------------------------------------------------------


def study_of(world, person: str, module: str) -> Study:
    """The product's own view of the same facts."""
    stay = world.stays[person, module]
    rows = [
        OutlineRow(
            pk=place,
            key=key(step),
            title=step,
            slug=step,
            minutes=world.steps[step]["minutes"],
            required=world.steps[step]["required"],
            icon="",
            in_order=world.steps[step]["in_order"],
            needs=tuple(key(other) for other in world.steps[step]["needs"]),
        )
        for place, step in enumerate(world.live(module))
    ]
    waived = [step for who, where, step in world.waived if (who, where) == (person, module)]
    open_needs = locks.unringed(world.module_needs)[module]
    return Study(
        module=None,
        url="/m/",
        outline=rows,
        enrolment=SimpleNamespace(
            completed_at=1 if stay["finished"] else None, left_at=None if stay["active"] else 1, enrolled_at=0
        ),
        done_at={key(step): 1 for step, _minutes in stay["done"]},
        waived={key(step) for step in waived if step},
        is_equivalent=None in waived,
        needs=[
            NeededModule(key(other), other, "/o/", True, world.is_met(person, other)) for other in open_needs
        ],
    )


def check(world, person: str, module: str, study: Study) -> None:
    """What the product says is what the oracle says."""
    where = (person, module)
    stay = world.stays[where]
    assert study.is_finished is stay["finished"], where
    assert study.progress.percent == world.percent(person, module), where
    following = world.next(person, module)
    assert (study.next.title if study.next else None) == following, where
    locked = {step.title: step.lock for step in study.steps}
    assert {name for name, lock in locked.items() if lock} == {
        step for step in world.live(module) if world.is_locked(person, module, step)
    }, where
    assert all(lock.reason for lock in locked.values() if lock)
    # Somebody with something left to do is never stuck but by another module.
    left = [step for step in world.live(module) if not world.is_settled(person, module, step)]
    assert not left or study.next or study.lock, where


def live_once(seed: int) -> None:
    chance = random.Random(seed)
    world = oracle.World(chance)
    before = {}
    for _event in range(EVENTS):
        event = oracle.random_event(world, chance)
        world.happens(event)
        for person, module in world.stays:
            study = study_of(world, person, module)
            check(world, person, module, study)
            percent = study.progress.percent
            if not oracle.is_content(event):
                assert percent >= before.get((person, module), 0), (event, person, module)
            before[person, module] = percent
            steps = [row.step for row in study.outline]
            finished = completion.is_complete(steps, study.done, study.waived)
            if world.stays[person, module]["active"]:
                assert not finished or world.stays[person, module]["finished"], (event, person, module)


def test_the_rules_agree_with_the_oracle_in_any_life():
    for seed in SEEDS:
        try:
            live_once(seed)
        except AssertionError as difference:
            raise AssertionError(f"ORACLE_SEED={seed}: {difference}") from difference


# --- The whole of it ---------------------------------------------------------------------------------------


class Site:
    """The same world made of pages and rows: each event is told through what people really do."""

    def __init__(self, world, house, catalogue, make_person, staff) -> None:
        self.world, self.house, self.staff = world, house, staff
        self.people = {name: make_person(name, house, "learner") for name in oracle.PEOPLE}
        self.modules = {}
        for name in oracle.MODULES:
            page = catalogue.add_child(
                instance=ModulePage(title=name, code=name, summary="S", structure=house, live=False)
            )
            page.save_revision().publish()
            self.modules[name] = page
        self.keys = {}
        for module in oracle.MODULES:
            for step in world.order[module]:
                self.add(module, step)
        for person, module in world.stays:
            self.on_enrol(person, module)

    def add(self, module: str, step: str) -> None:
        facts = world_facts(self.world, step)
        page = self.module(module).add_child(
            instance=SequencePage(title=step, slug=step, live=False, **facts)
        )
        page.save_revision().publish()
        self.keys[step] = page.translation_key

    def module(self, name: str) -> ModulePage:
        return ModulePage.objects.get(pk=self.modules[name].pk)

    def page(self, step: str) -> SequencePage:
        return SequencePage.objects.get(translation_key=self.keys[step])

    def stay(self, person: str, module: str) -> Enrolment:
        mine = Enrolment.objects.by(self.people[person]).in_module(self.modules[module])
        return mine.select_related("learner", "structure", "module").get()

    def edit(self, step: str, **fields) -> None:
        page = self.page(step)
        was_live = page.live
        for name, value in fields.items():
            setattr(page, name, value)
        page.save()
        if was_live:
            page.save_revision().publish()

    def on_minutes(self, step, minutes):
        self.edit(step, minutes=minutes)

    def on_required(self, step):
        self.edit(step, required=not self.page(step).required)

    def on_in_order(self, step):
        self.edit(step, in_order=not self.page(step).in_order)

    def on_live(self, step):
        page = self.page(step)
        if page.live:
            page.unpublish()
        else:
            page.save_revision().publish()

    def on_delete(self, step):
        self.page(step).delete()

    def on_first(self, step):
        self.page(step).move(self.page(step).get_parent(), pos="first-child")

    def on_move(self, step, module):
        self.page(step).move(self.module(module), pos="last-child")

    def on_need(self, step, other):
        page, needed = self.page(step), self.page(other)
        found = StepPrerequisite.objects.filter(step=page, needs=needed)
        if found:
            found.delete()
        else:
            StepPrerequisite.objects.create(step=page, needs=StepPage.objects.get(pk=needed.pk))
        page.save()

    def on_module_need(self, module, other):
        page, needed = self.module(module), self.module(other)
        found = ModulePrerequisite.objects.filter(module=page, needs=needed)
        if found:
            found.delete()
        else:
            ModulePrerequisite.objects.create(module=page, needs=needed)
        page.save()

    def on_enrol(self, person, module):
        learner = self.people[person]
        enrol(learner=learner, module=self.module(module), structure=self.house, actor=learner)

    def on_leave(self, person, module):
        try:
            leave(enrolment=self.stay(person, module), actor=self.people[person])
        except AlreadyFinished:
            assert self.stay(person, module).completed_at

    def on_do(self, person, step):
        page = self.page(step)
        enrolment = Enrolment.objects.by(self.people[person]).active().taking(page).get()
        try:
            finish_reading(enrolment=enrolment, step=page, actor=self.people[person])
        except Locked:
            pass  # the oracle refused it too: `check` compares what is done

    def on_waive(self, person, module, step):
        try:
            grant_waiver(
                learner=self.people[person],
                module=self.module(module),
                structure=self.house,
                actor=self.staff,
                reason="Diplôme",
                evidence="BAFD 2019",
                step=self.page(step) if step else None,
            )
        except NotWaived:
            pass

    def on_end_waiver(self, person, module, step):
        mine = (
            Waiver.objects.by(self.people[person]).standing().in_module(self.modules[module].translation_key)
        )
        waiver = mine.get(step_key=self.keys[step] if step else None)
        end_waiver(waiver=waiver, actor=self.staff, reason="Accordée par erreur")

    def check(self) -> None:
        rows = {
            (one.learner.email, one.module_title): one for one in Enrolment.objects.for_list().with_studies()
        }
        for person, module in self.world.stays:
            enrolment = self.stay(person, module)
            mine = ModulePage.objects.enrolled([enrolment], request=None)[0]
            check(self.world, person, module, mine)
            listed = rows[self.people[person].email, module]
            assert listed.study.progress == mine.progress
            assert listed.minutes_done == self.world.minutes(person, module)
            ledger = sum(
                CompletedStep.objects.filter(enrolment=enrolment).values_list("minutes_planned", flat=True)
            )
            assert ledger == self.world.minutes(person, module)
            if not mine.is_left:
                page = ModulePage.objects.studies(
                    [self.module(module)], learner=self.people[person], request=None
                )
                check(self.world, person, module, page[self.modules[module].pk])
            for step in self.world.live(module):
                asked = lock_of(enrolment, self.page(step)) is not None
                assert asked is self.world.is_locked(person, module, step)


def world_facts(world, step: str) -> dict:
    return {name: world.steps[step][name] for name in ("required", "minutes", "in_order")}


@pytest.mark.parametrize("seed", range(DB_EXAMPLES))
def test_the_whole_agrees_with_the_oracle(
    seed, house, catalogue, make_person, val, django_capture_on_commit_callbacks
):
    chance = random.Random(f"site {seed}")
    world = oracle.World(chance)
    with django_capture_on_commit_callbacks(execute=True):
        site = Site(world, house, catalogue, make_person, val)
    attested = {}
    for _event in range(DB_EVENTS):
        event = oracle.random_event(world, chance)
        with django_capture_on_commit_callbacks(execute=True):
            getattr(site, f"on_{event[0]}")(*event[1:])
        world.happens(event)
        try:
            site.check()
        except AssertionError as difference:
            raise AssertionError(f"after {event}: {difference}") from difference
        # What was finished has its attestation, with the ledger's minutes of that moment.
        for (person, module), stay in world.stays.items():
            enrolment = site.stay(person, module)
            found = Credential.objects.filter(kind="attestation", subject=f"enrolment:{enrolment.pk}").first()
            assert (found is not None) is stay["finished"], (event, person, module)
            if found:
                attested.setdefault(found.pk, world.minutes(person, module))
                assert found.frozen["minutes"] == attested[found.pk]
