"""What the people domain keeps of a person, for their copy and for the certificate of an erasure."""

from collections.abc import Sequence
from typing import Any, Final

from antoan.domains.areas.errors import AreaNotFound
from antoan.domains.areas.queries import area
from antoan.domains.people.models import Dependant, Document, Person, Phone
from antoan.foundation.db.kept import Column, Kept, WhoKeys


def keys_of(person_id: int) -> WhoKeys | None:
    """Return by what tables know a person, without the account; None for nobody."""
    qid = Person.objects.filter(pk=person_id).values_list("qid", flat=True).first()
    return None if qid is None else WhoKeys(person_id, qid, None)


def _with_ward(people: Sequence[Person]) -> list[dict[str, Any]]:
    return [{"ward": _ward_name(person.ward_id)} for person in people]


def _ward_name(ward_id: int | None) -> str:
    try:
        return area(ward_id).name if ward_id is not None else ""
    except AreaNotFound:
        return ""


KEPT: Final = (
    Kept(
        Person,
        by="id",
        hidden=("ward_id", "name_folded"),
        also=_with_ward,
        also_columns=(Column("ward", "text"),),
    ),
    Kept(Document),
    Kept(Phone),
    Kept(Dependant),
    Kept(Dependant, by="guardian"),
)
