"""Tells people that they were listed, and units what became of their lists. Sent once each (lesson L23)."""

from collections.abc import Collection
from datetime import datetime

from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries.persons import verified_phones_of
from antoan.domains.units.values import UnitView
from antoan.domains.workers.queries.groups import contact_to_tell
from antoan.kit.clock import local_date


def tell_listed(unit: UnitView, person_ids: Collection[int], *, now: datetime) -> None:
    """Tell people that a unit listed them, on numbers known to be theirs: what an employer wrote is not.

    Whoever is listed, taken off and listed again on one day hears of it once.
    """
    for person_id, number in verified_phones_of(person_ids).items():
        queue_message(
            number=number,
            template="workers.listed",
            values={"unit": unit.name},
            key=f"workers:{unit.id}:{person_id}:listed:{local_date(now).isoformat()}",
            person_id=person_id,
        )


def tell_unit(unit_id: int, template: str, *, key: str, **values: str) -> None:
    """Tell a unit's contact something about its list; a unit without one sees it on its pages."""
    contact = contact_to_tell(unit_id)
    if contact is None:
        return
    queue_message(
        number=contact.number, template=f"workers.{template}", values=values, key=f"workers:{unit_id}:{key}"
    )
