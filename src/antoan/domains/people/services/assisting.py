"""Keeps in the trail what staff read and did with a person: who, for whom, why, and how the person was there."""

from typing import Any

from antoan.domains.people.assistance import Assistance, Presence
from antoan.domains.people.errors import PersonAbsent
from antoan.domains.people.models import Phone
from antoan.domains.people.permissions import ASSIST
from antoan.domains.people.queries import require_over_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision, record_read


def require_assistance(actor: Actor, assistance: Assistance, person_id: int) -> None:
    """Let the actor go on with a person; errors of require_over_person, PersonAbsent for a call without a number."""
    require_over_person(actor, ASSIST, person_id)
    if assistance.presence is Presence.PHONE and not Phone.objects.filter(person=person_id).exists():
        raise PersonAbsent


def note_read_together(actor: Actor, assistance: Assistance, person_id: int, *, action: str) -> None:
    """Keep that the actor looked at something with the person; it counts in the budget of reads."""
    record_read(
        actor, action=action, object_kind="person", object_id=person_id, person_id=person_id,
        purpose=assistance.reason, detail=_detail(assistance),
    )  # fmt: skip


def note_done_together(
    actor: Actor, assistance: Assistance, person_id: int, *, action: str, object_kind: str, object_id: object
) -> None:
    """Keep that the actor did something with the person."""
    record_decision(
        actor, action=action, object_kind=object_kind, object_id=object_id, person_id=person_id,
        purpose=assistance.reason, detail=_detail(assistance),
    )  # fmt: skip


def _detail(assistance: Assistance) -> dict[str, Any]:
    return {"presence": assistance.presence.value}
