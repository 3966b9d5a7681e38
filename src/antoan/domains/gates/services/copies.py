"""Keeps alarms about copied codes, once each, and lets the person and those in charge know."""

from datetime import datetime

from django.db import transaction

from antoan.domains.gates.day import day
from antoan.domains.gates.models import CodeAlarm
from antoan.domains.gates.queries.copies import copies_between
from antoan.domains.gates.values import Copy
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.services import record_decision


@transaction.atomic
def keep_alarm(copy: Copy) -> bool:
    """Keep an alarm unless it is known; return whether it is new. The person sees it in their trail."""
    _, is_new = CodeAlarm.objects.get_or_create(
        person_id=copy.person_id,
        gate_id=copy.gate_id,
        at=copy.at,
        defaults={
            "first_gate_id": copy.first_gate_id,
            "first_at": copy.first_at,
            "kilometres": round(copy.kilometres, 1),
        },
    )
    if is_new:
        record_decision(
            SYSTEM,
            action="gates:code:copied",
            object_kind="gate",
            object_id=copy.gate_id,
            person_id=copy.person_id,
            detail={"first_gate": copy.first_gate_id, "kilometres": round(copy.kilometres)},
        )
    return is_new


def find_copies(*, now: datetime) -> int:
    """Look through the visits of the last while; return how many alarms are new."""
    return sum(keep_alarm(copy) for copy in copies_between(now - 2 * day().copied_code.look_back, now))
