"""Writes of the identity domain, one function per use case."""

from antoan.domains.identity.services.activating import enter_activation, print_activation
from antoan.domains.identity.services.asking import ask_code, send_again
from antoan.domains.identity.services.clearing import forget_old_checks, settle_due
from antoan.domains.identity.services.deciding import ask_for_paper, decide_different, decide_same
from antoan.domains.identity.services.entering import enter_code
from antoan.domains.identity.services.family import add_to_family, end_childhoods, end_tie
from antoan.domains.identity.services.helping import end_help, let_help
from antoan.domains.identity.services.inviting import answer_invitation, confirm_at_desk
from antoan.domains.identity.services.merging import finish_merges, merge_entries, undo_merge
from antoan.domains.identity.services.proving import prove_person
from antoan.domains.identity.services.registering import register_self

__all__ = [
    "add_to_family",
    "answer_invitation",
    "ask_code",
    "ask_for_paper",
    "confirm_at_desk",
    "decide_different",
    "decide_same",
    "end_childhoods",
    "end_help",
    "end_tie",
    "enter_activation",
    "enter_code",
    "finish_merges",
    "forget_old_checks",
    "let_help",
    "merge_entries",
    "print_activation",
    "prove_person",
    "register_self",
    "send_again",
    "settle_due",
    "undo_merge",
]
