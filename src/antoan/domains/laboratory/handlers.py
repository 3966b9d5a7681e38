"""What samples do when a person is erased: the tube stays, whose sample was in it does not."""

from antoan.domains.laboratory.models import TubeMember
from antoan.domains.people.events import PersonErased
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of erasures."""
    subscribe(PersonErased, _forget)


def _forget(event: PersonErased) -> None:
    TubeMember.objects.filter(person=event.person_id).delete()
    history(TubeMember).filter(person=event.person_id).delete()
