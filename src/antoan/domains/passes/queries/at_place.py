"""Judges people at a place, as its gate would. For services: no actor is asked here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from antoan.domains.passes.models import Pass
from antoan.domains.passes.queries.storage import facts_by_name, stored_passes
from antoan.domains.policy.queries import policy_for
from antoan.domains.policy.values import FAILED_RULE, Colour
from antoan.domains.policy.verdict import decide


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a visit stores of a verdict; enough to say its words again."""

    policy_id: int | None
    rule: int
    colour: Colour


def judged_at_place(
    person_ids: Sequence[int], *, area_ids: Iterable[int], place_kind: str, capacity: int | None, at: datetime
) -> dict[int, Judgement]:
    """Return by person the verdict of the policy in force there; unknown without a policy or a pass."""
    in_force = policy_for(sorted(area_ids), place_kind, at)
    if in_force is None:
        return dict.fromkeys(person_ids, Judgement(None, FAILED_RULE, Colour.UNKNOWN))
    passes = stored_passes(person_ids)
    unknown = Judgement(in_force.policy_id, FAILED_RULE, Colour.UNKNOWN)
    judged = dict.fromkeys(person_ids, unknown)
    place = {"kind": place_kind, "capacity": capacity}
    for person_id, stored in passes.items():
        verdict = decide(in_force.document, facts_by_name(stored), at, place=place)
        judged[person_id] = Judgement(in_force.policy_id, verdict.rule_number, verdict.colour)
    return judged


def declared_at_of(person_ids: Iterable[int]) -> dict[int, datetime]:
    """Return by person when they last declared their health; whoever has not is left out."""
    rows = Pass.objects.filter(pk__in=set(person_ids))
    found = rows.values_list("person_id", "declared_at")
    return {person_id: declared_at for person_id, declared_at in found if declared_at is not None}
