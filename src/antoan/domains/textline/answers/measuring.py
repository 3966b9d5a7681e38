"""KB 37,5 97: what was measured at home, from a telephone without the internet."""

from typing import Any, Final

from antoan.domains.declarations import services as declarations
from antoan.domains.declarations.queries import questionnaires
from antoan.domains.declarations.values import NewDeclaration
from antoan.domains.people.queries import Speaker
from antoan.domains.textline.authorship import BY_SMS, WORDS_LETTERS_MAX, declaration_id
from antoan.domains.textline.measuring import Measured
from antoan.domains.textline.question import Question
from antoan.domains.textline.reading import is_fine
from antoan.domains.textline.speaking import actor_of
from antoan.domains.textline.values import Reply
from antoan.kit.clock import local

FORM: Final = "measured"


def answer_measured(speaker: Speaker, question: Question, measured: Measured) -> Reply:
    """Keep a reading and say back what was understood; a warning sign in it is the ward's at once."""
    form = questionnaires().in_force(FORM, question.at)
    said = declarations.declare(
        actor=actor_of(speaker),
        declaration=NewDeclaration(
            id=declaration_id(question.incoming_id),
            person_id=speaker.person_id,
            declared_at=question.at,
            questionnaire=form.key,
            version=form.version,
            answers=_answers(measured),
            author=BY_SMS,
        ),
    )
    values = {
        "who": speaker.label,
        "time": f"{local(question.at):%H:%M %d/%m}",
        "measured": measured.in_words(),
    }
    return Reply(
        "measured_warning" if said.is_risky else "measured",
        values,
        speaker.person_id,
        english={"measured": measured.in_words(degrees_as="{}.{} C")},
    )


def _answers(measured: Measured) -> dict[str, Any]:
    """Return the answers: only what was written, for a sign nobody wrote of is not absent."""
    answers: dict[str, Any] = {}
    if measured.step:
        answers["temperature"] = measured.step
    if measured.spo2 is not None:
        answers["spo2"] = measured.spo2
    if measured.words:
        answers["unwellNote"] = measured.words[:WORDS_LETTERS_MAX]
        fine = is_fine(measured.words)
        if fine is not None:  # "Khong sot": for the ward to read, not for us to judge.
            answers["unwell"] = not fine
    return answers
