"""KB: the daily declaration in two letters, in the words of what is wrong, or in what was measured."""

from typing import Final

from antoan.domains.declarations import services as declarations
from antoan.domains.declarations.queries import questionnaires
from antoan.domains.declarations.values import NewDeclaration
from antoan.domains.people.queries import Speaker
from antoan.domains.textline.answers.measuring import answer_measured
from antoan.domains.textline.authorship import BY_SMS, WORDS_LETTERS_MAX, declaration_id
from antoan.domains.textline.measuring import Measured, Unclear, read_measures
from antoan.domains.textline.question import Question
from antoan.domains.textline.reading import is_fine
from antoan.domains.textline.speaking import actor_of
from antoan.domains.textline.values import Reply
from antoan.kit.clock import local

FORM: Final = "short"


def answer(question: Question) -> Reply:
    """Declare that somebody is well, what is wrong, or what was measured; ask again where that is not sure."""
    chosen = question.chosen("KB 1 OK")
    if isinstance(chosen, Reply):
        return chosen
    speaker, words = chosen
    match read_measures(words):
        case Unclear():
            return Reply("measure_how")
        case Measured() as measured:
            return answer_measured(speaker, question, measured)
    fine = is_fine(words)
    if fine is None:
        return Reply("declare_how")
    declare_by_text(speaker, question, is_fine=fine, words=words)
    values = {"who": speaker.label, "time": f"{local(question.at):%H:%M %d/%m}"}
    return Reply("declared_fine" if fine else "declared_unwell", values, speaker.person_id)


def declare_by_text(speaker: Speaker, question: Question, *, is_fine: bool, words: str) -> None:
    """Declare with the short form. The same incoming message is the same declaration, however often it is handled."""
    form = questionnaires().in_force(FORM, question.at)
    declarations.declare(
        actor=actor_of(speaker),
        declaration=NewDeclaration(
            id=declaration_id(question.incoming_id),
            person_id=speaker.person_id,
            declared_at=question.at,
            questionnaire=form.key,
            version=form.version,
            answers={"unwell": False}
            if is_fine
            else {"unwell": True, "unwellNote": words[:WORDS_LETTERS_MAX]},
            author=BY_SMS,
        ),
    )
