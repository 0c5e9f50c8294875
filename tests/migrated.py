"""A migrated SQLite database, made once for the migrations there are and copied by every test site that needs one.

Migrating from nothing costs half a minute of one core; copying what that gave costs nothing. Whoever copies still
runs `migrate`, which finds nothing left to do.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "migrated"
NAME = "essaim.sqlite3"  # as config.settings names it in DATA_DIR


def _key() -> str:
    """Changes with any migration of ours and any version of a library."""
    files = [ROOT / "requirements.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    files += sorted(ROOT.glob("platform/*/migrations/*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:20]


def copy_migrated_database(to: Path) -> None:
    """Put a migrated SQLite database at this path, where no file is yet."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{_key()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of two workers, one makes it
        if not kept.exists():
            _migrate(kept)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(kept.read_bytes())


def _migrate(kept: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        env = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
        env |= {"DATA_DIR": folder, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(command, env=env, check=True)
        # One file, whatever its journal still held.
        half = kept.with_suffix(".half")
        half.unlink(missing_ok=True)
        with sqlite3.connect(Path(folder) / NAME) as database:
            database.execute("VACUUM INTO ?", [str(half)])
        database.close()
        half.rename(kept)
