"""Takes away a visit that never was, once an office has decided so."""

from datetime import datetime

from django.db import transaction

from antoan.domains.visits.models import Seat, Visit
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision


@transaction.atomic
def remove_visit(*, actor: Actor, person_id: int, t_in: datetime) -> int:
    """Delete what was recorded of a person at a moment; return how many visits. The caller has checked who decides.

    The trail keeps that it was done, by whom and of which moment; removing twice changes nothing.
    """
    Seat.objects.filter(person_id=person_id, t_in=t_in).delete()
    removed, _ = Visit.objects.filter(person_id=person_id, t_in=t_in).delete()
    if removed:
        record_decision(
            actor,
            action="visits.remove",
            object_kind="person",
            object_id=person_id,
            person_id=person_id,
            detail={"t_in": t_in.isoformat(), "visits": removed},
        )
    return removed
