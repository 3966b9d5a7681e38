"""Erases who asked for it: approved, cooled off, and held by nothing; then the signed certificate."""

from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction

from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.privacy.certificates import certificate_document, signed
from antoan.domains.privacy.events import RequestChanged
from antoan.domains.privacy.models import ErasureCertificate, RightsRequest
from antoan.domains.privacy.queries.holdings import holdings_of
from antoan.domains.privacy.registry import holds_of
from antoan.domains.privacy.services.steps import stepped
from antoan.domains.privacy.values import Held, RequestKind, RequestState, StepKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce, forget
from antoan.kit import clock, spoken

ERASURES_PER_RUN_MAX: Final = 500  # The rest follows with the next run, ten minutes later.

_log = structlog.get_logger()


def erase_due(*, now: datetime) -> int:
    """Erase those whose day has come; return how many. Each alone, so that one fault stops no other.

    All who are due are looked at, up to ERASURES_PER_RUN_MAX erasures: whom the law holds stands in nobody's way.
    """
    due = RightsRequest.objects.filter(
        kind=RequestKind.DELETE, state=RequestState.APPROVED, erases_at__lte=now
    )
    erased = 0
    for request_id in list(due.order_by("erases_at").values_list("pk", flat=True)):
        if erased == ERASURES_PER_RUN_MAX:
            break
        try:
            erased += _erase(request_id, now)
        except Exception as error:
            _log.error("erasure.failed", request_id=str(request_id), error=f"{type(error).__name__}: {error}")
    return erased


@transaction.atomic
def _erase(request_id: UUID, now: datetime) -> bool:
    row = (
        RightsRequest.objects.select_for_update(skip_locked=True)
        .filter(pk=request_id, state=RequestState.APPROVED, erases_at__lte=now)
        .first()
    )
    if row is None:
        return False
    if held := holds_of(row.person_id, clock.local_date(now)):
        _hold(row, held, now)
        return False
    number, asked_at, person_id = row.number, row.opened_at, row.person_id
    before = holdings_of(person_id)
    record_decision(
        SYSTEM,
        action="privacy.delete.done",
        object_kind="request",
        object_id=number,
        person_id=person_id,
        detail={"approved_by": row.decided_by_account_id or 0},
    )
    erase_person(actor=SYSTEM, person_id=person_id, ground=ErasureGround.OWN_REQUEST)
    forget(number=number)  # What the outbox still had to tell of this request.
    document = certificate_document(
        number=spoken.show(number),
        asked_at=asked_at,
        erased_at=now,
        before=before,
        after=holdings_of(person_id, before.keys),
    )
    ErasureCertificate.objects.create(
        number=number, issued_at=now, document=document, signed=signed(document)
    )
    return True


def _hold(row: RightsRequest, held: tuple[Held, ...], now: datetime) -> None:
    """Keep somebody whom the law keeps, and say so once; the erasure follows when the hold ends."""
    keys = " ".join(sorted(one.key for one in held))
    if row.held_by == keys:
        return
    row.held_by = keys
    step = stepped(row, StepKind.HELD, actor=SYSTEM, at=now)
    announce(RequestChanged(row.number, row.person_id, step))
