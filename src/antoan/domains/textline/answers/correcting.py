"""SUA: how far a correction has come, told to its person's own number only."""

from typing import Final

from antoan.domains.corrections.errors import TicketNotFound
from antoan.domains.corrections.queries import ticket_for
from antoan.domains.corrections.values import TicketState, TicketView
from antoan.domains.people.queries import Speaker
from antoan.domains.textline.question import UNVERIFIED, Question
from antoan.domains.textline.speaking import actor_of
from antoan.domains.textline.values import Reply
from antoan.kit import spoken
from antoan.kit.clock import local

_STATES: Final = {
    TicketState.OPEN: ("chờ xem", "waits to be looked at"),
    TicketState.IN_REVIEW: ("đang xem", "is being looked at"),
    TicketState.NEEDS_MORE: ("cần bạn bổ sung", "needs more from you"),
    TicketState.GRANTED: ("đã sửa", "granted"),
    TicketState.REFUSED: ("không được đồng ý", "not granted"),
    TicketState.WITHDRAWN: ("đã rút", "withdrawn"),
}


def answer(question: Question) -> Reply:
    """Tell state and deadline; never what it is about. No ticket, and another's ticket, are one answer."""
    if not question.speakers:
        return UNVERIFIED
    for speaker in question.speakers:
        ticket = _ticket(speaker, question.asked.rest)
        if ticket is not None:
            state, state_en = _STATES[ticket.state]
            values = {
                "number": spoken.show(ticket.number),
                "state": state,
                "due": f"{local(ticket.due_at):%d/%m/%Y}",
            }
            return Reply("ticket", values, speaker.person_id, english={"state": state_en})
    return Reply("ticket_none")


def _ticket(speaker: Speaker, typed: str) -> TicketView | None:
    try:
        found = ticket_for(actor_of(speaker), spoken.read(typed) or "")
    except TicketNotFound:
        return None
    return found if found.person_id == speaker.person_id else None
