"""What codes do with what the scan process tells: a copied dynamic code goes into the trail, for its person to see."""

from collections.abc import Mapping
from typing import Any

from antoan.domains.codes.events import DynamicCodeReplayed
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import subscribe_later


def subscribe_all() -> None:
    """Hear of copies."""
    subscribe_later(DynamicCodeReplayed, _raise_alarm)


def _raise_alarm(told: Mapping[str, Any]) -> None:
    record_decision(
        SYSTEM,
        action="codes.dynamic.replayed",
        object_kind="gate",
        object_id=told["gate_id"],
        person_id=told["person_id"],
        detail={"first_gate": told["first_gate_id"]},
    )
