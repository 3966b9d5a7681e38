"""Keeps what came of going to somebody who has no code yet."""

from django.db import transaction

from antoan.domains.cards.models import Outreach
from antoan.domains.cards.permissions import REACH_OUT
from antoan.domains.cards.values import Reached
from antoan.domains.people.queries import require_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def note_reached(*, actor: Actor, person_id: int, reached: Reached) -> None:
    """Keep the last outcome; PersonNotFound, Forbidden."""
    require_over_person(actor, REACH_OUT, person_id)
    Outreach.objects.update_or_create(
        person_id=person_id,
        defaults={"reached": reached, "reached_at": clock.now(), "by_account_id": actor.account_id},
    )
    record_decision(
        actor, action="cards.outreach.noted", object_kind="person", object_id=person_id, person_id=person_id,
        detail={"reached": reached.value},
    )  # fmt: skip
