"""As much of a person as a gate shows: enough to compare with a paper, not enough to know who it is."""

from dataclasses import dataclass

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.models import Person
from antoan.domains.people.values import Gender
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.kit.text import name_label


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Initials with the last name, year of birth, gender."""

    person_id: int
    label: str
    birth_year: int
    gender: Gender


def glimpse_by_qid(actor: Actor, qid: str, *, purpose: str) -> Glimpse:
    """Return who bears a QID; the read is in the trail. The caller has found the QID by a right of its own."""
    person = Person.objects.filter(qid=qid).first()
    if person is None:
        raise PersonNotFound
    record_read(
        actor, action="people.glimpse.read", object_kind="person", object_id=person.pk, person_id=person.pk,
        purpose=purpose,
    )  # fmt: skip
    return Glimpse(person.pk, name_label(person.full_name), person.birth_on.year, Gender(person.gender))
