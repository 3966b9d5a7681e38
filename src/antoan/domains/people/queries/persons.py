"""Finds persons by what identifies them, and shows a row as a value. For services: no actor is asked here."""

from collections.abc import Collection

from django.db.models import F

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.models import Dependant, Document, Person, Phone
from antoan.domains.people.papers import doubts_about, identifying_part
from antoan.domains.people.values import (
    Birth,
    DependantView,
    DocumentDoubt,
    DocumentKind,
    Gender,
    Paper,
    PersonView,
    QidSource,
)
from antoan.foundation.db.sealed import blind_index


def person_by_qid(qid: str) -> int:
    """Return whose QID this is, for other domains; PersonNotFound."""
    person_id = Person.objects.filter(qid=qid).values_list("pk", flat=True).first()
    if person_id is None:
        raise PersonNotFound
    return person_id


def person_id_by_document(paper: Paper) -> int | None:
    """Return whose document this is, for services only: never show anybody whether a number is known (lesson L9)."""
    held = Document.objects.filter(kind=paper.kind, number_index=paper_index(paper), is_contested=False)
    return held.values_list("person_id", flat=True).first()


def phone_for(person_id: int) -> str | None:
    """Return the number on which a person is told things: a verified one first, else a guardian's; for services only."""
    own = Phone.objects.filter(person=person_id)
    of_guardian = Phone.objects.filter(
        person__dependants__person=person_id, person__dependants__ended_at__isnull=True
    )
    for phones in (own, of_guardian):
        found = phones.order_by(F("verified_at").desc(nulls_last=True), "pk").first()
        if found is not None:
            return str(found.number)
    return None


def guarded_by(person_id: int) -> list[int]:
    """Return those a person answers for; for services only."""
    links = Dependant.objects.filter(guardian=person_id, ended_at__isnull=True)
    return list(links.values_list("person_id", flat=True))


def verified_phones_of(person_ids: Collection[int]) -> dict[int, str]:
    """Return by person a number that is known to be theirs; for services only. Others are left out."""
    phones = Phone.objects.filter(person__in=person_ids, verified_at__isnull=False).order_by(
        "-verified_at", "pk"
    )
    found: dict[int, str] = {}
    for phone in phones:
        found.setdefault(phone.person_id, phone.number)
    return found


def ward_of(person_id: int) -> int | None:
    """Return in which ward somebody lives, for services that find whose matter something is; None: not known."""
    return Person.objects.filter(pk=person_id).values_list("ward_id", flat=True).first()


def person_view(person_id: int) -> PersonView:
    """Return a person with documents and phones, for services and for queries that keep the trail themselves."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise PersonNotFound
    return view_of(person)


def person_row(person_id: int) -> Person | None:
    """Return a person as it is stored, for this domain's own queries."""
    return Person.objects.filter(pk=person_id).first()


def has_contested_papers(person_id: int) -> bool:
    """Tell whether a person gave a paper that somebody else holds; for desks only, never for the person."""
    return Document.objects.filter(person=person_id, is_contested=True).exists()


def paper_index(paper: Paper) -> bytes:
    """Return the blind index under which a canonical paper is stored."""
    return blind_index(f"document:{paper.kind}", identifying_part(paper))


def view_of(person: Person) -> PersonView:
    """Return a person as those see it who may."""
    papers = tuple(
        Paper(DocumentKind(document.kind), document.number) for document in person.documents.order_by("pk")
    )
    return PersonView(
        id=person.pk,
        qid=person.qid,
        qid_source=QidSource(person.qid_source),
        full_name=person.full_name,
        birth=birth_of(person),
        gender=Gender(person.gender),
        nationality=person.nationality,
        address=person.address,
        ward_id=person.ward_id,
        documents=papers,
        phones=tuple(phone.number for phone in person.phones.order_by("pk")),
        doubts=_doubts(person, papers),
    )


def birth_of(person: Person) -> Birth:
    """Return the birth of a person."""
    return Birth(person.birth_on, person.birth_day_known)


def dependant_view(link: Dependant) -> DependantView:
    """Return a guardianship as others see it."""
    return DependantView(guardian_id=link.guardian_id, person_id=link.person_id, kinship=link.kinship)


def _doubts(person: Person, papers: tuple[Paper, ...]) -> tuple[DocumentDoubt, ...]:
    found = (
        doubt
        for paper in papers
        for doubt in doubts_about(
            paper, birth=birth_of(person), gender=Gender(person.gender), nationality=person.nationality
        )
    )
    return tuple(dict.fromkeys(found))
