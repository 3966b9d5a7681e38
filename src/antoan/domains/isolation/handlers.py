"""What isolation does when records change, and when a person is erased, in the same transaction."""

from antoan.domains.isolation.models import Order, SiteStay
from antoan.domains.isolation.services.following import follow_records
from antoan.domains.people.events import PersonErased
from antoan.domains.records.events import HealthRecordChanged
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of cases that end, of lifted isolations, and of erasures."""
    subscribe(HealthRecordChanged, _record_changed)
    subscribe(PersonErased, _forget)


def _record_changed(event: HealthRecordChanged) -> None:
    follow_records(event.person_id)


def _forget(event: PersonErased) -> None:
    for model in (SiteStay, Order):
        model._default_manager.filter(person=event.person_id).delete()
        history(model).filter(person=event.person_id).delete()
