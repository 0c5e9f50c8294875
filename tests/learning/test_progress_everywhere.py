"""The same figure wherever progress is shown: dashboard, module page, staff list, export, inspection, attestation."""

import csv
import io
import random
import re

import pytest

from certification.models import Credential
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.actions.grant_waiver import grant_waiver
from learning.models import CompletedStep, Enrolment, ModulePage, StepPage
from learning.templatetags.learning import in_words

ENROLMENTS = "/admin/inscriptions/"


def situation(chance, house, make_module, make_sequence, ada, val) -> Enrolment:
    """Ada somewhere in a module of her own, whose steps weigh unlike one another and changed after she did some."""
    code = f"M{chance.randint(1000, 9999)}"
    module = make_module(house, code, f"Module {code}", sequences=0, quiz=False)
    steps = [
        make_sequence(
            module,
            f"Étape {number}",
            minutes=chance.choice([5, 20, 45, 90]),
            required=chance.random() < 0.8 or number == 1,
            in_order=chance.random() < 0.2,
        )
        for number in range(1, chance.randint(3, 7))
    ]
    enrolment = enrol(learner=ada, module=module, structure=house, actor=ada)
    for step in chance.sample(steps, chance.randint(0, len(steps))):
        if chance.random() < 0.7:
            complete_step(enrolment=enrolment, step=step, actor=ada)
        elif not Enrolment.objects.get(pk=enrolment.pk).completed_at:
            grant_waiver(
                learner=ada,
                module=module,
                structure=house,
                actor=val,
                reason="Diplôme",
                evidence="BAFD",
                step=step,
            )
    changed = chance.choice(steps)
    changed.refresh_from_db()
    changed.minutes += 30
    changed.save_revision().publish()
    if chance.random() < 0.3:
        StepPage.objects.get(pk=chance.choice(steps).pk).unpublish()
    return Enrolment.objects.get(pk=enrolment.pk)


def said(study) -> str:
    return in_words(study).replace("\xa0", " ")


@pytest.mark.parametrize("seed", range(4))
def test_every_place_says_the_same(seed, house, make_module, make_sequence, make_person, val, client_of):
    chance = random.Random(seed)
    ada = make_person("ada", house, "learner")
    enrolments = [situation(chance, house, make_module, make_sequence, ada, val) for _one in range(3)]
    staff, learner = client_of(val), client_of(ada)
    exported = csv.DictReader(
        io.StringIO(
            b"".join(staff.get(f"{ENROLMENTS}?export=csv").streaming_content).decode().removeprefix("\ufeff")
        )
    )
    exported = {row["Code du module"]: row for row in exported}
    listed = staff.get(ENROLMENTS).content.decode().replace("\xa0", " ")
    dashboard = learner.get("/mon-parcours/").context["dashboard"].studies
    for enrolment in enrolments:
        mine = next(study for study in dashboard if study.enrolment.pk == enrolment.pk)
        words, percent = said(mine), mine.progress.percent
        page = learner.get(enrolment.module.url)
        assert page.context["study"].progress == mine.progress
        if not mine.is_finished:
            assert words in page.content.decode().replace("\xa0", " ")
        assert re.search(
            rf'inspect/{enrolment.pk}/".*?field-progress title">{re.escape(words)}<', listed, re.S
        )
        row = exported[enrolment.module_code]
        assert (row["Progression (%)"], row["Étapes obligatoires terminées ou dispensées"]) == (
            str(percent),
            str(mine.progress.done),
        )
        inspected = staff.get(f"{ENROLMENTS}inspect/{enrolment.pk}/")
        assert words in inspected.content.decode().replace("\xa0", " ")
        facts = CompletedStep.objects.filter(enrolment=enrolment).values_list("minutes_planned", flat=True)
        ledger = sum(facts)
        assert row["Minutes prévues des étapes terminées"] == str(ledger)
        document = Credential.objects.filter(subject=f"enrolment:{enrolment.pk}").first()
        assert (document is not None) is mine.is_finished is (enrolment.completed_at is not None)
        if document:
            assert percent == 100
            at_the_time = CompletedStep.objects.filter(
                enrolment=enrolment, step_key__in=[step["key"] for step in document.frozen["steps"]]
            )
            assert document.frozen["minutes"] == sum(at_the_time.values_list("minutes_planned", flat=True))


def test_the_staff_list_costs_the_same_however_many_the_rows(
    ada, module, house, val, make_person, client_of, django_assert_max_num_queries
):
    client = client_of(val)
    client.get(ENROLMENTS)
    with django_assert_max_num_queries(20) as few:
        client.get(ENROLMENTS)
    for number in range(30):
        enrol(learner=make_person(f"p{number}"), module=module, structure=house, actor=None)
    with django_assert_max_num_queries(len(few)):
        client.get(ENROLMENTS)


def test_many_modules_cost_what_one_does(
    ada, house, make_module, client_of, rf, django_assert_max_num_queries
):
    rows = [make_module(house, f"X{n}", f"X{n}", sequences=1, quiz=False) for n in range(4)]
    for module in rows:
        enrol(learner=ada, module=module, structure=house, actor=ada)
    enrolments = list(Enrolment.objects.by(ada))
    ModulePage.objects.enrolled(enrolments, request=None)
    with django_assert_max_num_queries(2):
        ModulePage.objects.enrolled(enrolments, request=None)
