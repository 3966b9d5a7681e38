"""What laboratories keep of a person besides the result itself."""

from antoan.domains.laboratory.models import TubeMember
from antoan.domains.privacy.registry import Part, register_part
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words


def register_all() -> None:
    """Tell privacy."""
    kept = (Kept(TubeMember, hidden=("tube_id",)),)
    register_part(Part("samples", Words("Mẫu xét nghiệm", "Samples taken"), kept))
