"""What the browser's session knows of a registration: the check of its phone, and the number it was given."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

_KEY: Final = "unit_registration"


def check_of(request: HttpRequest) -> UUID | None:
    """Return the check this session asked for."""
    held: dict[str, Any] = request.session.get(_KEY, {})
    return UUID(held["check"]) if held.get("check") else None


def begin(request: HttpRequest, check_id: UUID) -> None:
    """Remember a new check."""
    request.session[_KEY] = {"check": str(check_id)}
