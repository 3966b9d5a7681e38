"""What queries and services of policies hand out."""

from dataclasses import dataclass
from datetime import datetime

from antoan.domains.policy.documents import PolicyDocument


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """One version of a policy in the system."""

    id: int
    key: str
    version: str
    was_activated: bool  # From then on it never changes.


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """A policy where and while it governs."""

    policy_id: int
    document: PolicyDocument
    area_id: int | None  # None: everywhere
    place_kind: str  # "": every kind of place
    starts_at: datetime
    ends_at: datetime | None
