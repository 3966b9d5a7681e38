"""What health records do when a person is erased."""

from antoan.domains.people.events import PersonErased
from antoan.domains.records.queries.persons import TABLES
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of erasures."""
    subscribe(PersonErased, _forget_records)


def _forget_records(event: PersonErased) -> None:
    for table in TABLES.values():
        table._default_manager.filter(person=event.person_id).delete()
        history(table).filter(person=event.person_id).delete()
