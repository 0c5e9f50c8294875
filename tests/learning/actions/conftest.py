"""What the tests of learning's verbs share."""

import pytest
from django.db import connection
from wagtail.models import Page

from learning.models import ModulePage


@pytest.fixture
def add(module):
    """A function that adds a published step to the module: `add(AssignmentPage(title="Convocation"))`."""

    def add(page: Page, module: ModulePage = module) -> Page:
        module.add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    return add


@pytest.fixture
def meanwhile():
    """A function that lets another request come first: right after the first query that reads these words."""

    def meanwhile(words: str, other):
        waiting = [other]

        def run(execute, sql, params, many, context):
            found = execute(sql, params, many, context)
            if waiting and words in sql:
                waiting.pop()()
            return found

        return connection.execute_wrapper(run)

    return meanwhile
