"""What a person's colour would be if a ticket were granted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from antoan.domains.corrections.changes import Change, birth_after, change_of, history_after
from antoan.domains.corrections.claims import read_claim
from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.queries.access import deciders_ticket_row
from antoan.domains.corrections.rules import needs_second_person
from antoan.domains.corrections.values import Fault, Subject
from antoan.domains.passes.queries.supposing import Supposition, history_of, suppose
from antoan.domains.policy.values import Colour
from antoan.domains.policy.verdict import Verdict
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date


@dataclass(frozen=True, slots=True)
class Preview:
    """The colour now and afterwards; None while no policy is in force. `needs_second`: two people must agree."""

    change: Change
    before: Verdict | None
    after: Verdict | None
    needs_second: bool


def preview_of(
    actor: Actor, number: str, now: datetime, *, claim: Mapping[str, Any] | None = None
) -> Preview:
    """Return what granting would do, with the ticket's claim or a mended one; TicketNotFound, TicketUnreadable."""
    row = deciders_ticket_row(actor, number)
    return previewed(actor, row, row.claim if claim is None else claim, now)


def previewed(actor: Actor, row: Ticket, claim: Mapping[str, Any], now: datetime) -> Preview:
    """Return the preview of a row whose reader has been checked."""
    subject, fault = Subject(row.subject), Fault(row.fault)
    cases = history_of(row.person_id, today=local_date(now)).cases
    change = change_of(subject, fault, row.record_id, read_claim(subject, fault, claim), cases)
    supposed = suppose(
        actor,
        row.person_id,
        now,
        change=partial(history_after, change=change),
        birth=partial(birth_after, change=change),
    )
    before, after = _colours(supposed)
    is_for_two = needs_second_person(change, cases, before=before, after=after)
    return Preview(change, supposed.before, supposed.after, is_for_two)


def _colours(supposed: Supposition) -> tuple[Colour | None, Colour | None]:
    if supposed.before is None or supposed.after is None:
        return None, None
    return supposed.before.colour, supposed.after.colour
