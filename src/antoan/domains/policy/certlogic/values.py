"""What counts as true, equal and whole in CertLogic; narrower than in Python or JavaScript."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from antoan.domains.policy.errors import CertLogicFailed

_ALIKE: Final = frozenset({str, int, float, date, datetime})
_NUMBERS: Final = frozenset({int, float})


def truth(value: Any) -> bool:
    """Tell truthy from falsy; CertLogicFailed for the values that are neither, such as a date-time."""
    if value is None or value is False:
        return False
    if value is True:
        return True
    if isinstance(value, str | list | tuple | Mapping):
        return len(value) > 0
    if type(value) in _NUMBERS:
        return bool(value != 0)
    raise CertLogicFailed(f"a {type(value).__name__} is neither truthy nor falsy")


def truth_of_data(value: Any) -> bool:
    """Do the same for a value read from the data, where a date stands for its (non-empty) text."""
    return True if isinstance(value, date) else truth(value)


def same(left: Any, right: Any) -> bool:
    """Compare without coercion: 1 is not "1" and not true, 1 is 1.0; containers are only themselves."""
    if left is right:
        return True
    kind, other = type(left), type(right)
    if kind is other:
        return kind in _ALIKE and bool(left == right)
    return kind in _NUMBERS and other in _NUMBERS and bool(left == right)


def whole(value: Any) -> int:
    """Return an integer number; CertLogicFailed for anything else (true is no number, 2.0 is two)."""
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    raise CertLogicFailed(f"{str(value)[:60]!r} is not an integer")
