"""Kill the worker by force, at random moments, while it issues batches of certificates: `make kill`.

Each run is one batch of 50 dossiers. A worker starts, is killed with SIGKILL (its processes all at once, as by a power
cut) after a random while, one to three times; then one is left alone until the batch and its archive are there. What a
killed worker had taken from the queue is asked for again by the sweeps of every five minutes, called at once here.
After each run: so many certificates, numbered from 1 without a gap over all runs, no file without a record, no record
without its file, nothing half-written, one line in the log for each. At the end the whole register and the chain of
the log are verified. Ends with 1 on any fault.

On SQLite, in a folder thrown away; with `DATABASE_URL`, in a database of its own on that server, dropped at the end;
`REDIS_URL` is honoured, and must be empty. Moments come from `--seed`: the same ones each time, as far as the machine
is as busy.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT), str(Path(__file__).parent)]

PATIENCE = 300  # seconds without any progress: it hangs
MOST_KILLS = 3


@dataclass
class Run:
    """What one batch went through."""

    number: int
    issued_when_killed: list[int] = field(default_factory=list)
    seconds: float = 0.0
    each: float = 0.0  # seconds a certificate, of the worker that was left alone
    halves: int = 0
    faults: list[str] = field(default_factory=list)


@contextmanager
def database(data: str) -> Iterator[dict[str, str]]:
    """The variables of a migrated database of its own."""
    from run import environment, manage

    url = os.environ.get("DATABASE_URL", "")
    env = environment(data, 8000) | {"DJANGO_SETTINGS_MODULE": "config.settings", "WORKERS": "2"}
    if not url.startswith("postgres"):
        from tests.migrated import NAME, copy_migrated_database

        env.pop("DATABASE_URL", None)
        copy_migrated_database(Path(data) / NAME)
        manage(env, "migrate", "--verbosity", "0")
        yield env
        return
    import psycopg
    from psycopg import sql

    name = f"essaim_kill_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as postgres:
        postgres.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            env["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
            manage(env, "migrate", "--verbosity", "0")
            yield env
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            postgres.execute(drop)


class Worker:
    """`manage.py qcluster`, forked from this process so that it starts at once, with processes of its own group."""

    def __init__(self) -> None:
        from django.db import connections

        connections.close_all()
        self.pid = os.fork()
        if self.pid == 0:
            self._work()

    def _work(self) -> None:
        try:
            os.setsid()
            from django_q.cluster import Cluster

            Cluster().start()
            while True:
                time.sleep(60)
        finally:
            os._exit(1)

    def kill(self) -> None:
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            os.kill(self.pid, signal.SIGKILL)  # it has no group yet
        os.waitpid(self.pid, 0)


class House:
    """The site that all runs share."""

    def __init__(self, certificates: int) -> None:
        from datetime import date

        from accounts.actions.grant_role import grant_role
        from accounts.actions.sync_groups import sync_groups
        from accounts.models import User
        from certification.models import Scheme, SchemeVersion
        from config.houses import set_up_house

        self.certificates = certificates
        self.house = set_up_house(
            site_address="http://localhost",
            home_slug="accueil",
            name="Maison de Brenne",
            short_name="Brenne",
            slug="brenne",
            number_prefix="BRE",
        )
        self.val = User.objects.create_user("val@exemple.fr", display_name="Val Exemple")
        sync_groups(structure=self.house)
        grant_role(user=self.val, structure=self.house, role="validator", actor=None)
        scheme = Scheme.objects.create(structure=self.house, code="bases", title="Bases de la gestion")
        asked = {"code": "DROIT", "title": "Droit associatif et statuts"}
        group = {"code": "bases", "label": "Bases", "choose": "all", "modules": [asked]}
        self.version = SchemeVersion.objects.create(
            scheme=scheme,
            label="2026",
            effective_from=date(2026, 1, 1),
            requirements={"groups": [group]},
            certificate_title="Bases de la gestion associative",
            certificate_text="qui a suivi un module en entier et dont le dossier a été relu.",
            proves="La personne a terminé un module.",
            does_not_prove="Ce certificat n’évalue pas une pratique.",
        )

    def start(self, run: int):
        """A batch of new people's dossiers, started."""
        from django.utils import timezone

        from accounts.models import User
        from certification.actions.start_batch import start_batch
        from certification.models import Dossier
        from learning.models import Enrolment

        people = User.objects.bulk_create(
            User(email=f"p{run}.{n}@exemple.fr", display_name=f"Zoé O’Brien {run}.{n}")
            for n in range(self.certificates)
        )
        # So long ago that no sweep looks for an attestation of it.
        finished = timezone.now() - timedelta(days=60)
        Enrolment.objects.bulk_create(
            Enrolment(
                learner=person,
                structure=self.house,
                module=None,
                module_key=uuid4(),
                module_code="DROIT",
                module_title="Droit associatif et statuts",
                completed_at=finished,
            )
            for person in people
        )
        dossiers = Dossier.objects.bulk_create(
            Dossier(candidate=person, structure=self.house, version=self.version) for person in people
        )
        return start_batch(
            structure=self.house,
            dossiers=[one.pk for one in dossiers],
            title=f"Lot {run}",
            actor=self.val,
        )


