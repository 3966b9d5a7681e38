"""DK: whoever has no telephone but this one asks to be registered. The answer is the same for everybody (lesson L9)."""

from antoan.domains.textline.question import Question
from antoan.domains.textline.services.applying import apply
from antoan.domains.textline.values import Reply

LETTERS_MIN = 3


def answer(question: Question) -> Reply:
    """Keep what was written for the ward; without a name, say how to write it."""
    if sum(letter.isalpha() for letter in question.asked.rest) < LETTERS_MIN:
        return Reply("apply_how")
    apply(number=question.number, words=question.asked.rest, received_at=question.at)
    return Reply("applied")
