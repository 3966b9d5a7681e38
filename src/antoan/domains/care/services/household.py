"""Who lives with somebody looked after at home: listed, because they declare daily too."""

from typing import Final

from django.db import transaction

from antoan.domains.care.errors import HouseholdFull
from antoan.domains.care.models import Episode, HouseholdMember
from antoan.domains.care.permissions import WORK
from antoan.domains.care.queries.access import open_row
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries.households import living_with
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision

HOUSEHOLD_MAX: Final = 20


def list_family(row: Episode) -> None:
    """List who seems to live there when care begins; the ward strikes out who does not."""
    people = living_with(row.person_id)[:HOUSEHOLD_MAX]
    HouseholdMember.objects.bulk_create(HouseholdMember(episode=row, person_id=one) for one in people)


@transaction.atomic
def add_housemate(*, actor: Actor, episode_id: int, person_id: int) -> None:
    """List somebody who seems to live there; PersonNotFound for anybody else, so that nobody is looked up by number."""
    row = open_row(actor, WORK, episode_id)
    if person_id not in living_with(row.person_id):
        raise PersonNotFound
    if row.household.count() >= HOUSEHOLD_MAX:
        raise HouseholdFull
    _, is_new = HouseholdMember.objects.get_or_create(episode=row, person_id=person_id)
    if is_new:
        _decided(actor, row, person_id, "care.household.add")


@transaction.atomic
def remove_housemate(*, actor: Actor, episode_id: int, person_id: int) -> None:
    """Strike out somebody who does not live there. Twice is once."""
    row = open_row(actor, WORK, episode_id)
    deleted, _ = row.household.filter(person=person_id).delete()
    if deleted:
        _decided(actor, row, person_id, "care.household.remove")


def _decided(actor: Actor, row: Episode, person_id: int, action: str) -> None:
    record_decision(actor, action=action, object_kind="episode", object_id=row.pk, person_id=person_id)