def issued_in(batch) -> int:
    return batch.items.filter(credential__status="issued").count()


def sweep() -> int:
    """What the clock asks for every five minutes, an hour from now; how many half-written files it found."""
    from django.utils import timezone

    from certification.actions.sweep_batches import sweep_batches
    from certification.actions.sweep_files import sweep_files
    from certification.actions.sweep_pending import sweep_pending

    later = timezone.now() + timedelta(hours=1, minutes=10)
    sweep_pending(now=later)
    sweep_batches()
    return sweep_files(now=later).halves


def wait_for_its_end(batch) -> str:
    """Nothing, or what is wrong: it does not go on."""
    seen, swept = None, time.monotonic()
    since = swept
    while True:
        batch.refresh_from_db()
        if batch.state == batch.State.DONE and batch.archive_name:
            return ""
        now, progress = time.monotonic(), (batch.state, batch.progress(), issued_in(batch))
        if progress != seen:
            seen, since = progress, now
        if now - since > PATIENCE:
            return f"it hangs: {progress}"
        if now - swept > 20:
            sweep()
            swept = time.monotonic()
        time.sleep(0.1)


def check(house: House, batch, runs: int) -> Iterator[str]:
    """What is wrong after so many runs, a line each."""
    from accounts.models import LogEntry
    from certification import storage
    from certification.models import Batch, Credential, CredentialFile, Minutes
    from certification.models.credential import FileLost
    from certification.rules.registers import gaps, year_and_rank

    credentials = [one.credential for one in batch.items.select_related("credential") if one.credential]
    if len({one.pk for one in credentials}) != house.certificates:
        yield f"{len(credentials)} certificates"
    states = Counter(batch.items.values_list("state", flat=True))
    if states != {"issued": house.certificates}:
        yield f"items: {dict(states)}"
    if left := [one.number for one in credentials if one.status != "issued"]:
        yield f"not issued: {left}"
    for one in credentials:
        try:
            if one.status == "issued":
                one.read_file()
        except FileLost:
            yield f"{one.number}: a record without its file"
    found = [year_and_rank(one) for one in Credential.objects.values_list("number", flat=True)]
    wrong = gaps([rank for _year, rank in found], runs * house.certificates)
    if wrong.missing or wrong.twice or wrong.beyond:
        yield f"numbers: {wrong}"
    lines = LogEntry.objects.filter(subject_id__in=[str(one.pk) for one in credentials])
    for verb in ("credential.granted", "credential.issued"):
        if (count := lines.filter(verb=verb).count()) != house.certificates:
            yield f"{count} lines “{verb}”"
    recorded = {name for one in Batch.objects.all() for name in (one.archive_name, one.printable_name)}
    for model in (Credential, CredentialFile, Minutes):
        recorded |= set(model.objects.values_list("file_name", flat=True))
    kept = set(storage.names())
    if orphans := kept - recorded:
        yield f"files without a record: {sorted(orphans)}"
    if lost := recorded - kept - {""}:
        yield f"records without their file: {sorted(lost)}"
    folder = Path(storage.storages["documents"].path(storage.PARTS))
    if halves := [path.name for path in folder.glob("*")]:
        yield f"half-written: {halves}"


