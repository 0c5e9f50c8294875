"""Typed readers of environment variables that fail with the name and what is allowed."""

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES_NO = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


def fill_from_file(path: Path) -> None:
    """Take from a `.env` file (NAME=value lines) what the environment does not already say."""
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        name, separator, value = line.strip().removeprefix("export ").partition("=")
        if separator and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def text(name: str, default: str = "") -> str:
    """The variable as written, without surrounding space."""
    return os.environ.get(name, default).strip()


def yes_no(name: str, default: bool) -> bool:
    """A switch. Raises ImproperlyConfigured naming the variable and the words it takes."""
    raw = text(name).lower()
    if not raw:
        return default
    try:
        return YES_NO[raw]
    except KeyError:
        raise ImproperlyConfigured(
            f"Unexpected value {name}={raw}: use one of {', '.join(YES_NO)}."
        ) from None


def whole(name: str, default: int) -> int:
    """A whole number. Raises ImproperlyConfigured naming the variable."""
    raw = text(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"Unexpected value {name}={raw}: use a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas; empty items are dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def kept_secret(path: Path) -> str:
    """A random secret, made the first time and kept where only its owner reads it."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        # A link is whole or absent: of two processes that start at once, both read what the first one made.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()
