"""What corrections keep of a person, and how closed ones go."""

from datetime import date
from typing import Final

from antoan.domains.corrections.models import Appeal, Step, Ticket
from antoan.domains.corrections.values import UNDECIDED, AppealState
from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Kept
from antoan.kit.clock import day_start
from antoan.kit.words import Words

_STAFF: Final = (
    "opened_by_account_id", "decided_by_account_id", "proposed_by_account_id", "proposed_claim",
    "answered_by_account_id", "account_id", "ward_id",
)  # fmt: skip


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(Ticket, hidden=_STAFF),
        Kept(Step, by="ticket__person", hidden=_STAFF),
        Kept(Appeal, hidden=_STAFF),
    )
    register_part(
        Part("corrections", Words("Yêu cầu sửa dữ liệu, khiếu nại", "Corrections and appeals"), kept)
    )
    register_sweep("tickets", forget_closed)


def forget_closed(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of tickets that ended before a day, then of appeals answered before it."""
    before = day_start(first_day_kept)
    ended = Ticket.objects.exclude(state__in=sorted(UNDECIDED)).filter(updated_at__lt=before)
    deleted = delete_batch(ended.order_by("updated_at"))
    if deleted:
        return deleted
    answered = Appeal.objects.exclude(state=AppealState.OPEN).filter(answered_at__lt=before)
    return delete_batch(answered.order_by("answered_at"))
