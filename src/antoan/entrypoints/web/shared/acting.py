"""Who acts in a request."""

from django.http import HttpRequest

from antoan.foundation.accounts.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor that the accounts' middleware found; every query and service wants it."""
    actor = request.actor  # type: ignore[attr-defined]
    assert isinstance(actor, Actor)
    return actor
