"""What places do when somebody is erased, or turns out to be two entries."""

from antoan.domains.people.events import PersonErased, PersonMerged
from antoan.domains.places.services.posters import forget_reporter, hand_over_reports
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear what reports of posters must follow."""
    subscribe(PersonErased, _forget)
    subscribe(PersonMerged, _hand_over)


def _forget(event: PersonErased) -> None:
    forget_reporter(event.person_id)


def _hand_over(event: PersonMerged) -> None:
    hand_over_reports(from_person_id=event.dropped_id, to_person_id=event.kept_id)
