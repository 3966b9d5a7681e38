"""Has contacts asked how they are, day by day, until they may go out again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction

from antoan.domains.passes.queries.storage import StoredPass, stored_passes
from antoan.domains.tracing.errors import FollowUpNotFound, TooManyAtOnce
from antoan.domains.tracing.models import FollowUp
from antoan.domains.tracing.permissions import WORK
from antoan.domains.tracing.queries.access import case_in
from antoan.domains.tracing.rules.cases import AT_ONCE_MAX
from antoan.domains.tracing.rules.following import Protection, following_on
from antoan.domains.tracing.services.cases import open_row
from antoan.domains.tracing.values import ContactState, FollowUpKind, FollowUpState
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

_REACHED: Final = frozenset({FollowUpState.WELL, FollowUpState.SICK})


@transaction.atomic
def follow_contacts(*, actor: Actor, number: str, person_ids: Sequence[int]) -> int:
    """Open the questions of each day still to come for contacts of an open case; return how many are new."""
    if len(person_ids) > AT_ONCE_MAX:
        raise TooManyAtOnce
    row = open_row(actor, number, WORK)
    today = clock.today()
    passes = stored_passes(sorted(set(person_ids)))
    asked = []
    for contact in row.contacts.filter(person__in=set(person_ids)):
        last_on = clock.local_date(contact.last_at)
        rule = following_on(today, _protection(passes.get(contact.person_id)))
        asked += [
            FollowUp(
                kind=FollowUpKind.CONTACT,
                person_id=contact.person_id,
                case=row,
                day=day,
                due_on=last_on + timedelta(days=day),
                is_test_due=day in rule.tests,
            )
            for day in range(1, rule.days + 1)
            if last_on + timedelta(days=day) >= today
        ]
    before = row.follow_ups.count()
    FollowUp.objects.bulk_create(asked, ignore_conflicts=True)
    opened = row.follow_ups.count() - before
    record_decision(
        actor,
        action="tracing.contacts.follow",
        object_kind="tracing",
        object_id=row.number,
        person_id=row.person_id,
        detail={"questions": opened},
    )
    return opened


@transaction.atomic
def answer_follow_up(*, actor: Actor, follow_up_id: int, state: FollowUpState) -> None:
    """Keep what came of a day's question; a later answer takes the place of an earlier one. FollowUpNotFound."""
    row = FollowUp.objects.select_for_update().select_related("case").filter(pk=follow_up_id).first()
    if row is None or state is FollowUpState.WAITING:
        raise FollowUpNotFound
    case_in(actor, row.case.number, WORK)
    row.state, row.done_at, row.done_by_account_id = state, clock.now(), actor.account_id
    row.save()
    contact = ContactState.REACHED if state in _REACHED else ContactState.UNREACHABLE
    row.case.contacts.filter(person=row.person_id).update(state=contact)
    record_decision(
        actor,
        action="tracing.follow_up.answer",
        object_kind="tracing",
        object_id=row.case.number,
        person_id=row.person_id,
        detail={"day": row.day, "state": state.value},
    )


def _protection(known: StoredPass | None) -> Protection | None:
    if known is None:
        return None
    return Protection(known.doses_valid, known.course_doses, known.last_dose_on, known.recovered_on)
