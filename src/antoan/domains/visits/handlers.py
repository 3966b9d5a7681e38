"""What visits do when something below them changes, in the same transaction."""

from antoan.domains.people.events import PersonErased
from antoan.domains.visits.services import forget_visits
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear what visits must follow."""
    subscribe(PersonErased, _person_erased)


def _person_erased(event: PersonErased) -> None:
    forget_visits(event.person_id)
