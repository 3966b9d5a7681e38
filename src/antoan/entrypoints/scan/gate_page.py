"""What a gate page keeps to go on without network: names, policies in force, public keys."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from antoan.domains.gates.challenge import challenge
from antoan.domains.gates.switch_rules import CONFIGURATION_LIFE
from antoan.entrypoints.scan.devices import GateContext
from antoan.entrypoints.scan.keys import TrustedKeys
from antoan.kit import clock
from antoan.kit.sealing import KeyRing

# The oldest gate page that still understands these answers; the city may ask for a newer one (switch_rules.py).
GATE_PAGE_VERSION_MIN: Final = 1
POLICIES_AHEAD: Final = timedelta(days=7)
CHALLENGE_DAYS: Final = 3  # So many pictures a gate without network can go on with.


def gate_page(gate: GateContext, keys: TrustedKeys, ring: KeyRing, now: datetime) -> bytes:
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
    today = clock.local_date(now)
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
            "rules": gate.rules.as_json(),
            "challenges": [
                challenge(ring, gate.place_id, today + timedelta(days=ahead)).as_json()
                for ahead in range(CHALLENGE_DAYS)
            ],
            "minimum_version": max(GATE_PAGE_VERSION_MIN, gate.minimum_version),
            "expires_at": clock.local(now + CONFIGURATION_LIFE),
            "stops": [
                {"from": stop.since, "until": stop.until, "vi": stop.text.vi, "en": stop.text.en}
                for stop in gate.stops
                if now < stop.until
            ],
            "time": clock.local(now),
        }
    )
