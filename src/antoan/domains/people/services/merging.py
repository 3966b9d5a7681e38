"""Makes one person of two entries: everything of the dropped one becomes the kept one's.

The emptied entry is erased at once, or stays for some days as a shell that names nobody, so that a desk can undo it.
"""

from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel, Model

from antoan.domains.codes.services import revoke_codes
from antoan.domains.messaging.services import hand_over_messages
from antoan.domains.people.errors import MergeImpossible
from antoan.domains.people.events import PersonChanged, PersonMerged
from antoan.domains.people.models import Dependant, Person
from antoan.domains.people.permissions import CHANGE
from antoan.domains.people.queries.access import person_in
from antoan.domains.people.services.contesting import drop_contested_papers
from antoan.domains.people.services.erasing import erase_person
from antoan.domains.people.values import ErasureGround, Gender
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.foundation.files.services import hand_over_files
from antoan.kit import clock

_BECAUSE: Final = "registered twice"
_NO_DAY: Final = date(1900, 1, 1)


@transaction.atomic
def merge_person(*, actor: Actor, kept_id: int, dropped_id: int) -> None:
    """Merge two entries of one person; it cannot be undone. What the kept one has already stays as it is.

    Codes and the account of the dropped one end. Whoever keeps rows by the number alone hears PersonMerged.
    """
    hand_over_person(actor=actor, kept_id=kept_id, dropped_id=dropped_id)
    erase_person(actor=SYSTEM, person_id=dropped_id, ground=ErasureGround.REGISTERED_TWICE)


@transaction.atomic
def hand_over_person(*, actor: Actor, kept_id: int, dropped_id: int) -> None:
    """Move everything of one entry to another, and end its codes; the entry itself is left empty.

    MergeImpossible, PersonNotFound.
    """
    if kept_id == dropped_id:
        raise MergeImpossible
    kept, dropped = person_in(actor, kept_id, CHANGE), person_in(actor, dropped_id, CHANGE)
    Person.objects.select_for_update().filter(pk__in=[kept_id, dropped_id]).order_by("pk").first()
    record_decision(
        actor,
        action="people.person.merge",
        object_kind="person",
        object_id=kept_id,
        person_id=kept_id,
        detail={"dropped": dropped_id},
    )
    drop_contested_papers(actor=SYSTEM, person_id=dropped_id)  # The kept one holds them.
    Dependant.objects.filter(guardian__in=[kept_id, dropped_id], person__in=[kept_id, dropped_id]).delete()
    _hand_over_relations(kept, dropped)
    hand_over_files(from_person_id=dropped_id, to_person_id=kept_id)
    hand_over_messages(from_person_id=dropped_id, to_person_id=kept_id)
    revoke_codes(actor=SYSTEM, qid=dropped.qid, because=_BECAUSE)
    announce(PersonMerged(kept_id=kept_id, dropped_id=dropped_id))
    announce(PersonChanged(kept_id))


@transaction.atomic
def leave_shell(*, person_id: int) -> None:
    """Leave nothing of an emptied entry that a search could find; what it was is kept by whoever may undo it."""
    Person.objects.filter(pk=person_id).update(
        full_name="–", name_folded="", birth_on=_NO_DAY, birth_day_known=False, gender=Gender.UNKNOWN, address="",
        ward=None, updated_at=clock.now(),
    )  # fmt: skip
    announce(PersonChanged(person_id))


def _hand_over_relations(kept: Person, dropped: Person) -> None:
    """Move the rows of every table that refers to a person, whichever domain it belongs to."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        table, column = relation.related_model, relation.field.name
        if hasattr(table, "pgh_tracked_model"):  # History tells of the person it was.
            continue
        for row in table._base_manager.filter(**{column: dropped}).order_by("pk"):
            _hand_over(row, column, kept)


def _hand_over(row: Model, column: str, kept: Person) -> None:
    """Move one row; where the kept person has its like already, it is left to be erased."""
    changed: dict[str, Any] = {column: kept}
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**changed)
    except IntegrityError:
        return
