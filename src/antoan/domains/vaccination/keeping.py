"""What vaccination campaigns and lists of doses keep of a person, and how rows that were nobody's go."""

from datetime import date
from typing import Final

from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.domains.vaccination.models import Booking, Entry, HeldDose, ImportedDose, Target
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Kept
from antoan.kit.clock import day_start
from antoan.kit.words import Words

_HIDDEN: Final = (
    "entered_by", "session_id", "campaign_id", "came_from", "owner_id", "brought_by", "settled_by", "run_id", "former",
)  # fmt: skip


def register_all() -> None:
    """Tell privacy."""
    kept = tuple(Kept(table, hidden=_HIDDEN) for table in (Target, Booking, Entry, ImportedDose))
    # A row that is only like somebody is not shown to them: it may be somebody else's.
    kept += (Kept(HeldDose, hidden=_HIDDEN, in_copy=False),)
    register_part(Part("vaccination", Words("Lịch hẹn và buổi tiêm chủng", "Vaccination appointments"), kept))
    register_sweep("held_doses", forget_held)


def forget_held(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of rows that were kept apart before a day, settled or not."""
    return delete_batch(
        HeldDose.objects.filter(created_at__lt=day_start(first_day_kept)).order_by("created_at")
    )
