"""What a declaration means. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from antoan.domains.declarations.errors import DeclarationOutOfTime, DeclarationUnreadable
from antoan.kit.text import fold

ANSWERS_MAX: Final = 60
ANSWER_LETTERS_MAX: Final = 500
AHEAD_MAX: Final = timedelta(minutes=5)
BACK_MAX: Final = timedelta(days=7)
_YES: Final = frozenset({"yes", "co", "true", "1"})


def checked_answers(answers: Mapping[str, Any]) -> dict[str, bool | str]:
    """Return the answers as they are kept; DeclarationUnreadable when there are none, too many or odd ones."""
    if not 1 <= len(answers) <= ANSWERS_MAX:
        raise DeclarationUnreadable(f"A declaration has 1 to {ANSWERS_MAX} answers.")
    for question, answer in answers.items():
        readable = isinstance(answer, bool | str) and len(str(answer)) <= ANSWER_LETTERS_MAX
        if not isinstance(question, str) or not readable:
            raise DeclarationUnreadable(
                f"Each answer is yes, no, or a text of at most {ANSWER_LETTERS_MAX} letters."
            )
    return dict(answers)


def is_risky(answers: Mapping[str, bool | str]) -> bool:
    """Tell whether somebody is to be looked at: any "yes" is a risk.

    Our inference [I]: the city's questionnaire and its rule were not found (domain.md §13); every question of
    the national form asks for a sign or a contact, so that "no" is the harmless answer throughout.
    """
    return any(
        answer is True or (isinstance(answer, str) and fold(answer) in _YES) for answer in answers.values()
    )


def check_time(declared_at: datetime, now: datetime) -> None:
    """Raise DeclarationOutOfTime unless it was declared about now or waited for the network a few days."""
    if declared_at.tzinfo is None or not now - BACK_MAX <= declared_at <= now + AHEAD_MAX:
        raise DeclarationOutOfTime
