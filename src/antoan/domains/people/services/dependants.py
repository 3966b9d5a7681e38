"""Guardians answer for dependants, and stop doing so."""

from django.db import transaction

from antoan.domains.people.errors import DependantImpossible, NotDependant
from antoan.domains.people.models import Dependant
from antoan.domains.people.permissions import CHANGE
from antoan.domains.people.queries.access import person_in
from antoan.domains.people.queries.persons import dependant_view
from antoan.domains.people.values import DependantView
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.text import squeeze

KINSHIP_LETTERS_MAX = 30


@transaction.atomic
def add_dependant(*, actor: Actor, guardian_id: int, person_id: int, kinship: str) -> DependantView:
    """Let a guardian declare and show codes for a person. The actor needs the right over both; twice is once."""
    if guardian_id == person_id:
        raise DependantImpossible
    person_in(actor, person_id, CHANGE)
    person_in(actor, guardian_id, CHANGE)
    link, _ = Dependant.objects.update_or_create(
        guardian_id=guardian_id,
        person_id=person_id,
        defaults={"kinship": squeeze(kinship)[:KINSHIP_LETTERS_MAX], "ended_at": None},
    )
    return dependant_view(link)


@transaction.atomic
def end_dependant(*, actor: Actor, guardian_id: int, person_id: int) -> None:
    """End a guardianship at once, for example at the age of 18; NotDependant when there is none in force."""
    person_in(actor, person_id, CHANGE)
    link = Dependant.objects.select_for_update().filter(
        guardian=guardian_id, person=person_id, ended_at__isnull=True
    )
    row = link.first()
    if row is None:
        raise NotDependant
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at", "updated_at"])
