"""A worker killed by force while it makes documents, and another one started: nothing is lost, nothing is made twice.

Real processes on a database of their own: what is killed here never hears of it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.migrated import NAME, copy_migrated_database

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = 40
MANAGE = [sys.executable, str(ROOT / "manage.py")]

GRANT = f"""
from accounts.models import Structure, User
from certification.actions.grant_attestations import grant_attestations
from config.houses import set_up_house
from django.utils import timezone
from learning.models import Enrolment
from uuid import uuid4

house = set_up_house(
    site_address="http://localhost", home_slug="accueil", name="Maison de Brenne", short_name="Brenne",
    slug="brenne", number_prefix="BRE",
)
now = timezone.now()
enrolments = []
for number in range({DOCUMENTS}):
    person = User.objects.create_user(f"p{{number}}@exemple.fr", display_name=f"Zoé O’Brien {{number}}")
    enrolments.append(Enrolment.objects.create(
        learner=person, structure=house, module=None, module_key=uuid4(), module_code="DROIT",
        module_title="Droit associatif", completed_at=now,
    ))
grant_attestations(structure=house, enrolments=enrolments)
"""

SWEEP = """
from certification.actions.sweep_pending import sweep_pending
from datetime import timedelta
from django.utils import timezone
sweep_pending(now=timezone.now() + timedelta(hours=1))
"""

TELL = """
import hashlib, json
from accounts.models import LogEntry
from certification.models import Credential
from collections import Counter
from django.core.files.storage import storages
from post_office.models import Email
from pathlib import Path
root = Path(storages["documents"].location)
found = list(Credential.objects.all())
print(json.dumps({
    "issued": sum(one.status == "issued" for one in found),
    "numbers": sorted(int(one.number.rpartition("-")[2]) for one in found),
    "whole": sum(one.status == "issued" and bool(one.read_file()) for one in found),
    "hashes": len({one.sha256 for one in found}),
    "names": len({one.file_name for one in found}),
    "files": sum(path.is_file() for path in root.rglob("*.pdf")),
    "most_lines": max(Counter(
        LogEntry.objects.filter(verb="credential.issued").values_list("subject_id", flat=True)
    ).values(), default=0),
    "lines": LogEntry.objects.filter(verb="credential.issued").count(),
    "letters": sorted(Counter(str(one.to) for one in Email.objects.all()).values()),
}))
"""


@pytest.fixture
def manage(tmp_path):
    """A function that runs a management command on a site of its own, on SQLite; what it prints."""
    dropped = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "STORAGE_BUCKET", "EMAIL_URL")
    env = {name: value for name, value in os.environ.items() if name not in dropped} | {
        "DATA_DIR": str(tmp_path),
        "DEBUG": "1",
        "SECRET_KEY": "killed-" + "x" * 50,
        "LOG_LEVEL": "WARNING",
    }

    def run(*arguments: str) -> str:
        done = subprocess.run([*MANAGE, *arguments], env=env, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run.env = env
    return run


@pytest.fixture
def worker(manage, tmp_path):
    """A function that starts a worker in a process group of its own. None survives the test."""
    started = []

    def start() -> subprocess.Popen:
        with (tmp_path / "worker.log").open("a") as log:
            process = subprocess.Popen(
                [*MANAGE, "qcluster"],
                env=manage.env,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process: subprocess.Popen) -> None:
    """The whole worker at once, with its processes, as a power cut does."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def wait_for(manage, issued: int, seconds: float = 40) -> dict:
    """What stands once so many documents are issued."""
    give_up_at = time.monotonic() + seconds
    while (told := json.loads(manage("shell", "-v0", "-c", TELL)))["issued"] < issued:
        assert time.monotonic() < give_up_at, told
        time.sleep(0.2)
    return told


def test_one_document_one_number_none_lost_none_twice(manage, worker, tmp_path):
    copy_migrated_database(Path(manage.env["DATA_DIR"]) / NAME)
    manage("migrate", "--verbosity", "0")
    manage("shell", "-v0", "-c", GRANT)
    folder = tmp_path / "documents"
    for enough in (3, 12):
        process, give_up_at = worker(), time.monotonic() + 30
        while sum(path.is_file() for path in folder.rglob("*.pdf")) < enough:
            assert time.monotonic() < give_up_at
            time.sleep(0.01)
        kill(process)
    left = json.loads(manage("shell", "-v0", "-c", TELL))
    assert 0 < left["issued"] < DOCUMENTS, "killed in the middle"

    worker()
    # What the killed workers had taken waits for its turn; the sweep of every five minutes asks for it again.
    manage("shell", "-v0", "-c", SWEEP)
    told = wait_for(manage, DOCUMENTS)
    assert told["numbers"] == list(range(1, DOCUMENTS + 1))
    assert told["whole"] == told["hashes"] == told["names"] == told["lines"] == DOCUMENTS
    # Each of the four processes killed may have left half a file, which no document names.
    assert DOCUMENTS <= told["files"] <= DOCUMENTS + 4
    assert told["most_lines"] == 1
    assert "BROKEN" not in manage("check_log")
    assert set(told["letters"]) <= {1}, "nobody is written to twice"
