"""What cards do when a person is erased. Those of a merged entry move by their relation."""

from antoan.domains.cards.models import Card, Outreach, RosterLine
from antoan.domains.people.events import PersonErased, PersonMerged
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of erasures and mergers."""
    subscribe(PersonErased, _forget)
    subscribe(PersonMerged, _merged)


def _forget(event: PersonErased) -> None:
    for table in (Card, Outreach, RosterLine):
        table._default_manager.filter(person=event.person_id).delete()


def _merged(event: PersonMerged) -> None:
    """An entry that took in another is no list's alone any more: undoing a list leaves it."""
    RosterLine.objects.filter(person=event.kept_id).update(is_new=False)
