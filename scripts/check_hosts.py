"""Fail if a file of the repository names a package registry.

Which registry or mirror is used is the affair of each machine: its pip, npm and apt know.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In two halves, so that this file names none either.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb.debian", "org"),
        ("security.debian", "org"),
        ("crates", "io"),
        ("proxy.golang", "org"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("cdnjs.cloudflare", "com"),
        ("fonts.googleapis", "com"),
        ("fonts.gstatic", "com"),
    )
]


def main() -> None:
    patterns = [part for host in HOSTS for part in ("-e", host)]
    command = ["git", "grep", "--untracked", "-I", "-n", "--fixed-strings", "--ignore-case", *patterns]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode not in (0, 1):  # 1: nothing found
        sys.exit(f"git grep failed: {found.stderr}")
    if found.stdout:
        sys.exit(f"These lines name a registry or a content network:\n{found.stdout}")


if __name__ == "__main__":
    main()
