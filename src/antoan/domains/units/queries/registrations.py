"""Registrations of units, for whoever decides them and for whoever holds the reference number."""

from datetime import datetime
from typing import Final

from django.db.models import Q

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.areas.reach import within_reach
from antoan.domains.places.values import PlaceKind
from antoan.domains.units.bodies import PERMISSION_OF, zones
from antoan.domains.units.errors import RegistrationNotFound
from antoan.domains.units.limits import RESEMBLING_MAX
from antoan.domains.units.models import Registration, Unit
from antoan.domains.units.permissions import OVERSEE, READ
from antoan.domains.units.queries.units import reached_by
from antoan.domains.units.registration_values import (
    Body,
    RegistrationLine,
    RegistrationState,
    RegistrationStateView,
    RegistrationView,
    Resembling,
)
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_read
from antoan.kit import spoken

PAGE_ROWS: Final = 50


def decides_registrations(actor: Actor) -> bool:
    """Tell whether the actor decides any registrations at all."""
    return any(actor.grants_of(permission) for permission in (*PERMISSION_OF.values(), OVERSEE))


def registration_queue(actor: Actor, *, after: str = "") -> tuple[list[RegistrationLine], str]:
    """Return a page of what waits for the actor, by deadline, and after which number to ask on ("" at the end)."""
    rows = Registration.objects.filter(_within(actor), state=RegistrationState.WAITING).select_related("ward")
    last = (
        Registration.objects.filter(number=after).values_list("due_at", flat=True).first() if after else None
    )
    if last is not None:
        rows = rows.filter(Q(due_at__gt=last) | Q(due_at=last, number__gt=after))
    found = list(rows.order_by("due_at", "number")[: PAGE_ROWS + 1])
    lines = [
        RegistrationLine(
            number=row.number,
            name=row.name,
            kind=PlaceKind(row.kind),
            ward_name=row.ward.name,
            due_at=row.due_at,
            is_late=row.escalated_at is not None,
        )
        for row in found[:PAGE_ROWS]
    ]
    return lines, lines[-1].number if len(found) > PAGE_ROWS else ""


def registration_for(actor: Actor, number: str, *, is_refresh: bool = False) -> RegistrationView:
    """Return one registration beside the units that it may be; RegistrationNotFound when it is out of reach.

    The reading is kept in the trail: a household's number is its owner's.
    """
    row = Registration.objects.filter(number=number).select_related("ward").first()
    if row is None or not may_decide(actor, row):
        raise RegistrationNotFound
    if not is_refresh:
        record_read(
            actor,
            action="units:registration:read",
            object_kind="unit_registration",
            object_id=row.number,
            person_id=None,
        )
    seen, elsewhere = _resembling(actor, row)
    return RegistrationView(
        number=row.number,
        state=RegistrationState(row.state),
        body=Body(row.body),
        name=row.name,
        kind=PlaceKind(row.kind),
        zone_name=zones().get(row.zone, row.zone),
        tax_number=row.tax_number,
        ward_name=row.ward.name,
        address=row.address,
        representative=row.representative,
        phone=row.phone,
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        is_late=row.escalated_at is not None,
        reason=row.reason,
        unit_id=row.unit_id,
        resembling=seen,
        others_elsewhere=elsewhere,
    )


def registration_state(typed: str, now: datetime) -> RegistrationStateView:
    """Return how far the registration with this reference number has come; RegistrationNotFound.

    Open to whoever holds the number, which nobody can guess: it tells nothing of whose it is.
    """
    number = spoken.read(typed)
    row = Registration.objects.filter(number=number).first() if number else None
    if row is None:
        raise RegistrationNotFound
    return state_view(row, now)


def state_view(row: Registration, now: datetime) -> RegistrationStateView:
    """Return the state of a registration as its writer reads it."""
    return RegistrationStateView(
        number=row.number,
        state=RegistrationState(row.state),
        body=Body(row.body),
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        is_late=row.state == RegistrationState.WAITING and now >= row.due_at,
        reason=row.reason,
    )


def may_decide(actor: Actor, row: Registration) -> bool:
    """Tell whether a registration is the actor's to decide: their body's, or late and theirs to follow."""
    scope = Scope(areas=ancestors_of(row.ward_id))
    is_followed = row.escalated_at is not None and actor.may(OVERSEE, scope)
    return is_followed or actor.may(PERMISSION_OF[Body(row.body)], scope)


def _within(actor: Actor) -> Q:
    if actor.is_system:
        return Q()
    reach = Q(escalated_at__isnull=False) & within_reach(actor, OVERSEE)
    for body, permission in PERMISSION_OF.items():
        reach |= Q(body=body) & within_reach(actor, permission)
    return reach


def _resembling(actor: Actor, row: Registration) -> tuple[tuple[Resembling, ...], int]:
    """Return the open units with this tax number, or this name at this address, and how many lie out of reach."""
    alike = Q(pk__in=())
    if row.tax_number:
        alike |= Q(tax_number=row.tax_number)
    if row.folded:
        alike |= Q(folded=row.folded)
    found = Unit.objects.filter(alike, closed_at__isnull=True).exclude(pk=row.unit_id or 0)
    seen = reached_by(actor, READ).filter(pk__in=found.values("pk")).order_by("pk")[:RESEMBLING_MAX]
    units = tuple(
        Resembling(
            unit_id=unit.pk,
            name=unit.name,
            address=unit.address,
            same_tax_number=bool(row.tax_number) and unit.tax_number == row.tax_number,
            same_name_and_address=bool(row.folded) and unit.folded == row.folded,
        )
        for unit in seen
    )
    return units, max(0, found.count() - len(units))
