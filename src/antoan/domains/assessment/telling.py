"""Tells a unit about its assessments on the number it gave for its list; each once (lesson L23)."""

from antoan.domains.messaging.services import queue_message
from antoan.domains.workers.queries.groups import contact_to_tell


def tell_unit(unit_id: int, template: str, *, key: str, **values: str) -> None:
    """Tell a unit's contact something; a unit without one sees it on its pages."""
    contact = contact_to_tell(unit_id)
    if contact is None:
        return
    queue_message(
        number=contact.number, template=f"assessment.{template}", values=values, key=f"assessment:{key}"
    )
