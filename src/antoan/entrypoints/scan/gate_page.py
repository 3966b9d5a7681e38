"""What a gate page keeps to go on without network: names, policies in force, public keys."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from antoan.entrypoints.scan.devices import GateContext
from antoan.entrypoints.scan.keys import TrustedKeys
from antoan.kit import clock

# The oldest gate page that still understands these answers. Raise it when a policy needs a newer one.
GATE_PAGE_VERSION_MIN: Final = 1
POLICIES_AHEAD: Final = timedelta(days=7)


def gate_page(gate: GateContext, keys: TrustedKeys, now: datetime) -> bytes:
    """Return the JSON of GET /scan/v1/gate. Policies come narrowest first: the first that governs, decides."""
    policies = [
        {
            "starts_at": candidate.starts_at,
            "ends_at": candidate.ends_at,
            "document": candidate.document.source,
        }
        for candidate in gate.policies.candidates
        if candidate.starts_at <= now + POLICIES_AHEAD
        and (candidate.ends_at is None or now < candidate.ends_at)
    ]
    return msgspec.json.encode(
        {
            "gate": {"id": gate.gate_id, "name": gate.gate_name, "mode": gate.mode.value},
            "spot": {"id": gate.spot_id, "name": gate.spot_name},
            "place": {
                "id": gate.place_id,
                "name": gate.place_name,
                "kind": gate.place_kind,
                "capacity": gate.capacity,
            },
            "policies": policies,
            "keys": keys.published(),
            "minimum_version": GATE_PAGE_VERSION_MIN,
            "time": clock.local(now),
        }
    )
