"""What field forms do when a person is erased. Those of a merged entry move by their relation.

A form that waits and names nobody may be about the person, too. Nobody can tell before it is decided, and deciding
empties it; undecided it goes unread with the sweep, at most 90 days after it came (privacy's retention.json).
"""

from antoan.domains.fieldwork.models import FieldForm
from antoan.domains.people.events import PersonErased
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of erasures."""
    subscribe(PersonErased, _forget)


def _forget(event: PersonErased) -> None:
    FieldForm.objects.filter(person=event.person_id).delete()
