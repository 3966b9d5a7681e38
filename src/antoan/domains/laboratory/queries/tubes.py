"""Tubes and retests, narrowed by the units the actor's grants reach."""

from typing import Final

from django.db.models import Count

from antoan.domains.laboratory.errors import TubeNotFound
from antoan.domains.laboratory.models import Tube, TubeMember
from antoan.domains.laboratory.permissions import COLLECT, PERMISSIONS, RESULT
from antoan.domains.laboratory.values import MemberState, MemberView, RetestView, TubeState, TubeView
from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries.bulk import birth_years_of
from antoan.domains.records.values import TestKind, TestOutcome
from antoan.domains.units.queries import scope_of_unit, units_of
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.audit.services import record_reads

TUBES_SHOWN_MAX: Final = 60
RETESTS_SHOWN_MAX: Final = 100


def tubes_of(actor: Actor, *, state: TubeState | None = None) -> list[TubeView]:
    """Return the latest tubes of the units the actor works for, or those that wait, the longest awaited first."""
    found = Tube.objects.filter(unit__in=_units(actor)).annotate(people=Count("members"))
    if state is not None:
        found = found.filter(state=state)
    order = ("expected_by", "pk") if state is TubeState.OPEN else ("-sampled_at", "-pk")
    return [view_of(tube, people=tube.people) for tube in found.order_by(*order)[:TUBES_SHOWN_MAX]]


def tube_for(actor: Actor, tube_id: int) -> TubeView:
    """Return one tube with whose samples are in it; the read is in the trail. TubeNotFound out of reach."""
    tube = tube_in(actor, tube_id)
    members = list(TubeMember.objects.filter(tube=tube).order_by("pk"))
    ids = [member.person_id for member in members]
    record_reads(actor, action="laboratory.tube.read", object_kind="person", person_ids=ids, purpose="tube")
    labels, years = labels_of(ids), birth_years_of(ids)
    shown = tuple(
        MemberView(
            one.person_id, labels.get(one.person_id, ""), years.get(one.person_id, 0), MemberState(one.state)
        )
        for one in members
    )
    return view_of(tube, members=shown, people=len(shown))


def tube_in(actor: Actor, tube_id: int, permission: str = "") -> Tube:
    """Return a tube of a unit the actor works for; TubeNotFound out of reach, Forbidden without the permission."""
    tube = Tube.objects.filter(pk=tube_id).first()
    if tube is None:
        raise TubeNotFound
    scope = scope_of_unit(tube.unit_id)
    if not any(actor.may(known, scope) for known in PERMISSIONS):
        raise TubeNotFound
    if permission:
        require(actor, permission, scope)
    return tube


def retests_of(actor: Actor) -> list[RetestView]:
    """Return of whom a sample alone is to be taken, the longest waiting first."""
    rows = list(
        TubeMember.objects.filter(tube__unit__in=_units(actor), state=MemberState.RETEST)
        .select_related("tube")
        .order_by("tube__resulted_at", "pk")[:RETESTS_SHOWN_MAX]
    )
    ids = [row.person_id for row in rows]
    record_reads(actor, action="laboratory.retest.list", object_kind="person", person_ids=dict.fromkeys(ids))
    labels, years = labels_of(ids), birth_years_of(ids)
    return [
        RetestView(
            tube_id=row.tube_id,
            barcode=row.tube.barcode,
            person_id=row.person_id,
            label=labels.get(row.person_id, ""),
            birth_year=years.get(row.person_id, 0),
            since=row.tube.resulted_at or row.tube.sampled_at,
        )
        for row in rows
    ]


def _units(actor: Actor) -> set[int]:
    return {unit.id for permission in (COLLECT, RESULT) for unit in units_of(actor, permission=permission)}


def view_of(tube: Tube, *, members: tuple[MemberView, ...] = (), people: int = 0) -> TubeView:
    """Return a tube as others see it."""
    return TubeView(
        id=tube.pk,
        barcode=tube.barcode,
        unit_id=tube.unit_id,
        kind=TestKind(tube.kind),
        people_max=tube.people_max,
        sampled_at=tube.sampled_at,
        expected_by=tube.expected_by,
        state=TubeState(tube.state),
        outcome=TestOutcome(tube.outcome),
        resulted_at=tube.resulted_at,
        members=members,
        people=people,
    )
