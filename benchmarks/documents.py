"""Certificates per second of one worker process: the first one apart (cold), then the rest (warm).

Runs in a process of its own, against the demo site of the environment. Prints two lines.
"""

import os
import sys
import time
from pathlib import Path

started = time.process_time()
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

import django  # noqa: E402

django.setup()

from certification.actions.make_file import make_file  # noqa: E402
from certification.models import Credential  # noqa: E402


def main(count: int) -> None:
    waiting = list(Credential.objects.pending()[:count])
    if len(waiting) < 2:
        raise SystemExit("No document waits to be made: run the demo with --scale first.")
    make_file(credential=waiting[0])
    cold = time.process_time() - started
    clock, processor = time.perf_counter(), time.process_time()
    made = sum(make_file(credential=credential) for credential in waiting[1:])
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"first document, cold (start and imports included): {cold:.2f} s cpu")
    print(
        f"documents, warm: {made / clock:.1f} a second, {1000 * processor / made:.0f} ms cpu each ({made} made)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
