"""Opens a name to who has to compare it, because of one open request, for some minutes (lesson L20)."""

from datetime import timedelta

from django.db import transaction

from antoan.domains.people.queries import answers_for
from antoan.domains.privacy.errors import NoOpenCase, OwnRequest, RequestNotFound
from antoan.domains.privacy.law import unmasking_minutes
from antoan.domains.privacy.models import Unmasking
from antoan.domains.privacy.permissions import UNMASK
from antoan.domains.privacy.queries.access import deciders_request_row
from antoan.domains.privacy.queries.unmasked import UnmaskReason
from antoan.domains.privacy.values import UNFINISHED
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def unmask(*, actor: Actor, number: str, reason: UnmaskReason) -> None:
    """Open the identity behind a request to the one who decides it; it closes by itself.

    Without an unfinished request that is the actor's to decide nobody's name is opened: NoOpenCase. The person
    sees the opening among the looks at their data. OwnRequest, Forbidden.
    """
    require(actor, UNMASK, CITY)
    try:
        row = deciders_request_row(actor, number)
    except RequestNotFound:
        raise NoOpenCase from None
    if row.state not in UNFINISHED:
        raise NoOpenCase
    if answers_for(actor, row.person_id):
        raise OwnRequest
    now = clock.now()
    assert actor.account_id is not None
    Unmasking.objects.create(
        account_id=actor.account_id,
        person_id=row.person_id,
        request=row,
        reason=reason,
        since=now,
        until=now + timedelta(minutes=unmasking_minutes()),
    )
    record_decision(
        actor,
        action="privacy.identity.unmasked",
        object_kind="request",
        object_id=row.number,
        person_id=row.person_id,
        purpose="rights",
        detail={"reason": reason.value},
    )
