#!/usr/bin/env python
"""Run a management command, with our `platform/` folder as a source root."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# Before anything else: `platform/` holds config and accounts and is no package (docs/decisions).
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.environment import fill_from_file

    fill_from_file(ROOT / ".env")
    if "SECRET_KEY" not in os.environ:
        # Nothing is configured: a developer's machine, by hand what `make run` does. A server never starts this way.
        os.environ.setdefault("DEBUG", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