def one_run(house: House, number: int, dice: random.Random, usual: float) -> Run:
    run, began = Run(number), time.monotonic()
    batch = house.start(number)
    worker = None
    try:
        for _kill in range(dice.randint(1, MOST_KILLS)):
            worker = Worker()
            time.sleep(dice.uniform(0, usual))
            worker.kill()
            worker = None
            run.issued_when_killed.append(issued_in(batch))
            run.halves += sweep()
        left, alone = house.certificates - issued_in(batch), time.monotonic()
        worker = Worker()
        if wrong := wait_for_its_end(batch):
            run.faults.append(wrong)
        elif left:
            run.each = (time.monotonic() - alone) / left
    finally:
        if worker is not None:
            worker.kill()
    run.halves += sweep()
    run.faults += check(house, batch, number)
    run.seconds = time.monotonic() - began
    return run


def last_look() -> list[str]:
    """The whole register and the chain of the log."""
    import io

    from django.core.management import CommandError, call_command

    faults = []
    for command in ("check_registry", "check_log"):
        said = io.StringIO()
        try:
            call_command(command, stdout=said)
        except (CommandError, SystemExit):
            faults.append(f"{command}: {said.getvalue()[:500]}")
    return faults


def measure(arguments: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.db import connection

    house, dice = House(arguments.certificates), random.Random(arguments.seed)
    print(
        f"{connection.vendor}, seed {arguments.seed}: {arguments.runs} runs of {arguments.certificates} certificates"
    )
    print(f"{'run':>5}{'kills':>7}{'  issued when killed':24}{'halves':>7}{'seconds':>9}  faults", flush=True)
    runs: list[Run] = []
    usual = 0.12 * arguments.certificates
    for number in range(1, arguments.runs + 1):
        run = one_run(house, number, dice, usual)
        runs.append(run)
        if run.each:
            # As long as a batch takes on this machine, as busy as it is: kills fall before, during and after.
            usual = 0.5 * usual + 0.5 * run.each * arguments.certificates
        killed = "  " + ", ".join(map(str, run.issued_when_killed))
        line = f"{number:5d}{len(run.issued_when_killed):7d}{killed:24}{run.halves:7d}{run.seconds:9.1f}"
        print(f"{line}  {'; '.join(run.faults) or 'none'}", flush=True)
    faults = [fault for run in runs for fault in run.faults] + last_look()
    kills = [issued for run in runs for issued in run.issued_when_killed]
    middle = sum(0 < issued < arguments.certificates for issued in kills)
    print(
        f"{len(runs)} runs, {len(kills)} kills ({middle} in the middle of a batch), "
        f"{len(runs) * arguments.certificates} certificates: {len(faults)} faults"
    )
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--certificates", type=int, default=50)
    parser.add_argument("--seed", type=int, default=2026)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="essaim-kill-") as data:
        print("Preparing a site…", flush=True)
        with database(data) as env:
            for name in ("DATABASE_URL", "STORAGE_BUCKET", "EMAIL_URL"):
                os.environ.pop(name, None)
            os.environ.update({name: value for name, value in env.items() if name != "STORAGE_BUCKET"})
            try:
                return measure(arguments)
            finally:
                from django.db import connections

                connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
