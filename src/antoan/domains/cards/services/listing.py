"""Whom a batch is for, in the order in which its cards are handed out."""

from uuid import UUID, uuid5

from antoan.domains.areas.queries import areas_within
from antoan.domains.cards.limits import BATCH_CARDS_MAX
from antoan.domains.cards.models import Batch, Card, RosterLine
from antoan.domains.cards.rules import born_between
from antoan.domains.cards.values import BatchState, Chosen, Source
from antoan.domains.codes.queries import digests_in_force
from antoan.domains.people.queries.bulk import roster_of_wards
from antoan.domains.workers.queries.rows import roster_of
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock

_ROWS_AT_ONCE = 2_000


def list_people(row: Batch) -> None:
    """Give everybody of a batch a place in it; whoever comes after BATCH_CARDS_MAX is left out, and counted."""
    people, unknown = _people(row)
    row.left_out = unknown + max(0, len(people) - BATCH_CARDS_MAX)
    chosen = people[:BATCH_CARDS_MAX]
    Card.objects.bulk_create(
        [
            Card(
                id=card_id(row.pk, person_id),
                person_id=person_id,
                batch=row,
                position=place,
                layout=row.layout,
            )
            for place, person_id in enumerate(chosen, start=1)
        ],
        batch_size=_ROWS_AT_ONCE,
    )
    row.total, row.state = len(chosen), BatchState.MAKING
    row.save()


def card_id(batch_id: UUID, person_id: int) -> UUID:
    """Return the id of somebody's card of a batch: listed twice it is one card."""
    return uuid5(batch_id, str(person_id))


def _people(row: Batch) -> tuple[list[int], int]:
    if row.source == Source.FILE:
        assert row.roster_id is not None
        lines = RosterLine.objects.filter(run_id=row.roster_id, is_kept=False).order_by("number")
        return list(dict.fromkeys(lines.values_list("person_id", flat=True))), 0
    if row.source == Source.UNIT:
        assert row.unit_id is not None
        return roster_of(row.unit_id)
    assert row.ward_id is not None
    chosen, today = Chosen(**row.chosen), clock.today()
    first, last = born_between(chosen, today)
    found = roster_of_wards(areas_within(row.ward_id), born_from=first, born_until=last)
    if not chosen.only_without_code:
        return [person_id for person_id, _ in found], 0
    held = digests_in_force(actor=SYSTEM, qids=[qid for _, qid in found])
    has_code = {qid for qid, code in held.items() if code.expires_on >= today}
    return [person_id for person_id, qid in found if qid not in has_code], 0
