"""What a task may become. Pure."""

from datetime import datetime
from typing import Final

from antoan.domains.monitoring.errors import TaskClosed, TaskFull, WordsTooLong
from antoan.domains.monitoring.values import UNDONE, TaskState
from antoan.kit.text import squeeze

STEPS_PER_TASK_MAX: Final = 100
WORDS_LETTERS_MAX: Final = 1_000


def is_late(state: TaskState, *, due_at: datetime, now: datetime) -> bool:
    """Tell whether the health station is late."""
    return state in UNDONE and now >= due_at


def check_undone(state: TaskState, steps: int) -> None:
    """Raise TaskClosed for what is done, TaskFull when so much was tried that it must end."""
    if state not in UNDONE:
        raise TaskClosed
    if steps >= STEPS_PER_TASK_MAX:
        raise TaskFull


def readable_words(text: str) -> str:
    """Return free words with their line breaks; WordsTooLong."""
    words = "\n".join(squeeze(line) for line in text.strip().splitlines())
    if len(words) > WORDS_LETTERS_MAX:
        raise WordsTooLong
    return words
