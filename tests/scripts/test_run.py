"""What “make run” promises: a true ready line, a clear word when the port is taken, no process left."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# The first start migrates and builds the demonstration.
FIRST_START_SECONDS = 240
CHOSEN_BY_TESTS = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "DEBUG",
    "HOST",
    "MAKELEVEL",
    "DJANGO_SETTINGS_MODULE",
)

# On PostgreSQL its site has the same database as that of the journeys: one after the other (tests/conftest.py).
pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes left behind in /proc")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory) -> Path:
    """Shared by the tests of this file: only the first pays for the migrations and the demonstration."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """`make run` at work, with all that it printed."""

    def __init__(self, data_dir: Path, port: int):
        environment = {name: value for name, value in os.environ.items() if name not in CHOSEN_BY_TESTS}
        environment |= {"DATA_DIR": str(data_dir), "PORT": str(port)}
        self.mark, self.log = f"DATA_DIR={data_dir}".encode(), data_dir / f"output-{port}.txt"
        self.url = f"http://localhost:{port}/"
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, ROOT / "scripts" / "run.py"],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + FIRST_START_SECONDS
        while "Essaim is ready" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.2)

    def all_processes(self) -> dict[int, str]:
        """Everything that was started with our DATA_DIR and still runs, by its command line."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:  # gone meanwhile, or somebody else's
                continue
        return {number: line for number, line in found.items() if line}

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def running(data_dir, port) -> Iterator[Running]:
    run = Running(data_dir, port)
    try:
        run.wait_until_ready()
        yield run
    finally:
        run.process.kill()
        run.process.wait()
        for number in run.all_processes():
            os.kill(number, signal.SIGKILL)


def test_the_site_answers_where_the_ready_line_says_and_ctrl_c_leaves_no_process(running, data_dir):
    assert f"Essaim is ready: {running.url}" in running.log.read_text()
    with urllib.request.urlopen(running.url, timeout=30) as answer:
        assert answer.status == 200
    lines = " ".join(running.all_processes().values())
    assert "granian" in lines
    assert "qcluster" in lines

    assert running.end(signal.SIGINT) == 0
    assert running.all_processes() == {}

    key = data_dir / "secret-key"
    assert len(key.read_text()) > 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_when_the_worker_dies_the_site_is_stopped_and_the_failure_told(running):
    worker = min(number for number, line in running.all_processes().items() if "qcluster" in line)
    os.kill(worker, signal.SIGKILL)
    assert running.process.wait(30) == 1
    assert "The worker ended by itself" in running.log.read_text()
    assert running.all_processes() == {}


def test_killed_by_force_it_takes_site_and_worker_along(running):
    running.end(signal.SIGKILL)
    deadline = time.monotonic() + 90
    while running.all_processes() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert running.all_processes() == {}


def test_a_taken_port_is_said_before_any_work(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run = Running(tmp_path, other.getsockname()[1])
        assert run.process.wait(30) == 1
    assert "cannot be used" in run.log.read_text()
    assert "make run PORT=" in run.log.read_text()
    assert list(tmp_path.glob("*.sqlite3")) == []
