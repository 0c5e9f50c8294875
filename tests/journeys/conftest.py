"""A real site for the journeys: the demo house served by web and worker processes, opened in Chromium.

One site a session, in a folder and on a port of its own. Journeys share it: each makes its own people.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.migrated import NAME, copy_migrated_database

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Colours that are still on their way from one theme to the other are nobody's colours.
SETTLE = "document.getAnimations().forEach(one => { try { one.finish() } catch { one.cancel() } })"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "un-parcours-de-bout-en-bout"
# Milliseconds. CI runs other tests beside the browser on two cores: slow is not wrong.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE / 2)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class DemoSite:
    """The running demo: its address, accounts (role -> e-mail), and addresses by name."""

    url: str
    accounts: dict[str, str]
    urls: dict[str, str]
    env: dict[str, str]
    password: str = PASSWORD

    def manage(self, *arguments: str) -> str:
        """Run a management command on this site; its standard output."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, code: str) -> str:
        """Run Python on this site, as its own shell does; what it prints, without the space around."""
        return self.manage("shell", "-v0", "-c", code).strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer within {seconds} seconds.")


def _web(port: int) -> list[str]:
    """The command of the web server, with one process, on this port."""
    serve = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    return [sys.executable, "-m", "granian", *serve, "config.wsgi:application"]


@contextmanager
def _running(commands: list[list[str]], env: dict[str, str], log: Path) -> Iterator[None]:
    """Keep these commands running meanwhile; what they say goes to the log."""
    with log.open("a") as output:
        processes = [
            subprocess.Popen(command, env=env, cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
            for command in commands
        ]
        try:
            yield
        finally:
            # The first of each alone: it stops its own children in order. Then whatever is left.
            for process in processes:
                process.terminate()
            for process in processes:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(15)
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo site, with its worker, until the session ends."""
    folder, port = tmp_path_factory.mktemp("site"), _free_port()
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | {
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "BASE_URL": f"http://localhost:{port}",
        "DEBUG": "1",
        "SECRET_KEY": "journeys-" + "x" * 50,
        "LOG_LEVEL": "WARNING",
        "EMAIL_URL": "",
        "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    demo = DemoSite(f"http://localhost:{port}", {}, {}, env)
    if "DATABASE_URL" not in env:
        copy_migrated_database(folder / NAME)
    demo.manage("migrate", "--verbosity", "0")
    found = json.loads(demo.manage("demo", "--json", "--password", PASSWORD))
    worker = [sys.executable, str(ROOT / "manage.py"), "qcluster"]
    with _running([_web(port), worker], env, folder / "server.log"):
        _wait_for(f"{demo.url}/")
        yield DemoSite(demo.url, found["accounts"], found["urls"], env)


@pytest.fixture(scope="session")
def production(site):
    """The same site once more, as in production: without DEBUG, its files compressed and named by what they hold."""
    port = _free_port()
    env = site.env | {
        "DEBUG": "0",
        "PORT": str(port),
        "BASE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost",
    }
    same = DemoSite(f"http://localhost:{port}", site.accounts, site.urls, env)
    same.manage("collectstatic", "--no-input", "--verbosity", "0")
    with _running([_web(port)], env, Path(env["DATA_DIR"]) / "production.log"):
        _wait_for(f"{same.url}/")
        yield same


# --- The browser: pytest-playwright's fixtures, on Debian's Chromium -----------------------------------


@pytest.fixture(scope="session")
def base_url(site):
    return site.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Chromium is not installed: run scripts/install_system.sh chromium."
    return browser_type_launch_args | {"executable_path": chromium, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}}


def _refuse_other_hosts(context: BrowserContext, url: str) -> list[str]:
    """Record every request that leaves the site; none may."""
    strangers: list[str] = []
    context.on(
        "request",
        lambda request: (
            None if request.url.startswith((url, "data:", "blob:")) else strangers.append(request.url)
        ),
    )
    return strangers


@pytest.fixture(params=["scripts", "no-scripts"])
def anybody(request, browser, site, browser_context_args):
    """A phone's browser, with JavaScript and then without: every public and learner journey passes with both."""
    context = browser.new_context(
        **browser_context_args
        | {"java_script_enabled": request.param == "scripts", "viewport": {"width": 360, "height": 740}}
    )
    strangers = _refuse_other_hosts(context, site.url)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()
    assert not strangers, "requests to other hosts"


@pytest.fixture
def somebody(browser, site, browser_context_args):
    """A computer's browser with JavaScript, for staff and for axe."""
    context = browser.new_context(**browser_context_args)
    strangers = _refuse_other_hosts(context, site.url)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()
    assert not strangers, "requests to other hosts"


@pytest.fixture
def desk(browser, browser_context_args, site, sign_in):
    """A function that gives somebody of the staff a browser of their own, where no script may fail."""
    contexts, problems = [], []

    def desk(who: str) -> Page:
        context = browser.new_context(**browser_context_args)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: problems.append(str(error)))
        # 400 is how a draft that cannot be saved by itself is answered, while it is being written.
        page.on(
            "console",
            lambda said: (
                problems.append(said.text)
                if said.type == "error" and "status of 400" not in said.text
                else None
            ),
        )
        sign_in(page, who)
        return page

    yield desk
    for context in contexts:
        context.close()
    assert not problems, "the editor's scripts run clean, within the content policy"


