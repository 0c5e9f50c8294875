"""The shape of the code, kept by machine: where things are, who may know whom, what templates may hold."""

import platform
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = {
    "accounts": ROOT / "platform" / "accounts",
    "cms": ROOT / "cms",
    "learning": ROOT / "learning",
    "certification": ROOT / "certification",
    "skills": ROOT / "skills",
}
# Names that say nothing of what is inside; whatever asks for one has a subject to be named after.
NAMELESS = {
    "services",
    "selectors",
    "managers",
    "helpers",
    "utils",
    "mixins",
    "constants",
    "common",
    "base",
    "core",
    "misc",
}
# What an app offers the ones above it: what every app offers, then what is its own.
OFFERED = {"models", "rules", "querysets", "signals"}
OFFERED_BY = {
    # The words of the log, the worker's timetable and what is held of people, to which each app adds its own; until
    # when that is kept; what every staff list of a structure has in common.
    "accounts": {"verbs", "modeladmins", "schedules", "privacy", "terms"},
    # What authors write with; whose site this is; how pages are found, kept, anchored and shown; durations in words;
    # what is done with a picture that arrives.
    "cms": {
        "blocks",
        "sites",
        "routing",
        "freshness",
        "page_cache",
        "templatetags",
        "anchors",
        "display",
        "uploads",
    },
    # Where files that people hand in are kept, and why one is not taken.
    "learning": {"storage", "file_refusals"},
    # What somebody earned, for records that rest on it; how a sheet becomes a PDF, and how often one may be asked for;
    # how a letter of a house is written.
    "certification": {"earned", "formats", "letters", "pace"},
}


def code_files() -> list[Path]:
    return sorted(path for folder in APPS.values() for path in folder.rglob("*.py"))


def templates() -> list[Path]:
    folders = [ROOT / "templates", *(folder / "templates" for folder in APPS.values())]
    return sorted(path for folder in folders for path in folder.rglob("*.html"))


def committed(*patterns: str) -> list[Path]:
    """Files of the repository, and those that will be: what .gitignore names is no part of it."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).exists()]


@pytest.fixture(scope="module")
def graph():
    """Who imports whom, read from the code without running it."""
    import grimp

    return grimp.build_graph("config", *APPS, cache_dir=None)


class TestWhereThingsAre:
    def test_our_platform_folder_does_not_hide_the_standard_library(self):
        assert not (ROOT / "platform" / "__init__.py").exists()
        assert not Path(platform.__file__).is_relative_to(ROOT)
        assert platform.python_implementation()

    def test_no_file_has_a_name_that_could_hold_anything(self):
        # A kind's contract is called base.py, inside the folder of its kinds; nowhere else.
        allowed = {path for folder in APPS.values() for path in folder.glob("*/base.py")}
        found = [p for p in code_files() if p not in allowed and {p.stem, p.parent.name} & NAMELESS]
        assert found == []

    def test_tests_are_no_package(self):
        assert committed("tests/**/__init__.py", "tests/__init__.py") == []

    def test_each_package_says_what_belongs_in_it(self):
        silent = [
            path
            for folder in (*APPS.values(), ROOT / "platform" / "config")
            for path in folder.rglob("__init__.py")
            if not {"migrations", "management", "commands", "templatetags"} & set(path.parts)
            and not path.read_text().lstrip().startswith('"""')
        ]
        assert silent == []

    def test_all_that_decides_or_writes_is_measured_by_the_whole_run_of_tests(self):
        measured = set(
            tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]["run"]["source"]
        )
        there = [*(f / "rules" for f in APPS.values()), *(f / "actions" for f in APPS.values())]
        assert {path.relative_to(ROOT).as_posix() for path in there if path.exists()} == measured

    def test_migrations_say_what_they_do(self):
        named_by_the_machine = [path for path in committed("**/migrations/*.py") if "_auto_" in path.stem]
        assert named_by_the_machine == []


class TestWhoKnowsWhom:
    def test_imports_follow_the_contracts(self):
        from importlinter.application.use_cases import SUCCESS
        from importlinter.cli import lint_imports

        assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == int(not SUCCESS)

    def test_an_app_uses_only_what_a_lower_one_offers(self, graph):
        # A management command builds a demonstration with everybody's verbs.
        taken = []
        for importer in graph.modules:
            app = importer.partition(".")[0]
            if app == "config" or ".management." in importer:
                continue
            for imported in graph.find_modules_directly_imported_by(importer):
                lower, _, rest = imported.partition(".")
                if lower != app and rest.partition(".")[0] not in OFFERED | OFFERED_BY.get(lower, set()):
                    taken.append(f"{importer} imports {imported}")
        assert sorted(taken) == []

    def test_a_row_that_is_locked_may_still_be_pointed_to(self):
        """On PostgreSQL a plain lock keeps others from committing rows that point to this one: two that each wait for
        the head of a chain of the log would wait for ever."""
        plain = re.compile(r"select_for_update\((?!no_key=True)")
        found = [
            str(path.relative_to(ROOT))
            for folder in APPS.values()
            for path in folder.rglob("*.py")
            if plain.search(path.read_text(encoding="utf-8"))
        ]
        assert found == []

    def test_no_rule_needs_a_database_to_be_stated(self, graph):
        rules = [module for module in graph.modules if ".rules." in f"{module}."]
        beyond = [
            f"{rule} imports {imported}"
            for rule in rules
            for imported in graph.find_modules_directly_imported_by(rule)
            if ".rules." not in f"{imported}."
        ]
        assert rules
        assert beyond == []

    def test_a_kind_of_question_knows_no_other(self, graph):
        from learning.questions import KINDS

        modules = {kind.__module__ for kind in KINDS}
        known = [
            f"{module} imports {imported}"
            for module in modules
            for imported in graph.find_modules_directly_imported_by(module) & modules
        ]
        assert known == []


