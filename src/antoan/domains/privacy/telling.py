"""Tells people by SMS how their requests go. Hears events after their transaction, perhaps twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for
from antoan.domains.privacy.events import RequestChanged, RequestOpened
from antoan.domains.privacy.models import RequestStep, RightsRequest
from antoan.domains.privacy.values import RequestKind, StepKind
from antoan.foundation.events.bus import subscribe_later
from antoan.kit import clock, spoken


def subscribe_all() -> None:
    """Hear of what happens to requests."""
    subscribe_later(RequestOpened, _opened)
    subscribe_later(RequestChanged, _changed)


def _opened(event: Mapping[str, Any]) -> None:
    row = RightsRequest.objects.filter(number=event["number"]).first()
    if row is None or row.kind == RequestKind.COPY:
        return  # A copy is ready within minutes: one message is enough.
    if row.kind == RequestKind.DELETE and row.erases_at is not None:
        _tell(row, "erasure_asked", "opened", day=_day(row.erases_at))
        return
    _tell(row, "opened", "opened", due=_day(row.due_at, ends=True))


def _changed(event: Mapping[str, Any]) -> None:
    row = RightsRequest.objects.filter(number=event["number"]).first()
    if row is None:
        return
    step = row.steps.order_by("id")[event["step"] - 1 : event["step"]].first()
    if step is not None:
        _tell_step(row, step)


def _tell_step(row: RightsRequest, step: RequestStep) -> None:
    occasion = f"step:{step.pk}"
    match StepKind(step.kind):
        case StepKind.ESCALATED:
            _tell(row, "late", occasion)
        case StepKind.HELD:
            _tell(row, "erasure_held", occasion)
        case StepKind.APPROVED if row.erases_at is not None:
            _tell(row, "erasure_approved", occasion, day=_day(row.erases_at))
        case StepKind.DONE if row.kind == RequestKind.COPY:
            _tell(row, "copy_ready", occasion, day=_day(row.copy.expires_at))
        case StepKind.DONE:
            _tell(row, "done", occasion)
        case StepKind.REFUSED:
            _tell(row, "refused", occasion)


def _tell(row: RightsRequest, template: str, occasion: str, **values: str) -> None:
    number = phone_for(row.person_id)
    if number is None:
        return  # Told at the ward; the page shows it too.
    queue_message(
        number=number,
        template=f"privacy.{template}",
        values={"number": spoken.show(row.number), **values},
        key=f"privacy:{row.number}:{occasion}",
        person_id=row.person_id,
    )


def _day(moment: datetime | None, *, ends: bool = False) -> str:
    """Return the day of a moment; of a deadline at midnight the day before."""
    assert moment is not None
    return f"{clock.local_date(moment - timedelta(microseconds=1) if ends else moment):%d/%m/%Y}"
