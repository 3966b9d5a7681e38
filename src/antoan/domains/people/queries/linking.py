"""Finds who many descriptions are of, a batch at a time. For services only: what it finds is shown to nobody.

`find_people` is how somebody searches; this is how an import is joined to people without anybody looking.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec
from django.db import connection

from antoan.domains.people.matching import Confidence, Description, compare, swapped
from antoan.domains.people.models import Document, Person
from antoan.domains.people.queries.persons import birth_of, paper_index
from antoan.domains.people.rules import folded_name
from antoan.domains.people.values import Birth, DocumentKind, Gender, Paper
from antoan.foundation.db.sealed import blind_index

_SIMILAR_MIN: Final = 0.45
# Everybody of this name born that day, and of a similar name where a day has hundreds of people. New Year, the day
# of all whose day is not known, has many thousands: there the name must be the same.
_ALIKE: Final = """
WITH asked AS (SELECT * FROM json_to_recordset(%s) AS t(place integer, born date, name text, is_exact boolean))
SELECT t.place, p.id FROM asked t JOIN people_person p ON p.birth_on = t.born AND p.name_folded = t.name
UNION
SELECT t.place, p.id FROM asked t JOIN people_person p ON p.birth_on = t.born
WHERE NOT t.is_exact AND similarity(p.name_folded, t.name) >= %s
"""
_HOLDERS: Final = """
SELECT t.place, p.id, p.full_name, p.birth_on, p.birth_day_known, p.gender
FROM json_to_recordset(%s) AS t(place integer, kind text, number text)
JOIN people_document d ON d.kind = t.kind AND d.number_index = decode(t.number, 'hex') AND NOT d.is_contested
JOIN people_person p ON p.id = d.person_id
"""
_RANK: Final = (
    Confidence.CERTAIN, Confidence.CONFLICT, Confidence.STRONG, Confidence.LIKELY, Confidence.POSSIBLE, Confidence.NONE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """The surest match of a description; nobody for Confidence.NONE."""

    confidence: Confidence
    person_id: int | None = None


_NOBODY: Final = Linked(Confidence.NONE)


def link_many(sought: Sequence[Description]) -> list[Linked]:
    """Return the surest match of each description, in order."""
    by_paper = _by_paper(sought)
    open_places = [place for place in range(len(sought)) if place not in by_paper]
    alike = _alike(sought, open_places)
    return [by_paper.get(place) or alike.get(place, _NOBODY) for place in range(len(sought))]


def paper_indexes_of(person_id: int) -> list[bytes]:
    """Return the blind indexes of a person's papers, for tables that keep papers of people not known yet.

    A contested paper is somebody else's until an office has looked at it.
    """
    held = Document.objects.filter(person=person_id, is_contested=False)
    return [bytes(index) for index in held.values_list("number_index", flat=True)]


def _by_paper(sought: Sequence[Description]) -> dict[int, Linked]:
    """Return by place those whose paper somebody holds: certain, or a conflict that a person must look at."""
    shown = [(place, paper) for place, one in enumerate(sought) for paper in one.papers]
    asked = [
        {"place": at, "kind": paper.kind.value, "number": paper_index(paper).hex()}
        for at, (_, paper) in enumerate(shown)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [msgspec.json.encode(asked).decode()])
        rows = sorted(cursor.fetchall())  # Of several papers the first says whose they are.
    found: dict[int, Linked] = {}
    for at, person_id, full_name, birth_on, is_day_known, gender in rows:
        place, paper = shown[at]
        if place not in found:
            holder = Description(full_name, Birth(birth_on, is_day_known), Gender(gender), [paper])
            found[place] = Linked(compare(sought[place], holder).confidence, person_id)
        elif found[place].person_id != person_id:  # Two papers of two people: somebody must look at both.
            found[place] = Linked(Confidence.CONFLICT, found[place].person_id)
    return found


def identity_key(paper: Paper | None, name: str, birth: Birth | None) -> bytes | None:
    """Return the key by which a row of a file is found when its person is erased: the paper, else name and birth."""
    if paper is not None:
        return paper_index(paper)
    if not name or birth is None:
        return None
    return blind_index("imports:name", f"{folded_name(name)}\x1f{birth.on.isoformat()}")


def identity_keys_of(person_id: int) -> list[bytes]:
    """Return every key under which rows of files may tell of a person."""
    person = Person.objects.get(pk=person_id)
    by_name = identity_key(None, person.full_name, birth_of(person))
    return [*paper_indexes_of(person_id), *([by_name] if by_name else [])]


def _alike(sought: Sequence[Description], places: Iterable[int]) -> dict[int, Linked]:
    pairs = _candidates(sought, places)
    people = _people({person_id for _, person_id in pairs})
    best: dict[int, Linked] = {}
    for place, person_id in pairs:
        confidence = compare(sought[place], people[person_id]).confidence
        known = best.get(place, _NOBODY)
        if _RANK.index(confidence) < _RANK.index(known.confidence):
            best[place] = Linked(confidence, person_id)
    return best


def _candidates(sought: Sequence[Description], places: Iterable[int]) -> list[tuple[int, int]]:
    asked = [
        {
            "place": place,
            "born": born.isoformat(),
            "name": folded_name(sought[place].full_name),
            "is_exact": (born.month, born.day) == (1, 1),
        }
        for place in places
        for born in _days(sought[place].birth.on)
    ]
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [msgspec.json.encode(asked).decode(), _SIMILAR_MIN])
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _days(born: date) -> Iterator[date]:
    """Yield the day of birth, the one with day and month swapped, and New Year for those of whom only the year is known."""
    yield from {born, swapped(born) or born, born.replace(month=1, day=1)}


def _people(person_ids: set[int]) -> dict[int, Description]:
    papers: dict[int, list[Paper]] = defaultdict(list)
    for document in Document.objects.filter(person__in=person_ids, is_contested=False):
        papers[document.person_id].append(Paper(DocumentKind(document.kind), document.number))
    return {
        person.pk: _description(person, papers[person.pk])
        for person in Person.objects.filter(pk__in=person_ids)
    }


def _description(person: Person, papers: Sequence[Paper]) -> Description:
    return Description(person.full_name, birth_of(person), Gender(person.gender), papers)
