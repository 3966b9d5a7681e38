"""DUNG, TIEP, EN, VN: what the holder of a number chooses for it. Nobody has to be verified for that."""

from antoan.domains.messaging.services import choose_language, start_number, stop_number
from antoan.domains.messaging.values import Language
from antoan.domains.textline.question import Question
from antoan.domains.textline.values import Reply


def stop(question: Question) -> Reply:
    """Send nothing more here but answers, whoever of those on this number it is about."""
    stop_number(question.number)
    return Reply("stopped")


def start(question: Question) -> Reply:
    """Send messages here again."""
    start_number(question.number)
    return Reply("started")


def english(question: Question) -> Reply:
    """Write English to this number."""
    choose_language(question.number, Language.ENGLISH)
    return Reply("language")


def vietnamese(question: Question) -> Reply:
    """Write Vietnamese to this number."""
    choose_language(question.number, Language.VIETNAMESE)
    return Reply("language")
