"""Reads the id a page made for what it sends: sent twice is one."""

from uuid import UUID

from django.http import HttpRequest

from antoan.domains.privacy.errors import RequestUnreadable


def sent_id(request: HttpRequest, field: str) -> UUID:
    """Return the id in a field of the form; RequestUnreadable."""
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError:
        raise RequestUnreadable from None
