"""Who speaks through a telephone number. For services only: nobody is ever told whose number it is (lesson L9)."""

from dataclasses import dataclass
from typing import Final

from antoan.domains.people.models import Dependant, Person, Phone
from antoan.foundation.db.sealed import blind_index
from antoan.kit.text import name_label

SPEAKERS_MAX: Final = 9  # One digit tells them apart.


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody for whom a message from a number may speak: who verified it, or a dependant of such a one."""

    person_id: int
    speaking_id: int  # Who verified the number: the person, or the guardian.
    qid: str
    label: str  # Initials and last name.


def speakers_on(number: str) -> list[Speaker]:
    """Return everybody who proved to hold a number, then their dependants, always in the same order."""
    holders = Phone.objects.filter(
        number_index=blind_index("phone", number), verified_at__isnull=False
    ).order_by("pk")
    found: dict[int, Speaker] = {}
    for phone in holders.select_related("person")[:SPEAKERS_MAX]:
        found[phone.person_id] = _speaker(phone.person, phone.person_id)
    links = Dependant.objects.filter(guardian__in=list(found), ended_at__isnull=True).order_by("pk")
    for link in links.select_related("person")[:SPEAKERS_MAX]:
        found.setdefault(link.person_id, _speaker(link.person, link.guardian_id))
    return list(found.values())[:SPEAKERS_MAX]


def _speaker(person: Person, speaking_id: int) -> Speaker:
    return Speaker(person.pk, speaking_id, person.qid, name_label(person.full_name))
