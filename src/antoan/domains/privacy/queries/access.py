"""Decides whether an actor may touch a request. The only way to one."""

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for, may_over_person
from antoan.domains.privacy.errors import RequestNotFound
from antoan.domains.privacy.models import RightsRequest
from antoan.domains.privacy.permissions import ANSWER_LOOK, ASK, DECIDE, READ
from antoan.domains.privacy.values import RequestKind
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken


def right_to_decide(kind: RequestKind) -> str:
    """Return the permission by which a kind of request is decided: looks are the auditor's."""
    return ANSWER_LOOK if kind is RequestKind.LOOK else DECIDE


def own_request_row(actor: Actor, number: str, *, permission: str, lock: bool = False) -> RightsRequest:
    """Return a request about the actor or a dependant, or one the actor opened for somebody; RequestNotFound."""
    row = _request(number, lock=lock)
    if actor.is_system:
        return row
    if answers_for(actor, row.person_id):
        may_touch = _may(actor, permission, row.person_id)
    else:
        is_opener = actor.account_id is not None and row.opened_by_account_id == actor.account_id
        may_touch = is_opener and _may(actor, ASK, row.person_id)
    if not may_touch:
        raise RequestNotFound
    return row


def deciders_request_row(actor: Actor, number: str, *, lock: bool = False) -> RightsRequest:
    """Return a request that the actor's office decides; RequestNotFound."""
    row = _request(number, lock=lock)
    if not _may(actor, right_to_decide(RequestKind(row.kind)), row.person_id):
        raise RequestNotFound
    return row


def require_own_request(actor: Actor, number: str) -> None:
    """Let the actor go on with a request that own_request_row would return; RequestNotFound."""
    own_request_row(actor, number, permission=READ)


def require_decider(actor: Actor, number: str) -> None:
    """Let the actor go on when its office decides this request; RequestNotFound."""
    deciders_request_row(actor, number)


def _request(number: str, *, lock: bool) -> RightsRequest:
    rows = RightsRequest.objects.select_for_update() if lock else RightsRequest.objects.all()
    row = rows.filter(number=spoken.read(number)).first()
    if row is None:
        raise RequestNotFound
    return row


def _may(actor: Actor, permission: str, person_id: int) -> bool:
    try:
        return may_over_person(actor, permission, person_id)
    except PersonNotFound:
        return False
