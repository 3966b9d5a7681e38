"""The id a form was made with: sending it twice is sending it once."""

from uuid import UUID, uuid4

from django.http import HttpRequest


def sent_id(request: HttpRequest) -> UUID:
    """Return the id that came with a form; one without gets a new one."""
    try:
        return UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid4()
