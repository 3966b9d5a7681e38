"""What isolation keeps of a person, and how proposals that came to nothing go."""

from datetime import date
from typing import Final

from antoan.domains.isolation.models import Order, SiteStay
from antoan.domains.isolation.values import OrderState
from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Kept
from antoan.kit.clock import day_start
from antoan.kit.words import Words

PERIOD: Final = "proposals"  # Of privacy's retention.json.
_HIDDEN: Final = (
    "opened_by", "decided_by", "ended_by", "admitted_by", "released_by", "ward_id", "record_id", "order_id",
    "site_id", "reference",  # A reference may name the case somebody met.
)  # fmt: skip


def register_all() -> None:
    """Tell privacy."""
    kept = (Kept(Order, hidden=_HIDDEN), Kept(SiteStay, hidden=_HIDDEN))
    register_part(Part("isolation", Words("Lệnh cách ly, nơi cách ly", "Isolation orders and sites"), kept))
    register_sweep(PERIOD, forget_proposals)


def forget_proposals(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of proposals from before a day that were refused or that nobody decided about."""
    undone = [OrderState.PROPOSED, OrderState.REFUSED]
    rows = Order.objects.filter(state__in=undone, opened_at__lt=day_start(first_day_kept))
    return delete_batch(rows.order_by("opened_at"))
