"""Lists of tracing cases, and of infections nobody traces yet. Everybody in them is a label."""

from datetime import timedelta
from typing import Final

from antoan.domains.passes.queries import labels_of
from antoan.domains.records.queries.bulk import cases_confirmed
from antoan.domains.tracing.desk_values import CaseView, Untraced
from antoan.domains.tracing.errors import InfectionMissing
from antoan.domains.tracing.models import TracingCase
from antoan.domains.tracing.permissions import READ, WORK
from antoan.domains.tracing.queries.access import case_in, cases_reached_by, reaches_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.kit import clock
from antoan.kit.errors import Forbidden

PAGE_CASES_MAX: Final = 100
UNTRACED_DAYS: Final = 14
UNTRACED_MAX: Final = 2_000  # Looked at; the latest PAGE_CASES_MAX of them are shown.


def cases_for(actor: Actor, *, with_closed: bool = False) -> list[CaseView]:
    """Return the cases an actor reaches, the latest first, at most PAGE_CASES_MAX."""
    rows = cases_reached_by(actor)
    if not with_closed:
        rows = rows.filter(closed_at__isnull=True)
    found = list(rows.order_by("-opened_at")[:PAGE_CASES_MAX])
    labels = labels_of(row.person_id for row in found)
    return [case_view(row, labels.get(row.person_id, "")) for row in found]


def case_for(actor: Actor, number: str) -> CaseView:
    """Return one case; the reading is in the trail of its person. CaseNotFound."""
    row = case_in(actor, number, READ)
    record_read(
        actor,
        action="tracing.case.read",
        object_kind="tracing",
        object_id=row.number,
        person_id=row.person_id,
    )
    return case_view(row, labels_of([row.person_id]).get(row.person_id, ""))


def untraced_infections(actor: Actor) -> list[Untraced]:
    """Return infections of the last two weeks that nobody traces, the latest first; Forbidden without the right."""
    if not actor.is_system and not actor.grants_of(WORK):
        raise Forbidden
    today = clock.today()
    found = cases_confirmed(today - timedelta(days=UNTRACED_DAYS), today, limit=UNTRACED_MAX)
    traced = set(
        TracingCase.objects.filter(infection_id__in=[case.record_id for case in found]).values_list(
            "infection_id", flat=True
        )
    )
    chosen: list[Untraced] = []
    for case in reversed(found):
        if case.record_id in traced or not reaches_person(actor, WORK, case.person_id):
            continue
        chosen.append(Untraced(case.record_id, case.person_id, "", case.confirmed_on))
        if len(chosen) == PAGE_CASES_MAX:
            break
    labels = labels_of(one.person_id for one in chosen)
    return [
        Untraced(one.infection_id, one.person_id, labels.get(one.person_id, ""), one.confirmed_on)
        for one in chosen
    ]


def untraced_infection(actor: Actor, infection_id: int) -> Untraced:
    """Return one infection that may be traced; InfectionMissing for one that is not among them."""
    found = next((one for one in untraced_infections(actor) if one.infection_id == infection_id), None)
    if found is None:
        raise InfectionMissing
    return found


def case_view(row: TracingCase, label: str) -> CaseView:
    """Return a case as others see it."""
    return CaseView(
        id=row.pk,
        number=row.number,
        person_id=row.person_id,
        label=label,
        reason=row.reason,
        onset_on=row.onset_on,
        since=row.since,
        until=row.until,
        depth=row.depth,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        traced_at=row.traced_at,
        found=row.found,
        is_cut=row.is_cut,
    )
