"""What visits do when something below them changes, in the same transaction."""

from antoan.domains.people.events import PersonErased, PersonMerged
from antoan.domains.visits.services import forget_visits, hand_over_visits
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear what visits must follow."""
    subscribe(PersonErased, _person_erased)
    subscribe(PersonMerged, _person_merged)


def _person_erased(event: PersonErased) -> None:
    forget_visits(event.person_id)


def _person_merged(event: PersonMerged) -> None:
    hand_over_visits(from_person_id=event.dropped_id, to_person_id=event.kept_id)
