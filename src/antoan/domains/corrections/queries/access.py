"""Decides whether an actor may touch a ticket or an appeal. The only way to one."""

from antoan.domains.corrections.errors import AppealNotFound, TicketNotFound
from antoan.domains.corrections.models import Appeal, Ticket
from antoan.domains.corrections.permissions import ANSWER_APPEAL, DECIDES, OPEN, READ
from antoan.domains.corrections.values import Subject
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for, may_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken


def own_ticket_row(actor: Actor, number: str, *, permission: str, lock: bool = False) -> Ticket:
    """Return a ticket about the actor or a dependant, or one the actor opened for somebody; TicketNotFound."""
    row = _ticket(number, lock=lock)
    if actor.is_system:
        return row
    if answers_for(actor, row.person_id):
        may_touch = _may(actor, permission, row.person_id)
    else:
        is_opener = actor.account_id is not None and row.opened_by_account_id == actor.account_id
        may_touch = is_opener and _may(actor, OPEN, row.person_id)
    if not may_touch:
        raise TicketNotFound
    return row


def deciders_ticket_row(actor: Actor, number: str, *, lock: bool = False) -> Ticket:
    """Return a ticket that the actor's office decides; TicketNotFound."""
    row = _ticket(number, lock=lock)
    if not _may(actor, DECIDES[Subject(row.subject)], row.person_id):
        raise TicketNotFound
    return row


def ticket_row(actor: Actor, number: str) -> Ticket:
    """Return a ticket that the actor may see, as its person or as its office; TicketNotFound."""
    try:
        return own_ticket_row(actor, number, permission=READ)
    except TicketNotFound:
        return deciders_ticket_row(actor, number)


def appeal_row(actor: Actor, number: str, *, lock: bool = False) -> Appeal:
    """Return an appeal that the actor may see, as its person or as who answers; AppealNotFound."""
    rows = Appeal.objects.select_for_update() if lock else Appeal.objects.all()
    row = rows.filter(number=spoken.read(number)).first()
    if row is None:
        raise AppealNotFound
    is_own = answers_for(actor, row.person_id) and _may(actor, READ, row.person_id)
    if not is_own and not _may(actor, ANSWER_APPEAL, row.person_id):
        raise AppealNotFound
    return row


def answerers_appeal_row(actor: Actor, number: str, *, lock: bool = False) -> Appeal:
    """Return an appeal that the actor's office answers; AppealNotFound."""
    row = appeal_row(actor, number, lock=lock)
    if not _may(actor, ANSWER_APPEAL, row.person_id):
        raise AppealNotFound
    return row


def require_own_ticket(actor: Actor, number: str) -> None:
    """Let the actor go on with a ticket that own_ticket_row would return; TicketNotFound."""
    own_ticket_row(actor, number, permission=READ)


def require_own_appeal(actor: Actor, number: str) -> None:
    """Let the actor go on with an appeal of their own or a dependant's; AppealNotFound."""
    if not answers_for(actor, appeal_row(actor, number).person_id):
        raise AppealNotFound


def require_decider(actor: Actor, number: str) -> None:
    """Let the actor go on when its office decides this ticket; TicketNotFound."""
    deciders_ticket_row(actor, number)


def require_answerer(actor: Actor, number: str) -> None:
    """Let the actor go on when its office answers this appeal; AppealNotFound."""
    answerers_appeal_row(actor, number)


def _ticket(number: str, *, lock: bool) -> Ticket:
    rows = Ticket.objects.select_for_update() if lock else Ticket.objects.all()
    row = rows.filter(number=spoken.read(number)).first()
    if row is None:
        raise TicketNotFound
    return row


def _may(actor: Actor, permission: str, person_id: int) -> bool:
    try:
        return may_over_person(actor, permission, person_id)
    except PersonNotFound:
        return False
