"""What the registry keeps of a person: as long as the infection behind it."""

from typing import Final

from antoan.domains.cases.models import CaseFile, CaseReport
from antoan.domains.privacy.registry import Part, register_part
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words

# An outbreak may hold others; the staff are not the person's.
_HIDDEN: Final = ("filed_by", "outbreak_id", "ward_id", "infection_id", "case_id")


def register_all() -> None:
    """Tell privacy."""
    kept = (Kept(CaseFile, hidden=_HIDDEN), Kept(CaseReport, by="case__person", hidden=_HIDDEN))
    register_part(Part("cases", Words("Sổ ca mắc", "Registry of cases"), kept))
