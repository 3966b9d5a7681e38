"""What tracing keeps of a person, and how old cases go."""

from datetime import date
from typing import Final

from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.domains.tracing.models import (
    FollowUp,
    LateChange,
    PersonNumber,
    TracedContact,
    TracingCase,
    Unmasking,
)
from antoan.domains.tracing.services.erasing import forget_old_cases
from antoan.foundation.db.kept import Kept
from antoan.kit.clock import day_start
from antoan.kit.words import Words

PERIOD: Final = "tracing"  # Of privacy's retention.json.
_STAFF: Final = ("opened_by_account_id", "closed_by_account_id", "done_by_account_id", "account_id")
# Of others: which case somebody met, and through whom.
_OTHERS: Final = ("case_id", "via", "household")


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(TracingCase, hidden=_STAFF),
        Kept(TracedContact, hidden=_OTHERS),
        Kept(Unmasking, hidden=(*_STAFF, "case_id")),
        Kept(FollowUp, hidden=(*_STAFF, "case_id")),
        Kept(PersonNumber, by="person_id", in_copy=False),  # A number that means nothing anywhere else.
        Kept(LateChange, by="person_id", in_copy=False),  # Until night; the visit itself is told.
    )
    register_part(Part("tracing", Words("Truy vết", "Tracing"), kept))
    register_sweep(PERIOD, _forget_old)


def _forget_old(first_day_kept: date) -> dict[str, int]:
    return forget_old_cases(day_start(first_day_kept))
