"""Reads of appeals."""

from typing import Final

from antoan.domains.areas.reach import within_reach
from antoan.domains.corrections.models import Appeal
from antoan.domains.corrections.permissions import ANSWER_APPEAL, READ
from antoan.domains.corrections.queries.access import appeal_row
from antoan.domains.corrections.values import AppealState, AppealView
from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read, record_reads

APPEALS_MAX: Final = 50


def appeals_of_person(actor: Actor, person_id: int) -> list[AppealView]:
    """Return the appeals of a person, newest first; PersonNotFound when out of the actor's reach."""
    require_over_person(actor, READ, person_id)
    rows = Appeal.objects.filter(person=person_id).select_related("correction").order_by("-opened_at")
    return [view_of(row) for row in rows[:APPEALS_MAX]]


def appeal_for(actor: Actor, number: str) -> AppealView:
    """Return one appeal; AppealNotFound when it is neither the actor's nor the office's. The reading is in the trail."""
    row = appeal_row(actor, number)
    if not answers_for(actor, row.person_id):
        record_read(
            actor, action="corrections.appeal.read", object_kind="appeal", object_id=row.number,
            person_id=row.person_id, purpose="appeal",
        )  # fmt: skip
    return view_of(row)


def appeal_queue(actor: Actor) -> tuple[list[AppealView], dict[int, str]]:
    """Return the first APPEALS_MAX open appeals within the actor's areas by deadline, and people's labels."""
    reach = Appeal.objects.filter(within_reach(actor, ANSWER_APPEAL), state=AppealState.OPEN)
    rows = list(reach.select_related("correction").order_by("due_at", "id")[:APPEALS_MAX])
    people = {row.person_id for row in rows}
    record_reads(
        actor, action="corrections.appeals", object_kind="person", person_ids=sorted(people), purpose="appeal"
    )
    return [view_of(row) for row in rows], labels_of(people)


def view_of(row: Appeal) -> AppealView:
    """Return a row as others see it."""
    return AppealView(
        id=row.pk,
        number=row.number,
        person_id=row.person_id,
        ward_id=row.ward_id,
        verdict=row.verdict,
        words=row.words,
        state=AppealState(row.state),
        opened_at=row.opened_at,
        due_at=row.due_at,
        escalated_at=row.escalated_at,
        answered_at=row.answered_at,
        answer=row.answer,
        correction_number=row.correction.number if row.correction else "",
    )
