"""What tracing does when a person is erased or merged into another entry, in the same transaction."""

from antoan.domains.people.events import PersonErased, PersonMerged
from antoan.domains.tracing.services.erasing import forget_person, hand_over_links
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear what tracing must follow."""
    subscribe(PersonErased, _person_erased)
    subscribe(PersonMerged, _person_merged)


def _person_erased(event: PersonErased) -> None:
    forget_person(event.person_id)


def _person_merged(event: PersonMerged) -> None:
    hand_over_links(from_person_id=event.dropped_id, to_person_id=event.kept_id)
