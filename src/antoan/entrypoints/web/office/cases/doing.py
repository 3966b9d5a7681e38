"""Does what a button says, and puts into words what was wrong with it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from antoan.kit.errors import AntoanError

Done = TypeVar("Done")
_DIGITS_MAX: Final = 18


def attempt(
    request: HttpRequest, sayings: Mapping[str, str | Promise], work: Callable[[], Done]
) -> Done | None:
    """Do something; what the person can mend is said on the next page, and None returned. The rest goes up."""
    try:
        return work()
    except AntoanError as error:
        if error.code not in sayings:
            raise
        messages.error(request, str(sayings[error.code]))
        return None


def day_of(text: str) -> date | None:
    """Return a day that somebody typed; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def number_of(text: str) -> int | None:
    """Return a whole number that somebody typed or chose; None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS_MAX else None


def uuid_of(text: str) -> UUID:
    """Return the id the page made; a new one when somebody sent none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
