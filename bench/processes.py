"""What processes cost: CPU seconds and memory, read from the system's own accounting."""

from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds used so far by a process and all it started."""

    seconds: float

    def since(self, earlier: "Cost") -> float:
        """Return the seconds used between two readings."""
        return self.seconds - earlier.seconds


def cost_of(pid: int) -> Cost:
    """Read the cost of a process tree, those of its children included that have ended."""
    root = psutil.Process(pid)
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return Cost(total)


def memory_mb(pid: int) -> list[float]:
    """Return the resident memory of a process's children (those of a supervisor), in MB."""
    found = []
    for child in psutil.Process(pid).children():
        found.append(round(child.memory_info().rss / 1e6, 1))
    return found
