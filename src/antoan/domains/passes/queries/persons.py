"""Reads of one person's pass: the colour, the facts, and the records behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from antoan.domains.passes.errors import NoPolicyInForce, PassNotFound
from antoan.domains.passes.outlook import green_from, verdict_after
from antoan.domains.passes.permissions import READ
from antoan.domains.passes.provenance import SourcedFact, sourced_facts
from antoan.domains.passes.queries.deriving import courses, histories_of
from antoan.domains.passes.queries.storage import StoredPass, facts_by_name, stored_passes
from antoan.domains.passes.rules import evidence_from
from antoan.domains.passes.rules import facts_of as facts_that_follow
from antoan.domains.passes.values import History
from antoan.domains.people.queries import person_scope, require_over_person
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.queries import policy_for
from antoan.domains.policy.verdict import Verdict, decide
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.kit.clock import local_date


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict with all that stands behind it, for the person's own page."""

    verdict: Verdict
    facts: list[SourcedFact]
    green_from: date | None  # The first day that begins green if nothing else happens.
    after: Verdict | None  # What follows at the verdict's `until`, if nothing else happens.


def verdict_of(actor: Actor, person_id: int, now: datetime) -> Verdict:
    """Return a person's colour at home with its reason; the read is in the trail.

    PersonNotFound when out of the actor's reach, NoPolicyInForce, PassNotFound.
    """
    stored = _read_pass(actor, person_id, "passes.verdict.read")
    return decide(policy_at_home(person_id, now), facts_by_name(stored), now)


def facts_of(actor: Actor, person_id: int) -> dict[str, Any]:
    """Return a person's facts by name; errors as for verdict_of."""
    return facts_by_name(_read_pass(actor, person_id, "passes.facts.read"))


def facts_with_provenance(actor: Actor, person_id: int, now: datetime) -> list[SourcedFact]:
    """Return each fact with the record behind it, its source and its day; errors as for verdict_of."""
    stored = _read_pass(actor, person_id, "passes.facts.read")
    return _sourced(stored, now)


def explanation_of(actor: Actor, person_id: int, now: datetime) -> Explanation:
    """Return the colour, the facts with their records, and from when on it will be green."""
    stored = _read_pass(actor, person_id, "passes.verdict.read")
    policy, facts = policy_at_home(person_id, now), facts_by_name(stored)
    verdict = decide(policy, facts, now)
    return Explanation(
        verdict, _sourced(stored, now), green_from(policy, facts, now), verdict_after(policy, facts, verdict)
    )


def _read_pass(actor: Actor, person_id: int, action: str) -> StoredPass:
    require_over_person(actor, READ, person_id)
    record_read(actor, action=action, object_kind="person", object_id=person_id, person_id=person_id)
    stored = stored_passes([person_id]).get(person_id)
    if stored is None:
        raise PassNotFound
    return stored


def policy_at_home(person_id: int, now: datetime) -> PolicyDocument:
    """Return what governs where a person lives; NoPolicyInForce."""
    in_force = policy_for(sorted(person_scope(person_id).areas), "", now)
    if in_force is None:
        raise NoPolicyInForce
    return in_force.document


def _sourced(stored: StoredPass, now: datetime) -> list[SourcedFact]:
    today = local_date(now)
    history = histories_of([stored.person_id], today=today).get(stored.person_id, History())
    evidence = evidence_from(history, courses=courses(), today=today)
    return sourced_facts(facts_that_follow(evidence, birth_on=stored.birth_on, courses=courses()), evidence)
