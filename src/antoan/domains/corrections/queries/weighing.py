"""What else is recorded of the thing a ticket is about, by whom, and which source is believed before which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from antoan.domains.corrections.changes import SOURCE
from antoan.domains.corrections.claims import DoseClaim, TestClaim, read_claim
from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.queries.access import deciders_ticket_row
from antoan.domains.corrections.queries.tickets import ContestedRecord, recorded
from antoan.domains.corrections.values import RECORDS_OF, Fault, Subject
from antoan.domains.records.precedence import Precedence, precedence_on
from antoan.domains.records.queries.history import FormerState, states_of_record
from antoan.domains.records.values import RecordKind, RecordState
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date

_OF_ONE_DAY: Final = frozenset({Subject.VACCINATION, Subject.TEST})
WEIGHED_MAX: Final = 20  # Of one thing; the best sources first.


@dataclass(frozen=True, slots=True)
class Weighed:
    """One source's word. `outranks_us`: it is believed before what an office mends by paper."""

    record: ContestedRecord
    is_contested: bool
    outranks_us: bool


@dataclass(frozen=True, slots=True)
class Weighing:
    """All that is recorded of one thing, the best source first, by the edition of the rule in force."""

    rule: Precedence
    records: tuple[Weighed, ...]
    history: tuple[FormerState, ...]  # Of the record the ticket is about, oldest first.

    @property
    def outranks_us(self) -> bool:
        """Whether a better source than a paper seen at the desk tells of it, and counts."""
        return any(one.outranks_us and one.record.state is RecordState.VERIFIED for one in self.records)


def weighing_of(actor: Actor, number: str, today: date) -> Weighing | None:
    """Return what a decider weighs; None for what is no health record. TicketNotFound."""
    row = deciders_ticket_row(actor, number)
    subject = Subject(row.subject)
    kind = RECORDS_OF.get(subject)
    if kind is None:
        return None
    rule, known = precedence_on(today), recorded(actor, row.person_id, subject)
    about = sorted(_about(row, subject, known), key=lambda one: (rule.rank(kind, one.source), one.on, one.id))
    return Weighing(rule, tuple(_weighed(row, rule, kind, about[:WEIGHED_MAX])), _history(kind, row, known))


def _weighed(
    row: Ticket, rule: Precedence, kind: RecordKind, about: Iterable[ContestedRecord]
) -> Iterable[Weighed]:
    for one in about:
        yield Weighed(one, one.id == row.record_id, rule.outranks(kind, one.source, SOURCE))


def _about(row: Ticket, subject: Subject, known: list[ContestedRecord]) -> list[ContestedRecord]:
    """Return the record itself and what other sources tell of the same thing."""
    mine = next((one for one in known if one.id == row.record_id), None)
    if subject not in _OF_ONE_DAY:
        return [one for one in known if one is mine or not one.is_annulled]
    wanted = _thing(mine.on, mine.details) if mine is not None else _claimed(row)
    return [
        one for one in known if one is mine or (not one.is_annulled and _thing(one.on, one.details) == wanted)
    ]


def _thing(on: date, details: Mapping[str, Any]) -> tuple[date, str]:
    """Return what makes two records tell of one thing: a dose of that day, or that kind of test of that day."""
    return on, details.get("kind", "")


def _claimed(row: Ticket) -> tuple[date, str] | None:
    match read_claim(Subject(row.subject), Fault(row.fault), row.claim):
        case DoseClaim(given_on=on):
            return on, ""
        case TestClaim(kind=kind, sampled_at=at):
            return local_date(at), kind
    return None


def _history(kind: RecordKind, row: Ticket, known: list[ContestedRecord]) -> tuple[FormerState, ...]:
    is_theirs = any(one.id == row.record_id for one in known)
    return tuple(states_of_record(kind, int(row.record_id))) if is_theirs else ()
