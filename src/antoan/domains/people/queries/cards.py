"""Names and numbers of many people at once, for lists whose leaving the caller has let somebody allow and recorded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from antoan.domains.people.models import Person, Phone
from antoan.domains.people.queries.persons import birth_of
from antoan.domains.people.values import Birth


@dataclass(frozen=True, slots=True)
class Card:
    """How to find somebody."""

    full_name: str
    birth: Birth
    phones: tuple[str, ...]
    address: str
    ward_id: int | None


def cards_of(person_ids: Iterable[int]) -> dict[int, Card]:
    """Return the cards of people; who does not exist any more is left out."""
    people = set(person_ids)
    phones: dict[int, list[str]] = defaultdict(list)
    for phone in Phone.objects.filter(person__in=people).order_by("pk"):
        phones[phone.person_id].append(str(phone.number))
    return {
        person.pk: Card(
            person.full_name, birth_of(person), tuple(phones[person.pk]), person.address, person.ward_id
        )
        for person in Person.objects.filter(pk__in=people)
    }