# --- What journeys do often ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sign_in(site):
    """A function that signs a person in through the form: `sign_in(page, "trainer")`, or with an e-mail address."""

    def sign_in(page: Page, who: str) -> None:
        page.goto(f"{site.url}/compte/connexion/")
        page.fill("input[name=login]", site.accounts.get(who, who))
        page.fill("input[name=password]", site.password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/connexion/" not in url)

    return sign_in


@pytest.fixture(scope="session")
def confirm_address(site):
    """A function that opens the mail sent to this address, as the demo's mailbox shows it, and follows its link."""

    def confirm_address(page: Page, email: str) -> None:
        letter = page.locator("main li").filter(has_text=email).get_by_role("link").first
        until = time.monotonic() + 30
        page.goto(f"{site.url}/demo/courriels/")
        while not letter.count() and time.monotonic() < until:
            page.wait_for_timeout(500)
            page.reload()
        letter.click()
        page.locator("main a[href*='/compte/confirmer/']").click()
        page.locator("main button[type=submit]").click()
        page.wait_for_url(lambda url: "/confirmer/" not in url)

    return confirm_address


@pytest.fixture(scope="session")
def sign_up(site, confirm_address):
    """A function that opens an account through the form, wherever its link stands, and confirms its address."""

    def sign_up(page: Page, name: str, email: str) -> None:
        if "/compte/inscription/" not in page.url:
            page.goto(f"{site.url}/compte/inscription/")
        page.fill("input[name=display_name]", name)
        page.fill("input[name=email]", email)
        page.fill("input[name=password1]", site.password)
        page.click("main button[type=submit]")
        page.wait_for_url("**/compte/courriel-envoye/**")
        confirm_address(page, email)

    return sign_up


@pytest.fixture
def new_address():
    """An e-mail address that nobody has used in this session."""
    return f"{uuid.uuid4().hex[:10]}@valmont.example"


# --- Scenes that would take too long by hand, set by the same actions as anybody -----------------------

ENDED = """
import json, uuid
from accounts.actions.grant_role import grant_role
from accounts.models import Structure, User
from certification.actions.make_file import make_file
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.models import Credential
from config.demo.people import person
from config.demo.story import Studies
from learning.models import CataloguePage

house = Structure.objects.get(slug="valmont")
catalogue = CataloguePage.objects.get()
validator = User.objects.get(email="{validator}")


def earned(name):
    learner = person(f"{{uuid.uuid4().hex}}@valmont.example", name, None)
    grant_role(user=learner, structure=house, role="learner", actor=None)
    enrolment = Studies(learner, house, catalogue).finish("COM")
    credential = Credential.objects.get(kind="attestation", subject=f"enrolment:{{enrolment.pk}}")
    make_file(credential=credential)
    credential.refresh_from_db()
    return credential


revoked = earned("Agathe Retirée")
revoke(credential=revoked, actor=validator, reason="Accordée par erreur à une autre personne.")
old = earned("Basile Remplace")
new = replace(credential=old, actor=validator, holder_name="Basile Remplacé", reason="Le nom portait une faute.")
make_file(credential=new)
print(json.dumps({{
    name: {{"address": one.get_absolute_url(), "pdf": one.document_url(), "number": one.number}}
    for name, one in [("revoked", revoked), ("replaced", old), ("replacing", new)]
}}))
"""


@pytest.fixture(scope="session")
def ended(site):
    """Attestations that no longer stand: address, PDF and number of one revoked, one replaced, and what replaces it."""
    code = ENDED.format(validator=site.accounts["validator"])
    return json.loads(site.python(code).splitlines()[-1])


ELSEWHERE = """
import json, uuid
from django.utils import timezone
from wagtail.models import Site
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from certification.models import Dossier, Scheme, SchemeVersion
from config.demo.people import person

if (other := Structure.objects.filter(slug="brenne").first()) is None:
    other = Structure.objects.create(name="Maison de Brenne", short_name="Brenne", slug="brenne", number_prefix="BRE")
    scheme = Scheme.objects.create(structure=other, code="brenne", title="Certificat de Brenne")
    modules = [{{"code": "DROIT", "title": "Droit"}}]
    SchemeVersion.objects.create(
        scheme=scheme,
        label="2026",
        effective_from="2026-01-01",
        certificate_title="Certificat de Brenne",
        certificate_text="…",
        requirements={{"groups": [{{"code": "m", "label": "Modules", "choose": 1, "modules": modules}}]}},
    )
candidate = person(f"{{uuid.uuid4().hex}}@brenne.example", "Firmin Dailleurs", None)
grant_role(user=candidate, structure=other, role="learner", actor=None)
dossier = Dossier.objects.create(
    candidate=candidate, structure=other, version=SchemeVersion.objects.get(scheme__structure=other)
)
print(json.dumps({{"dossier": dossier.pk, "candidate": candidate.pk, "name": candidate.display_name}}))
"""


@pytest.fixture(scope="session")
def elsewhere(site):
    """A dossier and its candidate in another structure, by number: nobody's business here."""
    return json.loads(site.python(ELSEWHERE.format()).splitlines()[-1])


@pytest.fixture(scope="session")
def no_violation():
    """A function that runs axe on a page, light and dark, at 360 and 1280 px, and fails naming each violation.

    `leave_out` are selectors of what is not ours.
    """
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page, leave_out: Sequence[str] = ()) -> None:
        found = []
        # Half a page, as the browser reads it, has no main part yet.
        page.wait_for_load_state()
        for theme in ("light", "dark"):
            for width in (360, 1280):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                page.set_viewport_size({"width": width, "height": 900})
                page.evaluate(SETTLE)
                page.evaluate(source)
                result = page.evaluate(
                    "([left, tags]) => axe.run({exclude: left}, {runOnly: tags, resultTypes: ['violations']})",
                    [[[one] for one in leave_out if page.locator(one).count()], TAGS],
                )
                for violation in result["violations"]:
                    targets = [node["target"] for node in violation["nodes"]][:3]
                    found.append(f"{theme} {width}: {violation['id']} {violation['help']} {targets}")
                overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
                if overflow:
                    found.append(f"{theme} {width}: scrolls sideways")
        assert not found, page.url + "\n" + "\n".join(found)

    return check
