"""Activation codes: printed at a desk for whoever never gets a text message, and entered once."""

from django.db import transaction

from antoan.domains.identity.errors import (
    ActivationImpossible,
    ActivationWrong,
    Locked,
    TooManyActivations,
)
from antoan.domains.identity.limits import (
    ACTIVATION_LETTERS,
    ACTIVATION_LIFE,
    ACTIVATION_TRIES_PER_ADDRESS_HOUR_MAX,
    ACTIVATIONS_PER_ACCOUNT_DAY_MAX,
)
from antoan.domains.identity.models import ActivationCode, WrongAnswer
from antoan.domains.identity.permissions import PRINT_ACTIVATION
from antoan.domains.identity.queries.counting import (
    hold,
    index_of_activation,
    index_of_address,
    wrong_answers,
)
from antoan.domains.identity.rules.codes import DAY, HOUR, address_key
from antoan.domains.identity.services.accounts import account_of
from antoan.domains.identity.services.telling import warn_numbers
from antoan.domains.identity.values import Printed
from antoan.domains.people.papers import canonical_paper
from antoan.domains.people.queries import may_over_person, person_id_by_document
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.queries.phones import own_numbers_of
from antoan.domains.people.values import Birth, Paper, PersonView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.models import Account
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import normalise_crockford, random_crockford
from antoan.kit.text import initials

_GROUP = 4
_TYPED_CHARACTERS_MAX = 40


@transaction.atomic
def print_activation(*, actor: Actor, paper: Paper, birth: Birth) -> Printed:
    """Make an activation code for the holder of a paper that lies on the desk; earlier ones of theirs end.

    ActivationImpossible for a paper nobody has, one of another birth date, and a person elsewhere alike.
    The person's numbers are told. Forbidden, TooManyActivations, DocumentUnreadable.
    """
    if not actor.is_system and not actor.grants_of(PRINT_ACTIVATION):
        raise Forbidden(f"This needs the right {PRINT_ACTIVATION}.", permission=PRINT_ACTIVATION)
    now = clock.now()
    mine = ActivationCode.objects.filter(
        printed_by_account_id=actor.account_id, printed_at__gt=now - DAY
    ).count()
    if mine >= ACTIVATIONS_PER_ACCOUNT_DAY_MAX:
        raise TooManyActivations
    person = _holder(actor, paper, birth)
    ActivationCode.objects.filter(person=person.id, used_at=None).update(used_at=now)
    code = random_crockford(ACTIVATION_LETTERS)
    row = ActivationCode.objects.create(
        person_id=person.id,
        digest=index_of_activation(code),
        printed_at=now,
        printed_by_account_id=actor.account_id,
        expires_at=now + ACTIVATION_LIFE,
    )
    record_decision(
        actor,
        action="identity.activation.printed",
        object_kind="person",
        object_id=person.id,
        person_id=person.id,
    )
    warn_numbers(person.id, own_numbers_of(person.id), "activation", f"activation:{row.pk}")
    return Printed(_shown(code), initials(person.full_name), person.birth.on.year, row.expires_at)


def enter_activation(*, typed: str, address: str = "") -> Account:
    """Return the account of the person whose activation code this is; it works once.

    ActivationWrong for a mistyped, used and expired code alike; Locked after too many from one address.
    """
    with transaction.atomic():
        account = _entered(normalise_crockford(typed[:_TYPED_CHARACTERS_MAX]), address)
    if account is None:
        raise ActivationWrong
    return account


def _entered(code: str, address: str) -> Account | None:
    now, there = clock.now(), index_of_address(address_key(address))
    hold(there)
    wrong = wrong_answers(there, now - HOUR)
    if wrong >= ACTIVATION_TRIES_PER_ADDRESS_HOUR_MAX:
        raise Locked
    rows = ActivationCode.objects.select_for_update().filter(digest=index_of_activation(code))
    row = rows.filter(used_at=None, expires_at__gt=now).first()
    if row is None:
        WrongAnswer.objects.create(subject=there, at=now)
        if wrong + 1 == ACTIVATION_TRIES_PER_ADDRESS_HOUR_MAX:
            _alarm(address)
        return None
    row.used_at = now
    row.save(update_fields=["used_at", "updated_at"])
    record_decision(
        Actor(account_id=None, label="activation code", address=address),
        action="identity:person:proven",
        object_kind="person",
        object_id=row.person_id,
        person_id=row.person_id,
    )
    return account_of(row.person_id)


def _holder(actor: Actor, paper: Paper, birth: Birth) -> PersonView:
    person_id = person_id_by_document(canonical_paper(paper))
    if person_id is None or not may_over_person(actor, PRINT_ACTIVATION, person_id):
        raise ActivationImpossible
    person = person_view(person_id)
    if person.birth != birth:
        raise ActivationImpossible
    return person


def _shown(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def _alarm(address: str) -> None:
    record_decision(
        Actor(account_id=None, label="stranger", address=address),
        action="identity:activation:guessed",
        object_kind="address",
        object_id=address_key(address),
    )
