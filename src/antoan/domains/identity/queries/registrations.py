"""The state of a registration, for the person it is about."""

from antoan.domains.identity.models import Registration
from antoan.domains.identity.values import UNDECIDED, CaseState, RegistrationView
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for
from antoan.foundation.accounts.actor import Actor


def registration_of(actor: Actor, person_id: int) -> RegistrationView | None:
    """Return the newest registration of the actor or a dependant; None for whoever was registered otherwise.

    PersonNotFound for anybody else. Nothing in it tells whether somebody resembled this person.
    """
    if not answers_for(actor, person_id):
        raise PersonNotFound
    row = Registration.objects.filter(person=person_id).order_by("-registered_at").first()
    if row is None:
        return None
    is_late = row.escalated_at is not None and row.state in UNDECIDED
    return RegistrationView(row.number, CaseState(row.state), row.registered_at, row.due_at, is_late)
