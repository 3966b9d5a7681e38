"""What corrections do when a person is erased."""

from antoan.domains.corrections.models import Appeal, Ticket
from antoan.domains.people.events import PersonErased
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe
from antoan.foundation.files.services import forget_files_about


def subscribe_all() -> None:
    """Hear of erasures."""
    subscribe(PersonErased, _forget)


def _forget(event: PersonErased) -> None:
    for table in (Appeal, Ticket):
        table._default_manager.filter(person=event.person_id).delete()
        history(table).filter(person=event.person_id).delete()
    forget_files_about(event.person_id)
