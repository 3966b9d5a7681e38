"""What each keyword is answered with."""

from collections.abc import Callable, Mapping
from typing import Final

from antoan.domains.textline.answers import (
    choices,
    codes,
    colours,
    confirming,
    correcting,
    declaring,
    registering,
    visiting,
)
from antoan.domains.textline.question import Question
from antoan.domains.textline.values import Keyword, Reply

__all__ = ["ANSWERS"]

ANSWERS: Final[Mapping[Keyword, Callable[[Question], Reply | None]]] = {
    Keyword.REGISTER: registering.answer,
    Keyword.CODE: codes.answer,
    Keyword.COLOUR: colours.answer,
    Keyword.DECLARE: declaring.answer,
    Keyword.ENTER: visiting.enter,
    Keyword.LEAVE: visiting.leave,
    Keyword.CONFIRM: confirming.confirm,
    Keyword.ANNUL: confirming.annul,
    Keyword.CORRECTION: correcting.answer,
    Keyword.STOP: choices.stop,
    Keyword.START: choices.start,
    Keyword.ENGLISH: choices.english,
    Keyword.VIETNAMESE: choices.vietnamese,
    Keyword.HELP: lambda question: Reply("help"),
    Keyword.UNKNOWN: lambda question: Reply("unknown"),
}
