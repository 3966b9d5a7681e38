"""Reads rule documents member by member; the first fault is told with its JSON pointer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from antoan.kit.clock import parse_moment


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Takes members out of JSON objects. `fault` makes the error of the domain whose document it is."""

    fault: Callable[[str, str], Exception]  # path, message
    text_letters_max: int

    def object(self, value: Any, path: str) -> dict[str, Any]:
        """Return what must be an object."""
        if not isinstance(value, dict):
            raise self.fault(path, "must be an object")
        return value

    def list(self, parent: Mapping[str, Any], name: str, path: str, *, required: bool = True) -> list[Any]:
        """Return a member that must be a list; an empty one where it may be missing and is."""
        value = parent.get(name)
        if value is None and not required:
            return []
        if not isinstance(value, list):
            raise self.fault(f"{path}/{name}", "must be a list")
        return value

    def matching(self, parent: Mapping[str, Any], name: str, path: str, pattern: re.Pattern[str]) -> str:
        """Return a member that must be a text of a form."""
        value = parent.get(name)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self.fault(f"{path}/{name}", f"must be a text of the form {pattern.pattern}")
        return value

    def text(self, parent: Mapping[str, Any], name: str, path: str) -> str:
        """Return a member that must be a text neither empty nor endless."""
        value = parent.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= self.text_letters_max:
            raise self.fault(f"{path}/{name}", f"must be a text of 1 to {self.text_letters_max} letters")
        return value

    def flag(self, parent: Mapping[str, Any], name: str, path: str) -> bool:
        """Return a member that is true or false; false where it is missing."""
        value = parent.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(f"{path}/{name}", "must be true or false")
        return value

    def whole(self, parent: Mapping[str, Any], name: str, path: str, *, low: int, high: int) -> int | None:
        """Return a whole number within bounds; None where it is missing."""
        value = parent.get(name)
        if value is None:
            return None
        if type(value) is not int or not low <= value <= high:
            raise self.fault(f"{path}/{name}", f"must be a whole number from {low} to {high}")
        return value

    def time(self, parent: Mapping[str, Any], name: str, path: str = "") -> datetime:
        """Return a member that must be a moment with its offset."""
        try:
            return parse_moment(parent.get(name))  # type: ignore[arg-type]
        except (TypeError, ValueError) as error:
            wanted = "must be a time with offset, such as 2021-10-01T00:00:00+07:00"
            raise self.fault(f"{path}/{name}", wanted) from error
