"""Says who a ticket is about: as much as the office's right lets it see."""

from dataclasses import dataclass

from django.utils.formats import date_format

from antoan.domains.passes.queries import labels_of
from antoan.domains.people.permissions import READ
from antoan.domains.people.queries import identity_of, may_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.kit.text import mask_head


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A person on a desk. Without the right to read people only the label stands there."""

    name: str
    birth: str = ""
    numbers: tuple[str, ...] = ()


def shown_person(actor: Actor, person_id: int) -> ShownPerson:
    """Return the name to compare with a paper, the birth date, and numbers with their beginning hidden."""
    if not may_over_person(actor, READ, person_id):
        return ShownPerson(labels_of([person_id]).get(person_id, ""))
    person = identity_of(actor, person_id, purpose="correction")
    birth = date_format(person.birth.on, "d/m/Y") if person.birth.is_day_known else str(person.birth.on.year)
    return ShownPerson(person.full_name, birth, tuple(mask_head(paper.number) for paper in person.documents))
