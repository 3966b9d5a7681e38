"""What gates keep of a person. How old rows go is in jobs.py and data/day.json."""

from antoan.domains.gates.models import CodeAlarm, GateRegistration, Override, VisitorNote
from antoan.domains.privacy.registry import Part, register_part
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words

_HIDDEN = ("device_id", "gate_id", "place_id", "first_gate_id", "supervisor_id", "supervisor_name")


def register_all() -> None:
    """Tell privacy."""
    kept = tuple(
        Kept(table, by="person_id", hidden=_HIDDEN)
        for table in (VisitorNote, GateRegistration, Override, CodeAlarm)
    )
    register_part(Part("gates", Words("Ghi chép ở cổng", "Notes made at gates"), kept))
