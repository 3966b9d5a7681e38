"""XN and SAI: a yes or no to what somebody else declared (lesson L16). A code works from its own number only.

Whoever holds the number was asked there, so nobody has to be verified on it; what it is about stays unsaid.
"""

from antoan.domains.declarations import services as declarations
from antoan.domains.declarations.errors import DeclarationAnnulled, DeclarationNotFound
from antoan.domains.declarations.queries.access import REPLY_DIGITS
from antoan.domains.textline.limits import has_tries_left
from antoan.domains.textline.question import Question
from antoan.domains.textline.values import Note, Reply

# One answer for a code that is wrong, expired, or another's.
_WRONG = Reply("code_wrong", note=Note.WRONG_CODE)


def confirm(question: Question) -> Reply:
    """Agree to a declaration."""
    return _judge(question, "confirmed", is_true=True)


def annul(question: Question) -> Reply:
    """Strike out a declaration that is not true."""
    return _judge(question, "annulled", is_true=False)


def _judge(question: Question, template: str, *, is_true: bool) -> Reply:
    digits = "".join(letter for letter in question.asked.rest if letter.isascii() and letter.isdigit())
    if len(digits) != REPLY_DIGITS or not has_tries_left(question.number, question.at):
        return _WRONG
    try:
        view = declarations.answer_by_reply(number=question.number, digits=digits, is_true=is_true)
    except (DeclarationNotFound, DeclarationAnnulled):
        return _WRONG
    return Reply(template, person_id=view.person_id)
