"""What an actor may read of one person."""

from antoan.domains.people.models import Dependant
from antoan.domains.people.permissions import READ
from antoan.domains.people.queries.access import person_in
from antoan.domains.people.queries.persons import dependant_view, view_of
from antoan.domains.people.values import DependantView, FamilyMember, PersonView
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


def guardians_of(actor: Actor, person_id: int) -> list[DependantView]:
    """Return those who answer for a person; PersonNotFound when the person is out of the actor's reach."""
    person_in(actor, person_id, READ)
    links = Dependant.objects.filter(person=person_id, ended_at__isnull=True).order_by("pk")
    return [dependant_view(link) for link in links]


def qid_of(actor: Actor, person_id: int) -> str:
    """Return a person's QID, which says nothing of them by itself; PersonNotFound when out of reach."""
    return person_in(actor, person_id, READ).qid


def dependants_of(actor: Actor, guardian_id: int) -> list[DependantView]:
    """Return those a person answers for; PersonNotFound when the guardian is out of the actor's reach."""
    person_in(actor, guardian_id, READ)
    links = Dependant.objects.filter(guardian=guardian_id, ended_at__isnull=True).order_by("pk")
    return [dependant_view(link) for link in links]


def family_of(actor: Actor) -> list[FamilyMember]:
    """Return those the actor answers for, by name; nobody for an account that is nobody's."""
    links = Dependant.objects.filter(guardian=actor.person_id, ended_at__isnull=True).select_related("person")
    return [
        FamilyMember(link.person_id, link.person.full_name, link.kinship) for link in links.order_by("pk")
    ]
