"""Works out what an order would be before anybody gives it: what it rests on, and what the rules of the day ask."""

from datetime import date, timedelta
from typing import Final

from antoan.domains.isolation.errors import NoCase, NothingToOrder, OrderUnreadable
from antoan.domains.isolation.permissions import GIVE
from antoan.domains.isolation.rules import plan_for, standing_of
from antoan.domains.isolation.values import Ground, Preview
from antoan.domains.people.queries import require_over_person
from antoan.domains.records.queries.bulk import cases_of, doses_of
from antoan.domains.records.vaccines import vaccines
from antoan.domains.records.values import Case, IsolationKind, RecordState
from antoan.domains.tracing.queries.evidence import last_exposure_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.kit import clock

ANCHOR_DAYS_BACK_MAX: Final = 30


def preview_order(
    *, actor: Actor, person_id: int, kind: IsolationKind, anchor_on: date | None = None
) -> Preview:
    """Return what an order would be. `anchor_on` counts only where the system has no day of its own.

    NoCase, NothingToOrder, OrderUnreadable. The reading of doses and cases is in the person's trail.
    """
    require_over_person(actor, GIVE, person_id)
    record_read(
        actor, action="isolation.preview", object_kind="person", object_id=person_id, person_id=person_id,
        purpose="isolation",
    )  # fmt: skip
    cases, today = cases_of([person_id]), clock.today()
    ground, reference, day = _ground(person_id, kind, anchor_on, cases, today)
    courses = {vaccine.key: vaccine.course_doses for vaccine in vaccines()}
    plan = plan_for(kind, day, standing_of(doses_of([person_id]), cases, courses=courses, on=day))
    if plan.ends_on is None or plan.ends_on < today:
        raise NothingToOrder(plan=plan)
    return Preview(person_id, ground, reference, plan)


def open_infection(cases: list[Case]) -> Case | None:
    """Return the verified infection that has not ended with a proof. Pure."""
    still = (
        case
        for case in cases
        if case.state == RecordState.VERIFIED and (case.recovered_on is None or not case.recovery_proof)
    )
    return max(still, key=lambda case: case.confirmed_on, default=None)


def _ground(
    person_id: int, kind: IsolationKind, anchor_on: date | None, cases: list[Case], today: date
) -> tuple[Ground, str, date]:
    if kind is IsolationKind.CASE:
        infection = open_infection(cases)
        if infection is None:
            raise NoCase
        return Ground.INFECTION, str(infection.record_id), infection.confirmed_on
    exposure = last_exposure_of(person_id) if kind is IsolationKind.CONTACT else None
    if exposure is not None:
        return Ground.TRACING, exposure.case_number, clock.local_date(exposure.last_at)
    if anchor_on is None or not today - timedelta(days=ANCHOR_DAYS_BACK_MAX) <= anchor_on <= today:
        raise OrderUnreadable
    return Ground.MANUAL, "", anchor_on
