"""Many learners send the same quiz at once: no error, no attempt lost or doubled. `make load` runs it.

300 people, enrolled and signed in, each begin the quiz and read its page; then all of them send their answers, twice
each (a double click), spread over eight seconds; then they read their results: against two web processes;
`DATABASE_URL` and `REDIS_URL` are honoured. `seconds` is from the first sending to the last answer: ten are allowed.
Only this machine is asked; it stops by itself. Prints one JSON object and ends with 1 when something was lost.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from run import PASSWORD, ROOT, environment, free_port, manage, wait_for
from session import Session

LEARNERS = int(os.environ.get("LEARNERS", "300"))
SENDING_SECONDS = 8.0
ALLOWED_SECONDS = 10.0
THREADS = 60

PREPARE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from accounts.models import Structure, User
from learning.actions.enrol import enrol
from learning.models import ModulePage, QuizPage

engine = import_module(settings.SESSION_ENGINE)
house = Structure.objects.first()
module = ModulePage.objects.of(house).live().get(code="DROIT")
quiz = QuizPage.objects.child_of(module).live().get()
sessions = []
for number in range(COUNT):
    person = User.objects.create_user(f"charge.{number}@exemple.fr", "x", display_name=f"Charge {number}")
    enrol(learner=person, module=module, structure=house, actor=person)
    session = engine.SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    sessions.append(session.session_key)
cookie = settings.SESSION_COOKIE_NAME
print(json.dumps({"quiz": quiz.pk, "url": quiz.get_url(), "sessions": sessions, "cookie": cookie}))
"""

COUNTED = """
import json
from django.db.models import Count
from learning.models import Answer, Attempt
mine = Attempt.objects.filter(enrolment__learner__email__startswith="charge.")
print(json.dumps({
    "attempts": mine.count(),
    "sent": mine.sent().count(),
    "people": mine.values("enrolment").distinct().count(),
    "answers": Answer.objects.filter(attempt__in=mine).exclude(answer=None).count(),
    "percents": sorted(set(mine.values_list("percent", flat=True))),
}))
"""


class Learner:
    """One person who answers the quiz, and how long each request took in milliseconds."""

    def __init__(self, port: int, cookie: str, key: str, quiz: dict) -> None:
        self.session, self.quiz = Session(port), quiz
        self.session.cookies[cookie] = key
        self.address, self.page = "", b""
        self.took: dict[str, list[float]] = {}
        self.problems: list[str] = []

    def begin(self) -> None:
        page = self.timed("quiz", "GET", self.quiz["url"])
        begun = f"/mon-parcours/questionnaires/{self.quiz['quiz']}/commencer/"
        self.address = self.post("begin", begun, page, {})
        self.page = self.timed("attempt", "GET", self.address)

    def send(self) -> None:
        numbers = re.findall(rb'name="shown" value="(\d+)"', self.page)
        form = {"shown": [n.decode() for n in numbers], "go": "send"}
        form |= {f"q{n.decode()}": "0" for n in numbers}
        for _click in range(2):
            self.post("send", f"{self.address}reponses/", self.page, form)

    def read(self) -> None:
        if "Vos réponses" not in self.timed("result", "GET", self.address).decode():
            self.problems.append("the result page says something else")

    def timed(self, name: str, method: str, path: str, form=None, *, wanted: int = 200) -> bytes:
        began = time.perf_counter()
        status, content = self.session.request(method, path, form)
        self.took.setdefault(name, []).append(1000 * (time.perf_counter() - began))
        if status != wanted:
            raise RuntimeError(f"{method} {path} answered {status}")
        return content

    def post(self, name: str, path: str, page: bytes, form: dict) -> str:
        """Where the answer leads."""
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self.timed(name, "POST", path, form | {"csrfmiddlewaretoken": token[1].decode()}, wanted=302)
        return self.session.location


def shell(env: dict[str, str], code: str) -> dict:
    """What this code prints last, as JSON, run inside the site."""
    return json.loads(manage(env, "shell", "-v", "0", "-c", code).splitlines()[-1])


def serve(env: dict[str, str], port: int) -> subprocess.Popen:
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
    command += ["--workers", "2", "--blocking-threads", "4", "--backlog", "1024", "--log-level", "error"]
    return subprocess.Popen(
        [*command, "config.wsgi:application"], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
    )


def run(learners: list[Learner], step: Callable[[Learner], None], over: float) -> float:
    """Let everybody take this step, spread over so many seconds; seconds until the last is done."""
    waiting, lock, began = list(enumerate(learners)), threading.Lock(), time.monotonic()

    def work() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                number, learner = waiting.pop(0)
            late = began + number * over / len(learners) - time.monotonic()
            if late > 0:
                time.sleep(late)
            try:
                step(learner)
            except Exception as problem:
                learner.problems.append(f"{type(problem).__name__}: {problem}")

    threads = [threading.Thread(target=work) for _each in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="essaim-load-") as data:
        port = free_port()
        env = environment(data, port) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        print("Preparing the demo site…", file=sys.stderr, flush=True)
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        manage(env, "demo", "--force", "--json", "--password", PASSWORD)
        prepared = shell(env, PREPARE.replace("COUNT", str(LEARNERS)))
        prepared["url"] = urlsplit(prepared["url"]).path
        server = serve(env, port)
        try:
            wait_for(port)
            learners = [Learner(port, prepared["cookie"], key, prepared) for key in prepared["sessions"]]
            run(learners, Learner.begin, SENDING_SECONDS)
            seconds = run(learners, Learner.send, SENDING_SECONDS)
            run(learners, Learner.read, SENDING_SECONDS)
        finally:
            server.terminate()
            server.wait(60)
        counted = shell(env, COUNTED)
    problems = [problem for learner in learners for problem in learner.problems]
    took: dict[str, list[float]] = {}
    for learner in learners:
        for name, times in learner.took.items():
            took.setdefault(name, []).extend(times)
    whole = {"attempts": LEARNERS, "sent": LEARNERS, "people": LEARNERS}
    lost = {name: counted[name] for name, wanted in whole.items() if counted[name] != wanted}
    report = {
        "database": "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite",
        "learners": LEARNERS,
        "seconds": round(seconds, 1),
        "within_ten_seconds": seconds <= ALLOWED_SECONDS,
        "errors": len(problems),
        "first_errors": problems[:5],
        "lost_or_doubled": lost,
        **counted,
        "milliseconds": {
            name: {"median": round(statistics.median(times)), "worst": round(max(times))}
            for name, times in sorted(took.items())
        },
    }
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 1 if problems or lost else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
