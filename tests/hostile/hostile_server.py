"""The service as an operator starts it, on the real graph, with what its processes use in sight."""

from contextlib import suppress
from pathlib import Path

from served_project import ServedProject

DEADLINE_SECONDS = 1.0
RESULT_ROWS = 5_000


class HostileServer(ServedProject):
    """The command `intmk-kg serve`, and what it uses of the machine."""

    def private_memory(self) -> int:
        """The bytes of all its processes that are not shared with another (proc(5), smaps_rollup)."""
        return sum(map(_private_memory, self.processes()))

    def temporary_files(self) -> int:
        """How many answers lie in unnamed files."""
        found = 0
        for process in self.processes():
            with suppress(OSError):
                for path in Path(f"/proc/{process}/fd").iterdir():
                    with suppress(OSError):
                        found += "intmk-kg-" in str(path.readlink())
        return found


def is_alive(process: int) -> bool:
    """Whether a process is there and not only remembered until its parent asks."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def _private_memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Dirty:", "Private_Clean:")))
