"""Erases a person for good: rows, history, codes, and what the domains above keep (lesson L21)."""

from django.db import transaction

from antoan.domains.codes.erasing import forget_codes
from antoan.domains.messaging.services import forget_messages
from antoan.domains.people.events import PersonErased
from antoan.domains.people.models import Dependant, Document, Erasure, Person, Phone
from antoan.domains.people.permissions import ERASE
from antoan.domains.people.queries.access import person_in
from antoan.domains.people.values import ErasureGround
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.services.erasing import forget_account_of
from antoan.foundation.audit.services import record_decision
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import announce, forget
from antoan.kit import clock


@transaction.atomic
def erase_person(*, actor: Actor, person_id: int, ground: ErasureGround) -> None:
    """Delete all that is kept of a person. A tombstone says that it was done; it cannot be undone.

    The trail keeps who read and decided what about this number, and no value of the person.
    """
    person = person_in(actor, person_id, ERASE)
    record_decision(
        actor,
        action="people.person.erase",
        object_kind="person",
        object_id=person_id,
        person_id=person_id,
        detail={"ground": ground.value},
    )
    announce(PersonErased(person_id))
    forget_codes(actor=SYSTEM, qid=person.qid)  # Erasing reaches further than revoking.
    forget_messages(person_id=person_id, numbers=_numbers_of_nobody_else(person_id))
    forget(qid=person.qid)
    forget_account_of(person_id)
    _forget_history(person_id)
    Person.objects.filter(pk=person_id).delete()
    Erasure.objects.create(
        person_id=person_id, ground=ground, erased_at=clock.now(), erased_by=actor.account_id
    )


def _numbers_of_nobody_else(person_id: int) -> list[str]:
    """Return the numbers on which only this person was reached. What others on a shared number chose stays."""
    shared = Phone.objects.exclude(person=person_id).values("number_index")
    return [phone.number for phone in Phone.objects.filter(person=person_id).exclude(number_index__in=shared)]


def _forget_history(person_id: int) -> None:
    """Delete what triggers wrote of every change. Deleting a row writes no history of its own."""
    history(Person).filter(id=person_id).delete()
    for model in (Document, Phone, Dependant):
        history(model).filter(person=person_id).delete()
    history(Dependant).filter(guardian=person_id).delete()
