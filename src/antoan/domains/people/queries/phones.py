"""Who is reached on a telephone number. For services only: no page looks people up by a number (lesson L9)."""

from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import F

from antoan.domains.people.models import Document, Phone
from antoan.foundation.db.sealed import blind_index

# A family, with room to spare. Whoever comes after is helped at a desk.
PEOPLE_PER_NUMBER_MAX: Final = 20
_TAIL_CHARACTERS: Final = 4


class Reached(NamedTuple):
    """Somebody who has this number, with what tells the people on it apart."""

    person_id: int
    full_name: str
    birth_on: date
    is_birth_day_known: bool
    verified_at: datetime | None


def people_reached_at(number: str) -> list[Reached]:
    """Return at most PEOPLE_PER_NUMBER_MAX people who have a canonical number themselves, the oldest entry first."""
    phones = Phone.objects.filter(number_index=blind_index("phone", number)).select_related("person")
    return [
        Reached(
            phone.person_id,
            phone.person.full_name,
            phone.person.birth_on,
            phone.person.birth_day_known,
            phone.verified_at,
        )
        for phone in phones.order_by("person_id")[:PEOPLE_PER_NUMBER_MAX]
    ]


def own_numbers_of(person_id: int) -> list[str]:
    """Return the numbers a person has, verified ones first."""
    phones = Phone.objects.filter(person=person_id)
    return [str(phone.number) for phone in phones.order_by(F("verified_at").desc(nulls_last=True), "pk")]


def verified_numbers_of(person_id: int) -> list[str]:
    """Return the numbers a person has proven, the latest first."""
    phones = Phone.objects.filter(person=person_id, verified_at__isnull=False)
    return [str(phone.number) for phone in phones.order_by("-verified_at", "pk")]


def paper_tails_of(person_id: int) -> frozenset[str]:
    """Return the last four characters of each paper a person holds uncontested."""
    papers = Document.objects.filter(person=person_id, is_contested=False)
    return frozenset(paper.number[-_TAIL_CHARACTERS:] for paper in papers)
