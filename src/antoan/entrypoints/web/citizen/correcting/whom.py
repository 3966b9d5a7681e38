"""Whose data a page is about: one's own, or a dependant's named by ``?person=``."""

from urllib.parse import urlencode

from django.http import HttpRequest

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for
from antoan.entrypoints.web.shared.acting import actor_of


def looked_at(request: HttpRequest) -> int | None:
    """Return the person; None for an account that is nobody's. PersonNotFound for anybody else's."""
    actor = actor_of(request)
    asked = request.POST.get("person") or request.GET.get("person") or ""
    if actor.person_id is None or not asked:
        return actor.person_id
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 18:
        raise PersonNotFound
    if not answers_for(actor, int(asked)):
        raise PersonNotFound
    return int(asked)


def query_of(request: HttpRequest, person_id: int, **more: str) -> str:
    """Return the query of a link that stays with the same person."""
    own = {} if person_id == actor_of(request).person_id else {"person": str(person_id)}
    fields = own | {name: value for name, value in more.items() if value}
    return f"?{urlencode(fields)}" if fields else ""
