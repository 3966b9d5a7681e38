"""What an actor may read of one person."""

from antoan.domains.people.models import Dependant
from antoan.domains.people.permissions import READ
from antoan.domains.people.queries.access import person_in
from antoan.domains.people.queries.persons import dependant_view, view_of
from antoan.domains.people.values import DependantView, PersonView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read


def identity_of(actor: Actor, person_id: int, *, purpose: str = "") -> PersonView:
    """Return a person with documents and phones; the read is in the trail. PersonNotFound when out of reach."""
    view = view_of(person_in(actor, person_id, READ))
    record_read(
        actor,
        action="people.identity.read",
        object_kind="person",
        object_id=str(person_id),
        person_id=person_id,
        purpose=purpose,
    )
    return view


def dependants_of(actor: Actor, guardian_id: int) -> list[DependantView]:
    """Return those a person answers for; PersonNotFound when the guardian is out of the actor's reach."""
    person_in(actor, guardian_id, READ)
    links = Dependant.objects.filter(guardian=guardian_id, ended_at__isnull=True).order_by("pk")
    return [dependant_view(link) for link in links]
