"""CPU time of a process and all its descendants, and of PostgreSQL, from /proc (Linux)."""

from __future__ import annotations

import os
from pathlib import Path

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def _stat(pid: str) -> tuple[str, int, int] | None:
    """Name, parent and CPU ticks (own and of children that ended) of one process, or None when it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    name, _paren, rest = text.partition("(")[2].rpartition(")")
    fields = rest.split()
    return name, int(fields[1]), sum(int(ticks) for ticks in fields[11:15])


def _all() -> dict[int, tuple[str, int, int]]:
    return {int(pid): stat for pid in os.listdir("/proc") if pid.isdigit() and (stat := _stat(pid))}


def tree_ms(root: int) -> float:
    """CPU milliseconds used so far by this process and its descendants."""
    processes, wanted = _all(), {root}
    grew = True
    while grew:
        more = {pid for pid, (_name, parent, _ticks) in processes.items() if parent in wanted} - wanted
        wanted, grew = wanted | more, bool(more)
    return sum(processes[pid][2] for pid in wanted if pid in processes) * TICK_MS


def database_ms() -> float:
    """CPU milliseconds used so far by PostgreSQL's processes on this machine; 0 with SQLite (it runs in the server)."""
    return sum(ticks for name, _parent, ticks in _all().values() if name == "postgres") * TICK_MS
