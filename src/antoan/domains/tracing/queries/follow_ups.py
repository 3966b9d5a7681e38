"""Whom to ask today how they are."""

from datetime import date
from typing import Final

from django.db.models import Max

from antoan.domains.passes.queries import labels_of
from antoan.domains.tracing.desk_values import FollowUpView
from antoan.domains.tracing.models import FollowUp
from antoan.domains.tracing.permissions import READ
from antoan.domains.tracing.queries.access import case_in, cases_reached_by
from antoan.domains.tracing.values import FollowUpState
from antoan.foundation.accounts.actor import Actor

PAGE_ROWS_MAX: Final = 200


def due_follow_ups(actor: Actor, today: date) -> list[FollowUpView]:
    """Return the questions due until today that nobody has answered, the oldest first, at most PAGE_ROWS_MAX."""
    rows = FollowUp.objects.filter(
        case__in=cases_reached_by(actor),
        case__closed_at__isnull=True,
        state=FollowUpState.WAITING,
        due_on__lte=today,
    )
    return _views(list(rows.select_related("case").order_by("due_on", "pk")[:PAGE_ROWS_MAX]))


def follow_ups_of(actor: Actor, number: str, person_id: int) -> list[FollowUpView]:
    """Return all questions to one contact of a case, in order of days."""
    row = case_in(actor, number, READ)
    rows = row.follow_ups.filter(person=person_id).select_related("case").order_by("day")
    return _views(list(rows[:PAGE_ROWS_MAX]))


def _views(rows: list[FollowUp]) -> list[FollowUpView]:
    labels = labels_of(row.person_id for row in rows)
    longest = dict(
        FollowUp.objects.filter(
            case__in={row.case_id for row in rows}, person__in={row.person_id for row in rows}
        )
        .values_list("person_id")
        .annotate(last=Max("day"))
    )
    return [
        FollowUpView(
            id=row.pk,
            case_number=row.case.number,
            person_id=row.person_id,
            label=labels.get(row.person_id, ""),
            day=row.day,
            days=longest.get(row.person_id, row.day),
            due_on=row.due_on,
            is_test_due=row.is_test_due,
            state=FollowUpState(row.state),
        )
        for row in rows
    ]
