"""What receptions keep of a person, and how numbers of past days go."""

from datetime import date

from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.domains.reception.models import Ticket
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words


def register_all() -> None:
    """Tell privacy."""
    kept = (Kept(Ticket, hidden=("desk_id",)),)
    register_part(
        Part("reception", Words("Lượt đến bệnh viện, phòng khám", "Numbers at hospitals and clinics"), kept)
    )
    register_sweep("reception", forget_tickets)


def forget_tickets(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of numbers of days before one."""
    return delete_batch(Ticket.objects.filter(day__lt=first_day_kept).order_by("day"))
