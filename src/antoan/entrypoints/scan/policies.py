"""Which policy is in force at a gate, known without a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from antoan.domains.policy.documents import PolicyDocument


@dataclass(frozen=True, slots=True, eq=False)
class Governing:
    """A compiled policy and when it governs."""

    policy_id: int
    document: PolicyDocument
    starts_at: datetime
    ends_at: datetime | None


@dataclass(slots=True, eq=False)
class PolicyChoice:
    """The policies that may govern the places of one kind in one ward, narrowest first."""

    candidates: Sequence[Governing] = field(default=())

    def at(self, moment: datetime) -> Governing | None:
        """Return the policy in force at a moment: a queued scan is judged by the rules of its own time."""
        for candidate in self.candidates:
            if candidate.starts_at <= moment and (candidate.ends_at is None or moment < candidate.ends_at):
                return candidate
        return None


def narrowest_first(
    activations: Sequence[Mapping[str, Any]],
    documents: Mapping[int, PolicyDocument],
    *,
    areas: Sequence[int],
    place_kind: str,
) -> list[Governing]:
    """Order the activations that reach a place as policy.queries.policy_for does.

    `areas` is the place's ward and every area above it, in this order. Nearer areas win over wider ones,
    then a place kind over every kind, then the later start.
    """
    depth = {area: len(areas) - number for number, area in enumerate(areas)}
    reaching = [
        a
        for a in activations
        if (a["area_id"] is None or a["area_id"] in depth)
        and a["place_kind"] in ("", place_kind)
        and a["policy_id"] in documents
    ]
    reaching.sort(
        key=lambda a: (depth.get(a["area_id"], 0), bool(a["place_kind"]), a["starts_at"], a["id"]),
        reverse=True,
    )
    return [
        Governing(a["policy_id"], documents[a["policy_id"]], a["starts_at"], a["ends_at"]) for a in reaching
    ]
