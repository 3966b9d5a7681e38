"""What the clock does to registrations: late ones go a level up, names of people are forgotten."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from antoan.domains.units.limits import INVITATION_KEPT_FOR, REPRESENTATIVE_KEPT_FOR
from antoan.domains.units.models import Registration, StaffInvitation
from antoan.domains.units.registration_values import RegistrationState
from antoan.domains.units.services.forgetting import forget_invitations, forget_representatives
from antoan.domains.units.telling import tell_late

BATCH_ROWS: Final = 200


@transaction.atomic
def escalate_late(*, now: datetime) -> int:
    """Let the city see what its body has not decided in time, each once, and tell the unit; return how many."""
    late = Registration.objects.filter(
        state=RegistrationState.WAITING, due_at__lte=now, escalated_at__isnull=True
    )
    rows = list(late.select_for_update(skip_locked=True).order_by("due_at")[:BATCH_ROWS])
    for row in rows:
        row.escalated_at = now
        row.save(update_fields=["escalated_at", "updated_at"])
        tell_late(row)
    return len(rows)


@transaction.atomic
def forget_decided(*, now: datetime) -> None:
    """Forget who wrote registrations that were decided a while ago, and invitations that led nowhere."""
    decided = Registration.objects.filter(decided_at__lte=now - REPRESENTATIVE_KEPT_FOR)
    forget_representatives(decided.exclude(number_index=b""))
    old = now - INVITATION_KEPT_FOR
    dead = StaffInvitation.objects.filter(Q(expires_at__lte=old) | Q(withdrawn_at__lte=old), accepted_at=None)
    forget_invitations(dead)
