"""What stands around every page of a citizen: whose data it shows, and the family one may switch to."""

from typing import Any

from django.http import HttpRequest

from antoan.domains.people.queries import family_of
from antoan.entrypoints.web.citizen.correcting.whom import query_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import Scope


def framed(request: HttpRequest, person_id: int) -> dict[str, Any]:
    """Return the family as a page shows it, and the query with which links stay with the same person."""
    actor = actor_of(request)
    family = family_of(actor)
    member = next((one for one in family if one.person_id == person_id), None)
    return {
        "member": member,  # None: oneself.
        "query": query_of(request, person_id),
        "family": [
            {"name": one.full_name, "query": query_of(request, one.person_id), "is_here": one is member}
            for one in family
        ],
    }


def scope_of_own(actor: Actor) -> Scope:
    """Return the scope in which somebody holds rights over themselves and those they answer for.

    The caller has checked that the person is one of them (`whom.looked_at`).
    """
    return Scope(person_id=actor.person_id)
