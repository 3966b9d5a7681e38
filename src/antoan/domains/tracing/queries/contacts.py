"""The contacts of a case as a tracer sees them: masked, ranked by what a call averts."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from django.db.models import Count

from antoan.domains.passes.queries import labels_of
from antoan.domains.tracing.desk_values import ContactsPage, ContactView
from antoan.domains.tracing.models import TracedContact, TracingCase
from antoan.domains.tracing.permissions import READ
from antoan.domains.tracing.queries.access import case_in, contact_in
from antoan.domains.tracing.rules.triage import best_calls
from antoan.domains.tracing.values import ContactState
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read

PAGE_CONTACTS_MAX: Final = 100
CALLS_MAX: Final = 500
DRAWN_MAX: Final = 30  # Of each level of a chain; a drawing of more tells nobody anything.


def contacts_of(
    actor: Actor, number: str, *, level: int | None = None, after: int = 0, limit: int = PAGE_CONTACTS_MAX
) -> ContactsPage:
    """Return a page of contacts, those whose call averts most first; one entry in the trail tells of the list."""
    row = case_in(actor, number, READ)
    chosen = row.contacts.all() if level is None else row.contacts.filter(level=level)
    size = min(limit, PAGE_CONTACTS_MAX)
    rows = list(chosen.order_by("-averted", "-score", "pk")[after : after + size + 1])
    _note(actor, row, len(rows[:size]))
    more = after + size if len(rows) > size else None
    return ContactsPage(tuple(_views(rows[:size])), _by_level(row), more)


def best_to_call(actor: Actor, number: str, calls: int) -> list[tuple[ContactView, ...]]:
    """Return whom to call when so many calls can be made: each call with the household it reaches, the best first.

    Contacts who were told or reached already are left out.
    """
    row = case_in(actor, number, READ)
    waiting = list(row.contacts.filter(state=ContactState.FOUND).order_by("-averted", "-score", "pk"))
    chosen = best_calls(
        np.array([contact.averted for contact in waiting]),
        np.array([contact.household for contact in waiting]),
        min(calls, CALLS_MAX),
    )
    _note(actor, row, len(chosen))
    views = _views([waiting[position] for call in chosen for position in call.reaches])
    by_person = {view.person_id: view for view in views}
    return [tuple(by_person[waiting[position].person_id] for position in call.reaches) for call in chosen]


def chain_of(actor: Actor, number: str) -> list[ContactView]:
    """Return as much of a chain as can be drawn, level by level: those whose call averts most, and through whom."""
    row = case_in(actor, number, READ)
    chosen: list[TracedContact] = []
    carriers = {row.person_id}
    for level in range(1, row.depth + 1):
        of_level = row.contacts.filter(level=level, via__in=carriers).order_by("-averted", "-score", "pk")
        drawn = list(of_level[:DRAWN_MAX])
        chosen += drawn
        carriers = {contact.person_id for contact in drawn}
    _note(actor, row, len(chosen))
    return _views(chosen)


def contact_for(actor: Actor, number: str, person_id: int) -> ContactView:
    """Return one contact of a case, masked; ContactNotFound."""
    row = case_in(actor, number, READ)
    contact = contact_in(row, person_id)
    record_read(
        actor,
        action="tracing.contact.read",
        object_kind="tracing",
        object_id=row.number,
        person_id=person_id,
    )
    return _views([contact])[0]


def household_of(actor: Actor, number: str, person_id: int) -> list[ContactView]:
    """Return the other contacts of the case who share a phone or an address with one of them."""
    row = case_in(actor, number, READ)
    contact = contact_in(row, person_id)
    same = row.contacts.filter(household=contact.household).exclude(pk=contact.pk)
    return _views(list(same.order_by("-averted", "pk")[:PAGE_CONTACTS_MAX]))


def _views(rows: Sequence[TracedContact]) -> list[ContactView]:
    labels = labels_of({row.person_id for row in rows} | {row.via for row in rows})
    return [
        ContactView(
            person_id=row.person_id,
            label=labels.get(row.person_id, ""),
            level=row.level,
            via=row.via,
            via_label=labels.get(row.via, ""),
            meetings=row.meetings,
            seconds=row.seconds,
            first_at=row.first_at,
            last_at=row.last_at,
            score=row.score,
            low=row.low,
            high=row.high,
            estimated=row.estimated,
            lacking=row.lacking,
            averted=row.averted,
            household=row.household,
            state=ContactState(row.state),
            notified_at=row.notified_at,
        )
        for row in rows
    ]


def _by_level(row: TracingCase) -> dict[int, int]:
    counted = row.contacts.values_list("level").annotate(people=Count("pk")).order_by("level")
    return dict(counted)


def _note(actor: Actor, row: TracingCase, shown: int) -> None:
    record_read(
        actor,
        action="tracing.contacts.read",
        object_kind="tracing",
        object_id=row.number,
        person_id=row.person_id,
        detail={"shown": shown},
    )
