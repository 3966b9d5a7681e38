"""Reads of submitted lists: a unit's own, and those that wait on a body's desk."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import areas_within
from antoan.domains.places.values import PlaceKind
from antoan.domains.workers.errors import ListNotFound
from antoan.domains.workers.list_values import (
    Finding,
    FindingKind,
    ListState,
    ListStepView,
    ListView,
    PlanKind,
    StepKind,
)
from antoan.domains.workers.models import SubmittedList
from antoan.domains.workers.permissions import DECIDE, READ
from antoan.domains.workers.queries.access import scope_of_area, unit_with_list
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind

LISTS_MAX: Final = 50


def lists_of_unit(actor: Actor, unit_id: int) -> list[ListView]:
    """Return the last lists a unit submitted, the newest first."""
    unit_with_list(actor, unit_id, READ)
    rows = _rows().filter(unit=unit_id).order_by("-number")
    return [view_of(row) for row in rows[:LISTS_MAX]]


def list_of_unit(actor: Actor, unit_id: int, number: int) -> ListView:
    """Return one list of a unit with its steps; ListNotFound."""
    unit_with_list(actor, unit_id, READ)
    row = _rows().filter(unit=unit_id, number=number).first()
    if row is None:
        raise ListNotFound
    return view_of(row, with_steps=True)


def lists_on_desk(actor: Actor, *, state: ListState = ListState.SUBMITTED) -> list[ListView]:
    """Return the lists of one state that the actor's offices decide: those that wait by deadline, others newest first."""
    rows = _rows().filter(_reach(actor), state=state)
    order = ("due_at", "id") if state is ListState.SUBMITTED else ("-decided_at", "-id")
    return [view_of(row) for row in rows.order_by(*order)[:LISTS_MAX]]


def list_on_desk(actor: Actor, list_id: int) -> ListView:
    """Return one list the actor's office decides, with its steps; ListNotFound."""
    return view_of(list_to_decide(actor, list_id), with_steps=True)


def list_to_decide(actor: Actor, list_id: int, *, lock: bool = False) -> SubmittedList:
    """Return the row of a list the actor's office decides; ListNotFound."""
    rows = SubmittedList.objects.select_for_update(of=("self",)) if lock else SubmittedList.objects.all()
    row = rows.select_related("unit", "area").filter(pk=list_id).first()
    if row is None or not actor.may(DECIDE, scope_of_area(row.area_id)):
        raise ListNotFound
    return row


def view_of(row: SubmittedList, *, with_steps: bool = False) -> ListView:
    """Return a row as others see it."""
    return ListView(
        id=row.pk,
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        sector=PlaceKind(row.unit.kind),
        number=row.number,
        state=ListState(row.state),
        area_id=row.area_id,
        area_name=row.area.name if row.area else "",
        plan_kind=PlanKind(row.plan_kind),
        plan_note=row.plan_note,
        workers=row.workers,
        findings=read_findings(row.findings),
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        decided_at=row.decided_at,
        reason=row.reason,
        valid_until=row.valid_until,
        holds=row.holds,
        steps=_steps(row) if with_steps else (),
    )


def read_findings(stored: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Return findings as they were stored."""
    return tuple(
        Finding(FindingKind(one["kind"]), one["is_met"], one["counted"], one["of"], one["wanted"])
        for one in stored
    )


def written_findings(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as they are stored."""
    return [
        {
            "kind": one.kind.value,
            "is_met": one.is_met,
            "counted": one.counted,
            "of": one.of,
            "wanted": one.wanted,
        }
        for one in found
    ]


def _steps(row: SubmittedList) -> tuple[ListStepView, ...]:
    return tuple(ListStepView(StepKind(step.kind), step.at, step.words) for step in row.steps.order_by("id"))


def _rows() -> "QuerySet[SubmittedList]":
    return SubmittedList.objects.select_related("unit", "area")


def _reach(actor: Actor) -> Q:
    if actor.is_system:
        return Q()
    reach = Q(pk__in=[])
    for grant in actor.grants_of(DECIDE):
        if grant.scope_kind is ScopeKind.CITY:
            return Q()
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id is not None:
            reach |= Q(area__in=areas_within(grant.scope_id))
    return reach
