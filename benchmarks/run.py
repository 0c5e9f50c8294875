"""Measure the pages and the worker. `make bench` runs it; `DATABASE_URL` and `REDIS_URL` are honoured.

For each page: CPU milliseconds of the server (and of PostgreSQL) per request, requests a second and core, and the ratio
to a bare Django view that answers as many bytes in the same server in the same run. For documents: certificates per
second of one worker process, cold and warm, against the obvious way, and memory (`documents.py`). `--only documents`
or `--only pages` measures one of the two.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cpu import database_ms, tree_ms
from session import Session

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, REQUESTS, BARE_REQUESTS = 3, 100, 1000
PASSWORD = "mesure-de-banc-2026"
CREDENTIALS = 1000


def environment(data: str, port: int) -> dict[str, str]:
    return os.environ | {
        "DATA_DIR": data,
        "PORT": str(port),
        "DEBUG": "0",
        "SECRET_KEY": "bench-" + "x" * 50,
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": f"http://localhost:{port}",
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(env: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout


def wait_for(port: int) -> None:
    for _try in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start within a minute.")


def cost(server: int, session: Session, path: str, requests: int) -> float:
    """CPU milliseconds per request of the server's processes and PostgreSQL, over so many requests."""
    before = tree_ms(server) + database_ms()
    for _request in range(requests):
        status, _content = session.request("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}.")
    return (tree_ms(server) + database_ms() - before) / requests


def measure(server: int, session: Session, path: str, requests: int) -> tuple[int, float, float]:
    """Bytes of the page, its cost and the bare view's, each the least of ROUNDS rounds that take turns.

    The kernel counts CPU in hundredths of a second: what is cheap is asked for many times.
    """
    _status, content = session.request("GET", path)
    bare_session = Session(int(session.host.partition(":")[2]))
    pages, bares = [], []
    for _round in range(ROUNDS):
        pages.append(cost(server, session, path, requests))
        bares.append(cost(server, bare_session, f"/bare/{len(content)}/", BARE_REQUESTS))
    return len(content), min(pages), min(bares)


def bench_pages(env: dict[str, str], port: int, demo: dict) -> None:
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += ["--workers", "1", "--log-level", "error", "config.wsgi:application"]
    server = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        visitor, learner = Session(port), Session(port)
        learner.sign_in(demo["accounts"]["learner"], PASSWORD)
        print(f"{'page':34}{'bytes':>8}{'cpu ms':>9}{'a second':>10}{'bare ms':>9}{'ratio':>8}")
        signed_in = ("home", "catalogue", "module", "sequence", "quiz", "dashboard", "verification")
        anonymous = ("verification", "home", "catalogue", "module", "sequence", "quiz")
        people = (
            ("signed in", learner, signed_in, REQUESTS),
            ("anonymous, warm", visitor, anonymous, BARE_REQUESTS),
        )
        for who, session, names, requests in people:
            for name in names:
                size, page, bare = measure(server.pid, session, demo["urls"][name], requests)
                line = f"{f'{name} ({who})':34}{size:8d}{page:9.2f}{1000 / page:10.0f}{bare:9.2f}{page / bare:8.1f}"
                print(line, flush=True)
    finally:
        server.terminate()
        server.wait(10)


def bench_documents() -> None:
    from kill import database

    with tempfile.TemporaryDirectory(prefix="essaim-bench-") as data, database(data) as env:
        env |= {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        for what in ("prepare", "measure"):
            command = [sys.executable, str(ROOT / "benchmarks" / "documents.py"), what, str(CREDENTIALS)]
            subprocess.run(command, env=env, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=["pages", "documents"])
    only = parser.parse_args().only
    if only != "pages":
        bench_documents()
    if only == "documents":
        return
    with tempfile.TemporaryDirectory(prefix="essaim-bench-") as data:
        port = free_port()
        env = environment(data, port)
        print("Preparing the demo site…", flush=True)
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        demo = json.loads(manage(env, "demo", "--force", "--json", "--scale", "200", "--password", PASSWORD))
        bench_pages(env, port, demo)


if __name__ == "__main__":
    main()
