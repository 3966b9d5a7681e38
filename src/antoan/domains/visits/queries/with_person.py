"""Where somebody has been, read by staff together with that person."""

from datetime import datetime

from antoan.domains.people.assistance import Assistance
from antoan.domains.people.services.assisting import note_read_together, require_assistance
from antoan.domains.visits.queries.lists import visits_of_person
from antoan.domains.visits.values import VisitView
from antoan.foundation.accounts.actor import SYSTEM, Actor


def visits_with_person(
    actor: Actor, person_id: int, *, assistance: Assistance, since: datetime, until: datetime
) -> list[VisitView]:
    """Return where a person was between two moments, newest first; the reading is in the trail. PersonNotFound."""
    require_assistance(actor, assistance, person_id)
    note_read_together(actor, assistance, person_id, action="visits:read")
    return visits_of_person(SYSTEM, person_id, since=since, until=until)
