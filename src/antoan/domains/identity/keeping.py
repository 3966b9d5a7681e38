"""What the identity domain keeps of a person. Sign-ins by phone go after two days: services.clearing."""

from typing import Final

from antoan.domains.identity.models import (
    ActivationCode,
    Invitation,
    Merge,
    Registration,
    Resemblance,
    WrongAnswer,
)
from antoan.domains.privacy.registry import Part, register_part
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words

_STAFF: Final = ("ward_id", "decided_by_account_id", "printed_by_account_id", "answered_by_account_id")
_MERGING: Final = ("photograph", "moved", "dropped_id", "merged_by_account_id")
_OTHERS: Final = ("person_id",)  # Whoever the guardian asked for, or registered.


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(Registration, hidden=_STAFF),
        Kept(Registration, by="guardian_id", hidden=_STAFF + _OTHERS),
        Kept(Resemblance, in_copy=False),  # Somebody else's registration: only counted.
        Kept(ActivationCode, hidden=_STAFF),
        Kept(Invitation, hidden=_STAFF),
        Kept(Invitation, by="guardian", hidden=_STAFF + _OTHERS),
        Kept(Merge, by="kept", hidden=_MERGING),
        Kept(Merge, by="dropped", in_copy=False),  # The shell of an entry of the same person.
        Kept(WrongAnswer, by="person_id", in_copy=False),  # Tries of whoever it was, counted for two days.
    )
    register_part(Part("identity_proofs", Words("Đăng ký, gia đình", "Registration and family"), kept))
