"""Looks for cycles among dead objects after a batch instead of all through it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Run a batch of bounded size without collections.

    Its many objects live until its end and hold no cycles; counting through them and all of Django again and again
    takes a third of its time. Whoever finds collections switched off already leaves that to whoever did it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
