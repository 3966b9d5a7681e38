"""What units do when people are erased, in the same transaction."""

from antoan.domains.identity.queries.counting import index_of_number
from antoan.domains.people.events import PersonErased
from antoan.domains.people.queries.phones import own_numbers_of
from antoan.domains.units.services.forgetting import forget_numbers
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of erasures."""
    subscribe(PersonErased, _erased)


def _erased(event: PersonErased) -> None:
    forget_numbers([index_of_number(number) for number in own_numbers_of(event.person_id)])
