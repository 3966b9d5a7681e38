"""What campaigns do when a person is erased."""

from antoan.domains.people.events import PersonErased
from antoan.domains.people.queries.linking import identity_keys_of
from antoan.domains.vaccination.models import Booking, Entry, HeldDose, ImportedDose, Target
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe
from antoan.foundation.imports.services import forget_rows


def subscribe_all() -> None:
    """Hear of erasures."""
    subscribe(PersonErased, _forget)


def _forget(event: PersonErased) -> None:
    keys = identity_keys_of(event.person_id)
    for brought in (Target, ImportedDose, HeldDose):
        brought._default_manager.filter(person=event.person_id).delete()
    HeldDose.objects.filter(key__in=keys).delete()
    forget_rows(keys)
    for table in (Booking, Entry):
        table._default_manager.filter(person=event.person_id).delete()
        history(table).filter(person=event.person_id).delete()
