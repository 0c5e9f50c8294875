"""What is missing of the operating system is installed; what is there is left alone."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "install_system.sh"


@pytest.fixture
def machine(tmp_path):
    """A machine with almost no program, whose apt-get only writes down what it is asked for."""
    programs, asked = tmp_path / "bin", tmp_path / "asked.txt"
    programs.mkdir()
    asked.touch()
    for name in ("rm", "cat"):
        (programs / name).symlink_to(shutil.which(name))
    for name, does in {"id": "echo 0", "apt-get": f'echo "$@" >> {asked}'}.items():
        (programs / name).write_text(f"#!/bin/sh\n{does}\n")
        (programs / name).chmod(0o755)

    def install(*names: str) -> str:
        environment = {"PATH": str(programs), "HOME": os.environ.get("HOME", "/")}
        subprocess.run([shutil.which("sh"), SCRIPT, *names], env=environment, check=True, capture_output=True)
        return asked.read_text()

    install.programs = programs
    return install


@pytest.mark.parametrize("name", ["chromium", "gettext"])
def test_what_is_missing_is_installed(machine, name):
    assert f"install -y -qq --no-install-recommends {name}\n" in machine(name)


def test_what_is_there_is_left_alone(machine):
    for name in ("chromium", "xgettext", "msgfmt"):
        (machine.programs / name).symlink_to(shutil.which("true"))
    assert machine("chromium", "gettext") == ""
