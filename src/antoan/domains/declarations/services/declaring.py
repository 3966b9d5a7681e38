"""People declare their health, or have it declared for them."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from antoan.domains.declarations.errors import DeclarationTaken
from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.permissions import MAKE
from antoan.domains.declarations.queries.catalogue import questionnaires
from antoan.domains.declarations.queries.persons import view_of
from antoan.domains.declarations.questionnaires.answers import read_answers
from antoan.domains.declarations.questionnaires.risk import Assessment, assess
from antoan.domains.declarations.rules import check_asked, check_time
from antoan.domains.declarations.services.bounds import check_may_declare_for_another, is_full
from antoan.domains.declarations.services.keeping import Said, keep
from antoan.domains.declarations.values import DeclarationView, NewDeclaration
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.people.queries.presented import person_of_code
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.clock import local_date
from antoan.kit.errors import Forbidden


@transaction.atomic
def declare(*, actor: Actor, declaration: NewDeclaration) -> DeclarationView:
    """Keep a declaration; the same id again is the same declaration.

    One's own, or a guardian's for a dependant, counts at once; so does one that staff make for a minor.
    Anybody else's waits until the person or health staff confirms it (lesson L16). DeclarationOutOfTime,
    NoSuchQuestionnaire, AnswersWrong, DeclarationUnreadable, TooManyDeclarations, DeclarationTaken.
    """
    require_over_person(actor, MAKE, declaration.person_id)
    said = _said(declaration, clock.now())
    row = keep(actor, said, is_own=answers_for(actor, declaration.person_id))
    if row.person_id != declaration.person_id:
        raise DeclarationTaken
    return view_of(row)


@transaction.atomic
def declare_by_code(*, actor: Actor, code: str, declaration: NewDeclaration) -> Assessment:
    """Declare for somebody whose personal code the actor has; `declaration.person_id` is not looked at.

    The answer is the same whether the code is somebody's or nobody's (lesson L9): what the given answers
    mean. Whoever it is hears of it and agrees or not; until then it does not count. TooManyForOthers; other
    errors as for declare.
    """
    if not actor.grants_of(MAKE) and not actor.is_system:
        raise Forbidden
    now = clock.now()
    said = _said(declaration, now)
    check_may_declare_for_another(actor, declaration.author.verified_by, now)
    person_id = person_of_code(code, now)
    is_known = Declaration.objects.filter(pk=declaration.id).exists()
    if person_id is not None and not is_known and not is_full(person_id, now):
        found = replace(said, declaration=replace(declaration, person_id=person_id))
        keep(actor, found, is_own=answers_for(actor, person_id))
    return said.assessment


def _said(declaration: NewDeclaration, now: datetime) -> Said:
    """Check what was sent, whoever it is about, and say what it means."""
    check_time(declaration.declared_at, now)
    questionnaire = questionnaires().find(declaration.questionnaire, declaration.version)
    check_asked(questionnaire, declaration.declared_at)
    answers = read_answers(questionnaire, declaration.answers, today=local_date(declaration.declared_at))
    return Said(declaration, questionnaire, answers, assess(questionnaire, answers.all))
