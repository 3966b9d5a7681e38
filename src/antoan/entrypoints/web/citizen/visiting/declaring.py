"""Says who still has to declare their health before going into a place, and where that is done."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from antoan.domains.declarations.validity import Validity, is_valid, validity_at
from antoan.domains.places.queries import scope_of_place
from antoan.domains.places.values import PlaceView
from antoan.domains.policy.queries import policy_for
from antoan.domains.visits.own_values import Standing


def undeclared(
    standings: Sequence[Standing], *, place: PlaceView, token: str, now: datetime
) -> list[tuple[str, str]]:
    """Return the names of those whose last declaration is not good there, each with the address of the form."""
    validity = _validity(place, now)
    return [
        (one.member.label, _form(token, one.member.person_id))
        for one in standings
        if one.declared_at is None or not is_valid(one.declared_at, validity, now)
    ]


def _validity(place: PlaceView, now: datetime) -> Validity:
    in_force = policy_for(sorted(scope_of_place(place.id).areas), place.kind, now)
    return validity_at(place.kind, in_force.document if in_force else None)


def _form(token: str, person_id: int) -> str:
    return f"{reverse('declare')}?{urlencode({'place': token, 'for': str(person_id)})}"
