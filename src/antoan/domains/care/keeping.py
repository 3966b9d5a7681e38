"""What care at home keeps of a person, and how ended care goes."""

from datetime import date
from typing import Final

from antoan.domains.care.models import Call, Episode, HouseholdMember, Watch
from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words

_HIDDEN: Final = ("opened_by", "ended_by", "account_id", "ward_id", "infection_id", "order_id", "episode_id")


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(Episode, hidden=_HIDDEN),
        Kept(Watch, by="episode__person", hidden=_HIDDEN),
        Kept(HouseholdMember, hidden=_HIDDEN),
        Kept(Call, by="episode__person", hidden=_HIDDEN),
    )
    register_part(Part("care", Words("Theo dõi tại nhà", "Care at home"), kept))
    register_sweep("care", forget_ended_care)


def forget_ended_care(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of care that ended before a day, with its calls and household."""
    return delete_batch(Episode.objects.filter(ended_on__lt=first_day_kept).order_by("ended_on"))
