"""What monitoring does when declarations or self-tests need care, when they are settled, and when a person is erased."""

from antoan.domains.declarations.events import DeclarationNeedsCare, DeclarationSettled
from antoan.domains.monitoring.models import Task
from antoan.domains.monitoring.services import open_task_for, settle_task
from antoan.domains.monitoring.services.self_tests import open_tasks_for_self_tests
from antoan.domains.people.events import PersonErased
from antoan.domains.records.events import HealthRecordChanged
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of what must not wait: it is in the same transaction."""
    subscribe(DeclarationNeedsCare, _needs_care)
    subscribe(DeclarationSettled, _settled)
    subscribe(HealthRecordChanged, _record_changed)
    subscribe(PersonErased, _forget)


def _needs_care(event: DeclarationNeedsCare) -> None:
    open_task_for(declaration_id=event.declaration_id)


def _settled(event: DeclarationSettled) -> None:
    if not event.is_true:
        settle_task(declaration_id=event.declaration_id)


def _record_changed(event: HealthRecordChanged) -> None:
    open_tasks_for_self_tests(event.person_id)


def _forget(event: PersonErased) -> None:
    Task.objects.filter(person=event.person_id).delete()
    history(Task).filter(person=event.person_id).delete()
