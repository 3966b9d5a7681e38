"""Has orders follow the records: a case that ends takes its order along, and a record lifted elsewhere ends one here."""

from django.db import transaction

from antoan.domains.isolation.models import Order
from antoan.domains.isolation.services.planning import open_infection
from antoan.domains.isolation.values import OrderState
from antoan.domains.records import services as records
from antoan.domains.records.queries.bulk import cases_of, isolations_of
from antoan.domains.records.values import IsolationKind, RecordState
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock

CASE_OVER = "Ca mắc đã khỏi hoặc đã hủy"


@transaction.atomic
def follow_records(person_id: int) -> None:
    """End what no longer has its record; lift the isolation of a case that is over."""
    given = Order.objects.filter(person=person_id, state=OrderState.GIVEN, record_id__isnull=False)
    if not given.exists():
        return
    standing = {
        one.record_id
        for one in isolations_of([person_id])
        if one.state == RecordState.VERIFIED and one.lifted_at is None
    }
    is_case = open_infection(cases_of([person_id])) is not None
    for row in given.select_for_update():
        if row.record_id not in standing:
            _ended(row, "")
        elif row.kind == IsolationKind.CASE and not is_case:
            _ended(row, CASE_OVER)
            records.lift_isolation(actor=SYSTEM, order_id=row.record_id, because=CASE_OVER)


def _ended(row: Order, because: str) -> None:
    row.state, row.ended_at, row.ended_because = OrderState.ENDED, clock.now(), because
    row.save()
