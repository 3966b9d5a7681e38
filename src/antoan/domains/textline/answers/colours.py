"""MAU: the colour now, why, and until when, to the person's own telephone only (feature 49)."""

from typing import Final

from antoan.domains.passes.queries import verdict_of
from antoan.domains.policy.values import Colour
from antoan.domains.textline.question import Question
from antoan.domains.textline.speaking import actor_of
from antoan.domains.textline.values import Reply
from antoan.kit.clock import local

_COLOURS: Final = {
    Colour.GREEN: "XANH",
    Colour.YELLOW: "VANG",
    Colour.RED: "DO",
    Colour.BLACK: "DEN",
    Colour.UNKNOWN: "CHUA RO",
}


def answer(question: Question) -> Reply:
    """Tell the colour with the words a gate shows: a family reads along, and those name no illness (lesson L18)."""
    chosen = question.chosen("MAU 1")
    if isinstance(chosen, Reply):
        return chosen
    speaker, _ = chosen
    verdict = verdict_of(actor_of(speaker), speaker.person_id, question.at)
    reason = verdict.decided_by.reason
    values = {
        "who": speaker.label,
        "colour": _COLOURS[verdict.colour],
        "time": f"{local(question.at):%H:%M %d/%m}",
        "reason": reason.vi.rstrip("."),
    }
    english = {"colour": verdict.colour.value.upper(), "reason": reason.en.rstrip(".")}
    if verdict.until is None:
        return Reply("colour", values, speaker.person_id, english=english)
    until = f"{local(verdict.until):%H:%M %d/%m/%Y}"
    return Reply("colour_until", {**values, "until": until}, speaker.person_id, english=english)
