"""What happens to policies."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PolicyPublished:
    """A version of a rule document is in the system; it governs nowhere yet."""

    policy_id: int
    key: str
    version: str


@dataclass(frozen=True, slots=True)
class PolicyActivated:
    """From `starts_at` (RFC 3339) on a policy governs an area (None: everywhere) and a kind of place ("": every)."""

    policy_id: int
    area_id: int | None
    place_kind: str
    starts_at: str
