"""Verdicts over many people at once, for lists. The caller has checked who asks, and keeps the reading in the trail."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from antoan.domains.passes.queries.storage import FACT_NAMES, stored_passes
from antoan.domains.policy.queries import policy_for
from antoan.domains.policy.verdict import Verdict, decide

_BATCH_PEOPLE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Judged:
    """One person's verdict (None while no policy governs) and the facts it stands on."""

    verdict: Verdict | None
    facts: Mapping[str, Any]


def judge_many(
    person_ids: Collection[int], *, area_ids: Collection[int], place_kind: str, now: datetime
) -> dict[int, Judged]:
    """Judge people as a gate of this kind of place in these areas would; people without a pass are left out."""
    in_force = policy_for(sorted(area_ids), place_kind, now)
    judged = {}
    for batch in _batches(person_ids):
        for person_id, stored in stored_passes(batch).items():
            facts = {name: getattr(stored, name) for name in FACT_NAMES}
            verdict = None if in_force is None else decide(in_force.document, facts, now)
            judged[person_id] = Judged(verdict, facts)
    return judged


def _batches(person_ids: Collection[int]) -> Iterator[list[int]]:
    rest = iter(sorted(person_ids))
    while batch := list(islice(rest, _BATCH_PEOPLE)):
        yield batch
