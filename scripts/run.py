"""Run the site and its worker together, as `make run` does: prepare the database, start both, stop both.

What the environment (or a `.env` file beside the Makefile) does not say is chosen for a newcomer: DEBUG on,
port 8000 on this machine only, everything kept in ./var. In production each process has a unit of its own:
docs/production.md.
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]

from config.environment import fill_from_file  # noqa: E402 - platform/ is on the path from here on

BIN = Path(sys.executable).parent
# Long enough for a page in progress; a task cut short is run again by the next worker.
PATIENCE_SECONDS = 10
READY_SECONDS = 60


class Stopped(Exception):
    """Somebody asked us to stop."""


def fill_environment() -> None:
    """Set what is not set, so that settings, web server and worker all read the same."""
    fill_from_file(ROOT / ".env")
    environment = os.environ
    environment.setdefault("DEBUG", "1")
    environment.setdefault("HOST", "127.0.0.1")
    environment.setdefault("PORT", "8000")
    data_dir = Path(environment.setdefault("DATA_DIR", str(ROOT / "var"))).resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    environment["DATA_DIR"] = str(data_dir)
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "platform"), str(ROOT)])
    environment["PYTHONUNBUFFERED"] = "1"


def refuse_taken_port(host: str, port: int) -> None:
    """Say so before any work if the port is in use: half a minute later nobody would look for it."""
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            sys.exit(
                f"Port {port} of {host} cannot be used ({error.strerror}). "
                "Stop what uses it, or choose another: make run PORT=8001"
            )


def prepare() -> None:
    """Bring the database up to date; the first time, fill it with the demonstration.

    Runs in a process of its own, so that the one which only waits stays small.
    """
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database…", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
        return

    from accounts.models import Structure

    # Left by a demonstration that was cut short: it is finished, not taken for somebody's own work.
    unfinished = settings.DATA_DIR / "demo-unfinished"
    if unfinished.exists() or not Structure.objects.exists():
        print("Building the demonstration…", flush=True)
        unfinished.touch()
        call_command("demo")
        unfinished.unlink()


def end_with_parent() -> None:
    """Ask Linux to stop this process when its parent dies, even by force. Elsewhere: do nothing."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def start(*command: str | Path) -> subprocess.Popen:
    """Start a program in a process group of its own, so that all it starts can be stopped with it."""
    return subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, process_group=0, preexec_fn=end_with_parent
    )


def signal_group(process: subprocess.Popen, number: int) -> bool:
    """Signal a program and all it started; False when none of them is left."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def stop(processes: dict[str, subprocess.Popen]) -> None:
    """Ask all to end, wait a moment, then end what is left: no process survives this one."""
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for process in processes.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
    for process in processes.values():
        if signal_group(process, signal.SIGKILL):
            process.wait()


def answers(url: str) -> bool:
    """Whether the site answers at all; an error page is an answer."""
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def web_command(host: str, port: int) -> list[str | Path]:
    """The server of production, or with RELOAD=1 Django's own, which restarts at each change of the code."""
    if os.environ.get("RELOAD") == "1":
        return [sys.executable, ROOT / "manage.py", "runserver", f"{host}:{port}"]
    options = [
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--no-ws",
        "--log-level",
        "warning",
    ]
    return [BIN / "granian", *options, "--blocking-threads", "4", "config.wsgi:application"]


def supervise(processes: dict[str, subprocess.Popen], url: str) -> str:
    """Say when the site answers, then watch until one of the processes ends; return which, and how."""
    ready, give_up_at = False, time.monotonic() + READY_SECONDS
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return f"The {name} ended by itself (exit code {process.returncode}): stopping the rest."
        if not ready and answers(url):
            ready = True
            print(f"Essaim is ready: {url} (Ctrl-C stops it)", flush=True)
        if not ready and time.monotonic() > give_up_at:
            return f"The site did not answer within {READY_SECONDS} seconds at {url}: stopping."
        time.sleep(0.2 if not ready else 0.5)


def raise_stopped(number: int, frame: FrameType | None) -> None:
    # Once is enough: a second Ctrl-C must not cut the stopping short and leave a process behind.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def main() -> int:
    fill_environment()
    if "--prepare" in sys.argv:
        prepare()
        return 0
    if "MAKELEVEL" in os.environ:
        end_with_parent()
    signal.signal(signal.SIGINT, raise_stopped)
    signal.signal(signal.SIGTERM, raise_stopped)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup asked for that
        signal.signal(signal.SIGHUP, raise_stopped)
    host, port = os.environ["HOST"], os.environ["PORT"]
    if not port.isdecimal():
        sys.exit(f"PORT={port} is no port number: make run PORT=8001")
    port = int(port)
    refuse_taken_port(host, port)
    processes: dict[str, subprocess.Popen] = {}
    try:
        processes["preparation"] = start(sys.executable, __file__, "--prepare")
        if code := processes["preparation"].wait():
            print("The database could not be prepared (see above).", file=sys.stderr)
            return code
        del processes["preparation"]
        processes["web server"] = start(*web_command(host, port))
        processes["worker"] = start(sys.executable, ROOT / "manage.py", "qcluster")
        shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
        print(supervise(processes, f"http://{shown}:{port}/"), file=sys.stderr)
        return 1
    except Stopped:
        return 0
    finally:
        stop(processes)


if __name__ == "__main__":
    sys.exit(main())
