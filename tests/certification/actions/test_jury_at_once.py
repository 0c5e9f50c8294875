"""A decision of a jury sent twice at once is made once."""

import threading

import pytest
from django.db import connection

from certification.actions.decide_case import decide_case
from certification.jury_refusals import JuryRefused
from certification.models import Credential, Dossier, JuryCase


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_make_one(no_queue, deliberating, jurors):
    outcomes, start = [], threading.Barrier(2)

    def decide(decision) -> None:
        try:
            start.wait()
            decided = decide_case(case=deliberating, actor=jurors[0], decision=decision, grounds="Vu.")
            outcomes.append(decided.decision)
        except JuryRefused:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[one]) for one in ("validated", "refused")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("late") == 1
    assert JuryCase.objects.get().decision in outcomes
    assert Dossier.objects.get().state == JuryCase.objects.get().decision
    validated = Dossier.objects.get().state == "validated"
    assert Credential.objects.of_kind("certificate").count() == validated
