"""What the registry does when records or people change, in the same transaction."""

from antoan.domains.cases.models import CaseFile
from antoan.domains.cases.services.following import follow_home, follow_person
from antoan.domains.people.events import PersonChanged, PersonErased
from antoan.domains.records.events import HealthRecordChanged
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of infections, of who moves house, and of erasures."""
    subscribe(HealthRecordChanged, _record_changed)
    subscribe(PersonChanged, _person_changed)
    subscribe(PersonErased, _forget)


def _record_changed(event: HealthRecordChanged) -> None:
    follow_person(event.person_id)


def _person_changed(event: PersonChanged) -> None:
    follow_home(event.person_id)


def _forget(event: PersonErased) -> None:
    CaseFile.objects.filter(person=event.person_id).delete()
    history(CaseFile).filter(person=event.person_id).delete()
