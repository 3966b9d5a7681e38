"""Who seems to live together: people who share a telephone or an address. For grouping; shows nobody anything."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Final

from django.db.models import Q

from antoan.domains.people.models import Person, Phone
from antoan.kit.text import fold

LIVING_WITH_MAX: Final = 20


def households_of(person_ids: Iterable[int]) -> dict[int, int]:
    """Return for each of these people the smallest id among those they seem to live with, as far as asked for."""
    people = set(person_ids)
    shared: dict[Hashable, list[int]] = defaultdict(list)
    for person_id, index in Phone.objects.filter(person__in=people).values_list("person_id", "number_index"):
        shared[bytes(index)].append(person_id)
    homes = Person.objects.filter(pk__in=people).exclude(address="").exclude(ward=None)
    for person_id, ward_id, address in homes.values_list("pk", "ward_id", "address"):
        shared[ward_id, fold(address)].append(person_id)
    return _joined(people, shared.values())


def _joined(people: set[int], groups: Iterable[list[int]]) -> dict[int, int]:
    """Join whoever shares anything, also through others; each is named by the smallest id of the whole."""
    first = {person_id: person_id for person_id in people}

    def head(person_id: int) -> int:
        while first[person_id] != person_id:
            first[person_id] = first[first[person_id]]
            person_id = first[person_id]
        return person_id

    for group in groups:
        for other in group[1:]:
            one, two = sorted((head(group[0]), head(other)))
            first[two] = one
    return {person_id: head(person_id) for person_id in people}


def living_with(person_id: int) -> list[int]:
    """Return who seems to live with somebody, at most LIVING_WITH_MAX: family, a shared number, the same address.

    For services and queries that have checked who asks.
    """
    person = Person.objects.get(pk=person_id)
    family = Q(guardians__guardian=person_id, guardians__ended_at__isnull=True) | Q(
        dependants__person=person_id, dependants__ended_at__isnull=True
    )
    numbers = person.phones.values_list("number_index", flat=True)
    near = family | Q(phones__number_index__in=list(numbers))
    if person.address and person.ward_id:
        near |= Q(ward=person.ward_id, address=person.address)
    found = Person.objects.filter(near).exclude(pk=person_id).order_by("pk").values_list("pk", flat=True)
    return list(found.distinct()[:LIVING_WITH_MAX])
