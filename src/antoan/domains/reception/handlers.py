"""What receptions do when a person is erased."""

from antoan.domains.people.events import PersonErased
from antoan.domains.reception.models import Ticket
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of erasures."""
    subscribe(PersonErased, _forget)


def _forget(event: PersonErased) -> None:
    Ticket.objects.filter(person=event.person_id).delete()
    history(Ticket).filter(person=event.person_id).delete()
