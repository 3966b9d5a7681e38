"""People become known, and what is known of them changes."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from antoan.domains.people.errors import AlreadyRegistered, DocumentTaken, PhonesFull, QidTaken
from antoan.domains.people.events import PersonChanged, PersonRegistered
from antoan.domains.people.matching import Confidence, Description, compare
from antoan.domains.people.models import Document, Person, Phone
from antoan.domains.people.papers import canonical_paper
from antoan.domains.people.permissions import CHANGE, REGISTER
from antoan.domains.people.queries.access import person_in, scope_of_home
from antoan.domains.people.queries.persons import birth_of, paper_index, person_id_by_document, view_of
from antoan.domains.people.rules import (
    LOCAL_QID_DIGITS,
    PHONES_MAX,
    checked_change,
    checked_person,
    folded_name,
)
from antoan.domains.people.values import Gender, NewPerson, Paper, PersonChange, PersonView, QidSource
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.db.sealed import blind_index
from antoan.foundation.events.bus import announce
from antoan.kit import clock
from antoan.kit.ids import random_digits
from antoan.kit.phones import normalise_phone

# 9 * 10^17 numbers: with 14 million taken, one draw in 64 billion collides.
QID_DRAWS_MAX: Final = 5


@transaction.atomic
def register_person(*, actor: Actor, person: NewPerson, contests: bool = False) -> PersonView:
    """Register somebody; a QID is issued here unless another platform gave one.

    PersonUnreadable, DocumentUnreadable or PhoneUnreadable for what cannot be read. AlreadyRegistered when a
    document belongs to this very person, with `person_id` in its context; DocumentTaken when it belongs to
    somebody of another name or birth date: two people are never merged by a number. QidTaken likewise.
    With `contests` a paper that somebody else holds is kept as contested instead, and refuses nobody.
    """
    require(actor, REGISTER, scope_of_home(person.ward_id))
    checked = checked_person(person, clock.today())
    if not contests:
        _refuse_known_papers(checked)
    row = _create(checked)
    for paper in checked.documents:
        _attach(row, paper, contests=contests)
    for number in checked.phones:
        _reach(row, number)
    announce(PersonRegistered(row.pk))
    return view_of(row)


@transaction.atomic
def change_person(*, actor: Actor, person_id: int, change: PersonChange) -> PersonView:
    """Change what is known of a person; a move needs the right in the new ward as well. Records stay as they are."""
    person_in(actor, person_id, CHANGE)
    if change.ward_id is not None:
        require(actor, CHANGE, scope_of_home(change.ward_id))
    checked = checked_change(change, clock.today())
    row = Person.objects.select_for_update().get(pk=person_id)
    _apply(row, checked)
    row.save()
    announce(PersonChanged(person_id))
    return view_of(row)


@transaction.atomic
def add_document(*, actor: Actor, person_id: int, paper: Paper) -> PersonView:
    """Add a paper to a person; adding it twice is adding it once. DocumentTaken when it is somebody else's."""
    row = person_in(actor, person_id, CHANGE)
    canonical = canonical_paper(paper)
    holder = person_id_by_document(canonical)
    if holder is not None and holder != person_id:
        raise DocumentTaken
    if holder is None:
        _attach(row, canonical)
        announce(PersonChanged(person_id))
    return view_of(row)


@transaction.atomic
def add_phone(
    *, actor: Actor, person_id: int, number: str, verified_at: datetime | None = None
) -> PersonView:
    """Add a telephone number; families share numbers, so others may have it too. Twice is once.

    A later `verified_at` renews an earlier one. PhonesFull.
    """
    row = person_in(actor, person_id, CHANGE)
    canonical = normalise_phone(number)
    others = row.phones.exclude(number_index=blind_index("phone", canonical))
    if others.count() >= PHONES_MAX:
        raise PhonesFull
    _reach(row, canonical, verified_at)
    return view_of(row)


def _refuse_known_papers(person: NewPerson) -> None:
    ours = Description(person.full_name, person.birth, person.gender, person.documents)
    for paper in person.documents:
        holder_id = person_id_by_document(paper)
        if holder_id is None:
            continue
        holder = Person.objects.get(pk=holder_id)
        theirs = Description(holder.full_name, birth_of(holder), Gender(holder.gender), (paper,))
        if compare(ours, theirs).confidence is Confidence.CERTAIN:
            raise AlreadyRegistered(person_id=holder_id)
        raise DocumentTaken


def _create(person: NewPerson) -> Person:
    """Save the person under the QID that was given, or under the first free one that is drawn."""
    source = QidSource.NATIONAL if person.qid else QidSource.LOCAL
    for _ in range(1 if person.qid else QID_DRAWS_MAX):
        try:
            with transaction.atomic():
                return Person.objects.create(
                    qid=person.qid or random_digits(LOCAL_QID_DIGITS),
                    qid_source=source,
                    full_name=person.full_name,
                    name_folded=folded_name(person.full_name),
                    birth_on=person.birth.on,
                    birth_day_known=person.birth.is_day_known,
                    gender=person.gender,
                    nationality=person.nationality,
                    address=person.address,
                    ward_id=person.ward_id,
                )
        except IntegrityError:
            continue
    raise QidTaken


def _attach(person: Person, paper: Paper, *, contests: bool = False) -> None:
    row = Document(person=person, kind=paper.kind, number=paper.number, number_index=paper_index(paper))
    row.is_contested = contests and person_id_by_document(paper) is not None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody registered the same paper since we looked.
        if not contests:
            raise DocumentTaken from None
        row.is_contested = True
        row.save(force_insert=True)


def _reach(person: Person, number: str, verified_at: datetime | None = None) -> None:
    phone, is_new = Phone.objects.get_or_create(
        person=person,
        number_index=blind_index("phone", number),
        defaults={"number": number, "verified_at": verified_at},
    )
    if not is_new and verified_at is not None and (phone.verified_at or verified_at) <= verified_at:
        phone.verified_at = verified_at
        phone.save(update_fields=["verified_at", "updated_at"])


def _apply(row: Person, change: PersonChange) -> None:
    if change.full_name is not None:
        row.full_name, row.name_folded = change.full_name, folded_name(change.full_name)
    if change.birth is not None:
        row.birth_on, row.birth_day_known = change.birth.on, change.birth.is_day_known
    for name in ("gender", "ward_id", "address", "nationality"):
        value = getattr(change, name)
        if value is not None:
            setattr(row, name, value)
