"""Remembers that a session was begun with a text message: it holds no right that needs a second factor."""

from typing import Final

from django.http import HttpRequest

_BY_MESSAGE: Final = "accounts.begun_by_message"  # The moment of the proof, in seconds.


def mark_begun_by_message(request: HttpRequest, proven_at: float) -> None:
    """Mark the session that was just begun with when its holder proved who they are."""
    request.session[_BY_MESSAGE] = proven_at


def was_begun_by_message(request: HttpRequest) -> bool:
    """Tell whether whoever acts proved no more than a telephone or a printed code."""
    session = getattr(request, "session", None)  # A test may ask without one.
    return bool(session and _BY_MESSAGE in session)


def proven_by_message_at(request: HttpRequest) -> float:
    """Return when the holder of a session begun by message last proved who they are; 0 for any other session."""
    return float(request.session.get(_BY_MESSAGE, 0))
