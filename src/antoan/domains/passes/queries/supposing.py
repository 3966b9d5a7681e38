"""What colour somebody would be if something else were recorded: shown before a correction is decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from antoan.domains.passes.errors import NoPolicyInForce
from antoan.domains.passes.permissions import READ
from antoan.domains.passes.queries.deriving import courses, histories_of
from antoan.domains.passes.queries.persons import policy_at_home
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.passes.rules import facts_from
from antoan.domains.passes.values import History
from antoan.domains.people.queries import require_over_person
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.verdict import Verdict, decide
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date


@dataclass(frozen=True, slots=True)
class Supposition:
    """The colour as it is, and as it would be; None while no policy is in force."""

    before: Verdict | None
    after: Verdict | None


def history_of(person_id: int, *, today: date) -> History:
    """Return all that is recorded of one person. For services: no actor is asked here."""
    return histories_of([person_id], today=today).get(person_id, History())


def suppose(
    actor: Actor,
    person_id: int,
    now: datetime,
    *,
    change: Callable[[History], History],
    birth: Callable[[date], date],
) -> Supposition:
    """Judge a person as recorded and as changed; PersonNotFound when out of the actor's reach."""
    require_over_person(actor, READ, person_id)
    stored, policy = stored_passes([person_id]).get(person_id), _policy(person_id, now)
    if policy is None or stored is None:
        return Supposition(None, None)
    history = history_of(person_id, today=local_date(now))
    return Supposition(
        _judged(policy, history, stored.birth_on, now),
        _judged(policy, change(history), birth(stored.birth_on), now),
    )


def _policy(person_id: int, now: datetime) -> PolicyDocument | None:
    try:
        return policy_at_home(person_id, now)
    except NoPolicyInForce:
        return None


def _judged(policy: PolicyDocument, history: History, birth_on: date, now: datetime) -> Verdict:
    facts = facts_from(history, birth_on=birth_on, courses=courses(), today=local_date(now))
    return decide(policy, facts.as_mapping(), now)
