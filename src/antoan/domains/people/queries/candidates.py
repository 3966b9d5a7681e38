"""Who may be the one a description is of: a bounded list to compare, never shown to anybody."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.db.models.lookups import GreaterThanOrEqual

from antoan.domains.people.matching import Confidence, Description, Match, SamePerson, compare, swapped
from antoan.domains.people.models import Document, Person
from antoan.domains.people.queries.persons import birth_of, paper_index
from antoan.domains.people.rules import folded_name
from antoan.domains.people.values import DocumentKind, Gender, Paper

# What one search compares at most: a day of birth has about 35 people in a million.
COMPARED_MAX: Final = 3_000
SIMILAR_MIN: Final = 0.3  # As pg_trgm's own operator.


def likely_same(sought: Description) -> list[SamePerson]:
    """Return everybody whom a description may be of, the best fit first; papers in canonical form.

    For services only: whether anybody was found is told to nobody (lesson L9).
    """
    near = Person.objects.filter(candidates(sought)).order_by("birth_on", "pk")[:COMPARED_MAX]
    # A paper can only speak against somebody found by name: so papers are read of few.
    people = {person.pk: person for person in near if _fits(_compared(sought, person, []))}
    people |= Person.objects.in_bulk(_holders(sought) - people.keys())
    papers = _papers_of(people)
    found = [SamePerson(pk, _compared(sought, person, papers.get(pk, []))) for pk, person in people.items()]
    fitting = [one for one in found if _fits(one.match)]
    return sorted(fitting, key=lambda one: (not one.match.same_document, -one.match.score, one.person_id))


def candidates(sought: Description, *, of_wards: bool = False) -> Q:
    """Return whom to compare: everyone born that day, and of other likely days those of a similar name.

    Among the people of some wards names are compared one by one: half the city shares the letters of a common
    name, and reading them all from the index of names costs a second where a ward has a hundred to compare.
    """
    name = folded_name(sought.full_name)
    similar = (
        Q(GreaterThanOrEqual(TrigramSimilarity("name_folded", name), SIMILAR_MIN))
        if of_wards
        else Q(name_folded__trigram_similar=name)
    )
    day = sought.birth.on
    if not sought.birth.is_day_known:
        return similar & Q(birth_on__range=(date(day.year, 1, 1), date(day.year, 12, 31)))
    nearby = Q(birth_on__in=one_digit_away(day)) | Q(birth_on=date(day.year, 1, 1), birth_day_known=False)
    born = [day, turned] if (turned := swapped(day)) else [day]
    return Q(birth_on__in=born) | (similar & nearby)


def one_digit_away(day: date) -> list[date]:
    """Return the dates that are written with one digit different."""
    written = f"{day:%Y%m%d}"
    found = []
    for place, digit in enumerate(written):
        for other in "0123456789".replace(digit, ""):
            text = written[:place] + other + written[place + 1 :]
            try:
                found.append(date(int(text[:4]), int(text[4:6]), int(text[6:])))
            except ValueError:
                continue
    return found


def _holders(sought: Description) -> set[int]:
    """Return who holds one of the papers, contested or not."""
    either = Q(pk__in=[])
    for paper in sought.papers:
        either |= Q(kind=paper.kind, number_index=paper_index(paper))
    # Asked apart, so that each finds its own index.
    return {
        person_id
        for is_contested in (False, True)
        for person_id in Document.objects.filter(either, is_contested=is_contested).values_list(
            "person_id", flat=True
        )
    }


def _papers_of(person_ids: Iterable[int]) -> dict[int, list[Paper]]:
    papers: dict[int, list[Paper]] = {}
    for row in Document.objects.filter(person__in=list(person_ids)).order_by("pk"):
        papers.setdefault(row.person_id, []).append(Paper(DocumentKind(row.kind), row.number))
    return papers


def _compared(sought: Description, person: Person, papers: list[Paper]) -> Match:
    found = Description(person.full_name, birth_of(person), Gender(person.gender), papers)
    return compare(sought, found)


def _fits(match: Match) -> bool:
    return match.confidence is not Confidence.NONE