class TestTemplates:
    def test_there_are_some(self):
        assert templates()

    def test_each_belongs_to_an_app_or_is_shared_by_two(self):
        # wagtailadmin, account and the like: ours in place of a library's, under the library's own name.
        owners = {
            *APPS, "components", "account", "allauth", "wagtailadmin", "wagtailusers", "wagtailsnippets",
            "wagtailimages", "wagtaildocs", "modeladmin", "wagtailcore", "django", "config", "demo", "email",
        }  # fmt: skip
        top = {"base.html", "400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
        folder = ROOT / "templates"
        strays = [
            path.relative_to(folder)
            for path in folder.rglob("*.html")
            if (path.parent == folder and path.name not in top)
            or (path.parent != folder and path.relative_to(folder).parts[0] not in owners)
        ]
        assert strays == []

    def test_each_is_used(self):
        """A template that nothing names is a page nobody sees, and that nobody repairs."""
        sources = [*code_files(), *committed("platform/config/*.py", "templates/**", "*/templates/**")]
        words = "\n".join(path.read_text() for path in sources if path.suffix in (".py", ".html", ".txt"))
        used = set(re.findall(r"[\w./-]+\.html", words))
        # A template chosen by a word: f"learning/questions/{slug}.html".
        chosen = tuple(set(re.findall(r'["\']([\w/-]+/[\w-]*)(?:\{|["\'] \+)', words)))
        unused = []
        for path in committed("templates/**/*.html"):
            name = path.relative_to(ROOT / "templates").as_posix()
            page = "".join(part.capitalize() for part in path.stem.split("_"))
            by_library = not name.startswith((*APPS, "components/"))
            by_page = re.search(rf"class {page}\(", words)
            # A kind's template is named by its slug: “learning/questions/” + slug.
            by_slug = re.search(rf'["\']{path.stem.replace("_", "[_-]")}["\']', words)
            if not (name in used or name.startswith(chosen) or by_library or by_page or by_slug):
                unused.append(name)
        assert unused == []

    def test_none_holds_a_style_or_a_script_of_its_own(self):
        """The policy sent with each page refuses them: a style in the markup would silently do nothing."""
        # A PDF is no page, nor is what an archive holds: their style travels inside them.
        apart = ("certification/formats", "certification/pdf", "accounts/archive/top.html")
        inline = re.compile(
            r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son\w+\s*=\s*[\"']|href\s*=\s*[\"']javascript:", re.I
        )
        found = [
            f"{path.relative_to(ROOT)}:{number}"
            for path in templates()
            if not any(one in path.as_posix() for one in apart)
            for number, line in enumerate(path.read_text().splitlines(), start=1)
            if inline.search(line)
        ]
        assert found == []

    def test_none_asks_another_host_for_anything(self):
        asks = re.compile(r"(?:src|srcset|href)\s*=\s*[\"'](?:https?:)?//", re.I)
        found = [
            f"{path.relative_to(ROOT)}:{number}"
            for path in templates()
            for number, line in enumerate(path.read_text().splitlines(), start=1)
            if asks.search(line) and not re.search(r"<a\s", line)
        ]
        assert found == []


class TestWhatIsInstalled:
    LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt", "requirements-uv.txt")

    @pytest.mark.parametrize("name", LOCKS)
    def test_a_lock_of_python_packages_has_hashes_and_names_no_address(self, name):
        text = (ROOT / name).read_text()
        assert "://" not in text
        pins = re.findall(r"^[\w.-]+(?:\[[\w,.-]+\])?==", text, re.M)
        assert pins
        assert len(pins) == len(re.findall(r"^[^\s#]", text, re.M))
        assert text.count("--hash=sha256:") >= len(pins)

    def test_the_lock_of_npm_packages_names_no_registry(self):
        lock = (ROOT / "package-lock.json").read_text()
        assert '"resolved"' not in lock
        assert '"integrity"' in lock

    def test_npm_packages_are_pinned(self):
        import json

        package = json.loads((ROOT / "package.json").read_text())
        versions = package["dependencies"] | package["devDependencies"]
        assert [
            name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
        ] == []

    def test_no_file_names_a_registry(self):
        result = subprocess.run(
            [ROOT / ".venv" / "bin" / "python", ROOT / "scripts" / "check_hosts.py"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr


class TestSettings:
    def test_every_variable_is_in_the_example_and_explained(self):
        code = "\n".join(path.read_text() for path in committed("platform/config/*.py"))
        read = set(re.findall(r'env\.(?:text|yes_no|whole|words)\(\s*"([A-Z_]+)"', code))
        example = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
        page = (ROOT / "docs" / "production.md").read_text()
        assert len(read) > 15
        assert read - example == set()
        assert {name for name in example if f"`{name}`" not in page} == set()
        # HOST is for scripts/run.py, which no settings know.
        assert example - read - {"HOST"} == set()

    def test_every_setting_but_those_of_tests_comes_from_one_file(self):
        modules = {path.name for path in committed("platform/config/settings*.py")}
        assert modules == {"settings.py", "settings_test.py"}
