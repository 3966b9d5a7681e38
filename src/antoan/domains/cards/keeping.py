"""What cards keep of a person."""

from antoan.domains.cards.models import Card, Outreach, RosterLine
from antoan.domains.privacy.registry import Part, register_part
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(Card, hidden=("made_by_account_id", "batch_id", "position")),
        Kept(Outreach, hidden=("by_account_id",)),
        Kept(RosterLine, hidden=("run_id", "number", "is_kept")),
    )
    register_part(Part("cards", Words("Thẻ đã in", "Printed cards"), kept))
