"""What a declaration asks of the health service. For services: no actor is asked here, and nothing is shown."""

from dataclasses import dataclass

from antoan.domains.declarations.models import Declaration
from antoan.domains.people.queries.persons import ward_of
from antoan.domains.places.queries import positions_of_places


@dataclass(frozen=True, slots=True)
class WhatNeedsCare:
    """Why somebody has to look, and whose ward's matter it is."""

    declaration_id: str
    person_id: int
    ward_id: int | None
    place_id: int | None
    form: str
    is_risky: bool
    is_doubted: bool


def what_needs_care(declaration_id: str) -> WhatNeedsCare | None:
    """Return what a declaration asks for; None when it is neither a risk nor doubted, or was annulled."""
    row = Declaration.objects.filter(pk=declaration_id, annulled_at__isnull=True).first()
    if row is None or not (row.is_risky or row.flag):
        return None
    ward_id = ward_of(row.person_id)
    if ward_id is None and row.place_id is not None:
        where = positions_of_places([row.place_id]).get(row.place_id)
        ward_id = None if where is None else where.ward_id
    return WhatNeedsCare(
        str(row.pk), row.person_id, ward_id, row.place_id, row.questionnaire, row.is_risky, bool(row.flag)
    )
