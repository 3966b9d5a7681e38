"""Writes of tickets and appeals, one function per use case."""

from antoan.domains.corrections.services.appealing import answer_appeal, open_appeal
from antoan.domains.corrections.services.deciding import (
    ask_for_more,
    grant_ticket,
    refuse_ticket,
    take_ticket,
)
from antoan.domains.corrections.services.going_on import answer_question, withdraw_ticket
from antoan.domains.corrections.services.late import escalate_late, withdraw_unanswered
from antoan.domains.corrections.services.opening import add_evidence, open_ticket, remove_evidence
from antoan.domains.corrections.services.several import decide_several

__all__ = [
    "add_evidence",
    "answer_appeal",
    "answer_question",
    "ask_for_more",
    "decide_several",
    "escalate_late",
    "grant_ticket",
    "open_appeal",
    "open_ticket",
    "refuse_ticket",
    "remove_evidence",
    "take_ticket",
    "withdraw_ticket",
    "withdraw_unanswered",
]
