"""Registrations that may be of somebody who is there already, for the desk that compares them."""

from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import areas_within
from antoan.domains.identity.errors import CaseNotFound
from antoan.domains.identity.models import Registration
from antoan.domains.identity.permissions import DECIDE
from antoan.domains.identity.values import UNDECIDED, CaseLine, CaseState, CaseView, Resembling
from antoan.domains.people.matching import Confidence, Description, compare
from antoan.domains.people.queries.persons import has_contested_papers, person_view
from antoan.domains.people.values import PersonView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.services import record_reads
from antoan.kit import spoken
from antoan.kit.text import name_label

PAGE_CASES_MAX: Final = 25
_PURPOSE: Final = "identity case"


def decides_cases(actor: Actor) -> bool:
    """Tell whether the actor compares registrations anywhere."""
    return actor.is_system or bool(actor.grants_of(DECIDE))


def case_queue(actor: Actor, *, after: str = "") -> tuple[list[CaseLine], str]:
    """Return a page of undecided cases of the actor's wards by deadline, and the number that continues it."""
    rows = _within_reach(actor).filter(state__in=sorted(UNDECIDED)).select_related("person")
    last = rows.filter(number=after).values_list("due_at", "pk").first()
    if last is not None:
        rows = rows.filter(Q(due_at__gt=last[0]) | Q(due_at=last[0], pk__gt=last[1]))
    found = list(rows.order_by("due_at", "pk")[: PAGE_CASES_MAX + 1])
    page = found[:PAGE_CASES_MAX]
    record_reads(
        actor,
        action="identity.queue",
        object_kind="person",
        person_ids=sorted({row.person_id for row in page}),
        purpose=_PURPOSE,
    )
    return [_line(row) for row in page], page[-1].number if len(found) > PAGE_CASES_MAX else ""


def case_for(actor: Actor, number: str) -> CaseView:
    """Return a registration beside those it may be of; each of them can see in the trail that it was compared.

    CaseNotFound. Of those it may be of, some may live elsewhere: the right over the registration is enough.
    """
    row = case_row(actor, number)
    person = person_view(row.person_id)
    others = [person_view(pk) for pk in row.resemblances.order_by("pk").values_list("person_id", flat=True)]
    record_reads(
        actor,
        action="identity.case",
        object_kind="person",
        person_ids=[person.id, *(other.id for other in others)],
        purpose=_PURPOSE,
    )
    ours = _description(person)
    return CaseView(
        number=row.number,
        state=CaseState(row.state),
        person=person,
        resembling=tuple(Resembling(other, compare(ours, _description(other))) for other in others),
        confidence=Confidence(row.confidence),
        registered_at=row.registered_at,
        due_at=row.due_at,
        is_late=row.escalated_at is not None and row.state in UNDECIDED,
        is_by_guardian=row.guardian_id is not None,
        contested=has_contested_papers(person.id),
    )


def case_row(actor: Actor, number: str, *, lock: bool = False) -> Registration:
    """Return the row of a case within the actor's reach, decided or not; CaseNotFound."""
    rows = _within_reach(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(number=spoken.read(number)).first()
    if row is None:
        raise CaseNotFound
    return row


def _within_reach(actor: Actor) -> "QuerySet[Registration]":
    """Return the registrations somebody resembles, or resembled, in the wards of the actor's grants."""
    cases = Registration.objects.exclude(confidence=Confidence.NONE)
    if actor.is_system:
        return cases
    reach = Q(pk__in=[])
    for grant in actor.grants_of(DECIDE):
        if grant.scope_kind is ScopeKind.CITY:
            return cases
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id is not None:
            reach |= Q(ward__in=areas_within(grant.scope_id))
    return cases.filter(reach)


def _line(row: Registration) -> CaseLine:
    return CaseLine(
        number=row.number,
        label=name_label(row.person.full_name),
        birth_year=row.person.birth_on.year,
        confidence=Confidence(row.confidence),
        state=CaseState(row.state),
        due_at=row.due_at,
        is_late=row.escalated_at is not None,
    )


def _description(person: PersonView) -> Description:
    return Description(person.full_name, person.birth, person.gender, person.documents)
