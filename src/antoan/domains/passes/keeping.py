"""What passes keep of a person: facts derived from records, which go with them."""

from antoan.domains.passes.models import Pass
from antoan.domains.privacy.registry import Part, register_part
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words


def register_all() -> None:
    """Tell privacy."""
    register_part(
        Part("pass", Words("Dữ kiện để tính màu", "Facts behind the colour"), (Kept(Pass, by="person_id"),))
    )
