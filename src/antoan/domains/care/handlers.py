"""What care at home does when somebody tells how they are, when a task of theirs moves, and when one is erased."""

from antoan.domains.care.models import Episode, HouseholdMember
from antoan.domains.care.services.standing import refresh_watch
from antoan.domains.care.services.warning import warn_of
from antoan.domains.declarations.events import DeclarationNeedsCare, HealthDeclared
from antoan.domains.monitoring.events import TaskMoved
from antoan.domains.people.events import PersonErased
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of what the ward's list must show at once: it is in the same transaction."""
    subscribe(HealthDeclared, _told)
    subscribe(DeclarationNeedsCare, _needs_care)
    subscribe(TaskMoved, _moved)
    subscribe(PersonErased, _forget)


def _told(event: HealthDeclared) -> None:
    refresh_watch(event.person_id)


def _needs_care(event: DeclarationNeedsCare) -> None:
    warn_of(declaration_id=event.declaration_id)


def _moved(event: TaskMoved) -> None:
    refresh_watch(event.person_id)


def _forget(event: PersonErased) -> None:
    """Delete somebody's care with its calls, and the person from other people's households."""
    Episode.objects.filter(person=event.person_id).delete()
    HouseholdMember.objects.filter(person=event.person_id).delete()
    history(Episode).filter(person=event.person_id).delete()
