"""Reads a path of the data: what ``{"var": "a.b.0"}`` means."""

from collections.abc import Callable, Mapping
from typing import Any

Evaluator = Callable[[Any], Any]


def reading(path: str) -> Evaluator:
    """Return the function that reads a path; it yields None where there is nothing."""
    if path == "":
        return lambda data: data
    steps = [(fragment, _index(fragment)) for fragment in path.split(".")]

    def run(data: Any) -> Any:
        for fragment, index in steps:
            data = _step(data, fragment, index)
        return data

    return run


def _step(value: Any, fragment: str, index: int | None) -> Any:
    if isinstance(value, Mapping):
        return value.get(fragment)
    if index is not None and isinstance(value, list | tuple) and index < len(value):
        return value[index]
    return None


def _index(fragment: str) -> int | None:
    return int(fragment) if fragment.isascii() and fragment.isdigit() and len(fragment) < 10 else None
