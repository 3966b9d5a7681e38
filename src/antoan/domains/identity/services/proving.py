"""Takes somebody on a proven number for one of those who share it, once they know what only that one knows (L23b)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.identity.errors import ProofImpossible, ProofLocked, ProofWrong
from antoan.domains.identity.models import WrongAnswer
from antoan.domains.identity.queries.checks import on_phone, verified_phone
from antoan.domains.identity.queries.counting import hold, index_of_number, wrong_answers
from antoan.domains.identity.rules.codes import DAY
from antoan.domains.identity.rules.proving import is_proof_locked, is_right
from antoan.domains.identity.services.accounts import account_of
from antoan.domains.identity.services.trail import note_by_phone
from antoan.domains.identity.values import Question, VerifiedPhone
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries.phones import Reached, paper_tails_of, people_reached_at
from antoan.domains.people.services import add_phone
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.kit import clock
from antoan.kit.errors import AntoanError


def prove_person(*, check_id: UUID | None, person_id: int, answer: str, address: str = "") -> Account:
    """Return the account of somebody on a proven number who knows what is asked; the number counts as theirs anew.

    PersonNotFound for whoever is not on this number. ProofWrong, ProofLocked, ProofImpossible, CheckGone,
    AccountClosed.
    """
    now = clock.now()
    phone = verified_phone(check_id, now)
    with transaction.atomic():
        outcome = _prove(phone, person_id, answer, address, now)
    if isinstance(outcome, AntoanError):
        raise outcome
    return outcome


def is_locked_for(phone: VerifiedPhone, person_id: int, now: datetime) -> bool:
    """Tell whether no more answers about a person are taken on this number today."""
    subject, since = index_of_number(phone.number), now - DAY
    return is_proof_locked(
        wrong_about_person=wrong_answers(subject, since, person_id=person_id),
        wrong_at_number=wrong_answers(subject, since),
    )


def _prove(
    phone: VerifiedPhone, person_id: int, answer: str, address: str, now: datetime
) -> Account | AntoanError:
    hold(index_of_number(phone.number))
    person = _reached(phone, person_id)
    question = next(one.question for one in on_phone(phone, now) if one.person_id == person_id)
    if question is Question.IMPOSSIBLE:
        return ProofImpossible()
    if question is not Question.NOTHING and is_locked_for(phone, person_id, now):
        return ProofLocked()
    if not is_right(question, answer, birth_on=person.birth_on, paper_tails=paper_tails_of(person_id)):
        return note_wrong(phone, person_id, address, now)
    add_phone(actor=SYSTEM, person_id=person_id, number=phone.number, verified_at=phone.verified_at)
    note_by_phone("identity:person:proven", person_id, address)
    return account_of(person_id)


def note_wrong(phone: VerifiedPhone, person_id: int, address: str, now: datetime) -> AntoanError:
    """Count a wrong answer about a person; the last one that is taken is told to whose entry it was."""
    WrongAnswer.objects.create(subject=index_of_number(phone.number), person_id=person_id, at=now)
    if is_locked_for(phone, person_id, now):
        note_by_phone("identity:proof:locked", person_id, address)
        return ProofLocked()
    return ProofWrong()


def _reached(phone: VerifiedPhone, person_id: int) -> Reached:
    for one in people_reached_at(phone.number):
        if one.person_id == person_id:
            return one
    raise PersonNotFound
