"""What privacy does when a person is erased: rows, history, and files of copies."""

from antoan.domains.people.events import PersonErased
from antoan.domains.privacy.models import Consent, Limit, RightsRequest, Unmasking
from antoan.domains.privacy.services.expiring import drop_copies_of
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of erasures."""
    subscribe(PersonErased, _forget)


def _forget(event: PersonErased) -> None:
    drop_copies_of(event.person_id)
    for table in (Unmasking, Consent, Limit, RightsRequest):
        table._default_manager.filter(person=event.person_id).delete()
    for tracked in (Limit, RightsRequest):
        history(tracked).filter(person=event.person_id).delete()
