"""Run a command on PostgreSQL and Redis instead of SQLite, in a database of its own:

    scripts/with_services.py make test

The servers are those that listen on 127.0.0.1:5432 (as postgres, without password) and :6379. Both are left
as they were found: the database made here is dropped; only empty Redis databases are used, then emptied.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import redis
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = "postgres://postgres@127.0.0.1:5432"
REDIS = "redis://127.0.0.1:6379"


# What pytest-xdist names its workers: each makes a database of its own (make test).
WORKERS = ("gw0", "gw1")


def empty_redis_databases() -> list[int]:
    """The numbers of Redis databases that hold nothing: the queue's, and below it one a worker for its cache."""
    empty = set()
    for number in range(16):
        with redis.from_url(f"{REDIS}/{number}") as client:
            if client.dbsize() == 0:
                empty.add(number)
    for queue in range(15, len(WORKERS) - 1, -1):
        wanted = list(range(queue, queue - 1 - len(WORKERS), -1))
        if empty.issuperset(wanted):
            return wanted
    sys.exit(f"The databases of {REDIS} hold something: tests would delete it.")


def migrate(name: str) -> None:
    """Migrate a database once: those that the tests use are copies of it (config.settings_test)."""
    variables = {
        "DATABASE_URL": f"{POSTGRES}/{name}",
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env=os.environ | variables, check=True)


def main() -> int:
    command = sys.argv[1:]
    if not command:
        sys.exit(__doc__)
    name = f"essaim_ci_{os.getpid()}"
    migrated = f"{name}_migrated"
    numbers = empty_redis_databases()
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as postgres:
        postgres.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(migrated)))
        try:
            migrate(migrated)
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            postgres.execute(copy.format(sql.Identifier(name), sql.Identifier(migrated)))
            variables = {
                "DATABASE_URL": f"{POSTGRES}/{name}",
                "REDIS_URL": f"{REDIS}/{numbers[0]}",
                "TEST_TEMPLATE": migrated,
            }
            return subprocess.run(command, env=os.environ | variables, check=False).returncode
        finally:
            # test_…: what Django makes beside it, still there if the tests were cut short.
            tests = (f"test_{name}", *(f"test_{name}_{worker}" for worker in WORKERS))
            for database in (name, *tests, migrated):
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
                postgres.execute(drop)
            for number in numbers:
                with redis.from_url(f"{REDIS}/{number}") as client:
                    client.flushdb()


if __name__ == "__main__":
    sys.exit(main())
