"""Rows that most tests begin with, made once and kept under all the tests that ask for them.

pytest-django rolls back what a test wrote to the savepoint it began with. Layers are the savepoints below it: the
house, on it a module, on that more modules. Making those takes longer than most tests; finding them takes a query. A
test stands on the layers it asks for by name and on no other: those it does not ask for are rolled back before it, and
all of them before a test that commits.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps

from django.db import models, transaction


class Layer:
    """What one fixture makes: a row, or a list of rows. Its parameters are other layers, or `db`."""

    def __init__(self, make: Callable) -> None:
        self.make, self.name = make, make.__name__
        self.needs = tuple(inspect.signature(make).parameters)

    def __call__(self, rows: dict):
        """Make it anew, on these rows of the layers it needs."""
        return self.make(**{name: None if name == "db" else rows[name] for name in self.needs})


KNOWN: dict[Callable, Layer] = {}  # by the function of the fixture, in the order they stand on one another


def made_once(make: Callable) -> Callable:
    """Below `@pytest.fixture`: what this makes is a layer. Each test gets its own copies of the rows."""

    @wraps(make)
    def fixture(**arguments):
        if make.__name__ not in _rows:
            return make(**arguments)
        known = [one for one in arguments.values() if isinstance(one, models.Model)]
        return _again(_rows[make.__name__], known)

    KNOWN[fixture] = Layer(make)
    return fixture


def _again(made, known):
    """The same rows as the database has them; those that the test has already, as it has them."""
    if isinstance(made, list):
        return [_again(one, known) for one in made]
    return next((one for one in known if one == made), None) or type(made).objects.get(pk=made.pk)


# --- What stands at present ----------------------------------------------------------------------------

_standing: list[tuple[str, transaction.Atomic]] = []
_rows: dict[str, object] = {}


def stand_on(functions: set[Callable]) -> None:
    """Roll back the layers that are not of these fixtures, and make those that are missing."""
    wanted = [layer for function, layer in KNOWN.items() if function in functions]
    names = [layer.name for layer in wanted]
    while [name for name, _savepoint in _standing] != names[: len(_standing)]:
        _take_off()
    for layer in wanted[len(_standing) :]:
        savepoint = transaction.atomic()
        savepoint._from_testcase = True  # as Django marks its own: code that must not be nested may still be
        savepoint.__enter__()
        _standing.append((layer.name, savepoint))
        try:
            _rows[layer.name] = layer(_rows)
        except BaseException:
            _take_off()
            raise


def _take_off() -> None:
    name, savepoint = _standing.pop()
    _rows.pop(name, None)
    transaction.set_rollback(True)
    savepoint.__exit__(None, None, None)
