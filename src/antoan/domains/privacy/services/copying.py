"""Makes the copies people asked for, one at a time, and lets the person fetch them."""

from datetime import datetime
from typing import Final

import structlog
from django.conf import settings
from django.db import transaction

from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.privacy.copying.packing import Packed, Photo, pack
from antoan.domains.privacy.copying.pieces import gather
from antoan.domains.privacy.copying.vault import copies_vault
from antoan.domains.privacy.events import RequestChanged
from antoan.domains.privacy.models import DataCopy
from antoan.domains.privacy.registry import parts
from antoan.domains.privacy.rules import copy_expires_at
from antoan.domains.privacy.services.steps import stepped
from antoan.domains.privacy.values import CopyState, RequestState, StepKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.foundation.files.errors import FileDamaged, FileNotFound
from antoan.foundation.files.queries import content_of, files_about
from antoan.kit import clock, spoken

ATTEMPTS_MAX: Final = 5  # Then the request stays open, and late, for a person to look at.
PHOTOS_MAX: Final = 100

_log = structlog.get_logger()


def make_waiting_copies() -> int:
    """Make the copies that wait; return how many were made. Safe to repeat, and two workers share the work."""
    made = 0
    waiting = DataCopy.objects.filter(state=CopyState.WAITING).order_by("pk")
    for copy_id in list(waiting.values_list("pk", flat=True)):
        made += _try(copy_id)
    return made


def _try(copy_id: int) -> bool:
    try:
        return _make(copy_id)
    except Exception as error:
        # Whatever went wrong in one part: the others are still owed theirs, and this one is tried again.
        _log.warning("copy.failed", copy_id=copy_id, error=f"{type(error).__name__}: {error}")
        with transaction.atomic():
            row = DataCopy.objects.select_for_update().get(pk=copy_id)
            row.attempts += 1
            row.state = CopyState.FAILED if row.attempts >= ATTEMPTS_MAX else CopyState.WAITING
            row.save(update_fields=["attempts", "state", "updated_at"])
        return False


@transaction.atomic
def _make(copy_id: int) -> bool:
    row = (
        DataCopy.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("request")
        .filter(pk=copy_id, state=CopyState.WAITING)
        .first()
    )
    if row is None:
        return False
    request = row.request
    locked_identities([request.person_id])  # Nothing of the person changes while it is copied.
    now = clock.now()
    packed = _packed(request.person_id, spoken.show(request.number), now)
    row.name = copies_vault().put(packed.content)
    row.state, row.made_at, row.expires_at = CopyState.READY, now, copy_expires_at(now)
    row.byte_count, row.digest, row.rows = len(packed.content), packed.digest, packed.rows
    row.save()
    request.closed_at = now
    step = stepped(request, StepKind.DONE, actor=SYSTEM, at=now, state=RequestState.DONE)
    record_decision(
        SYSTEM,
        action="privacy.copy.made",
        object_kind="request",
        object_id=request.number,
        person_id=request.person_id,
        detail={"rows": sum(packed.rows.values()), "sha256": packed.digest},
    )
    announce(RequestChanged(request.number, request.person_id, step))
    return True


def _packed(person_id: int, number: str, now: datetime) -> Packed:
    watermark = f"{settings.PUBLIC_URL} · {number} · {clock.local(now):%H:%M %d/%m/%Y} · person {person_id}"
    return pack(
        gather(person_id), parts(), _photos(person_id), number=number, made_at=now, watermark=watermark
    )


def _photos(person_id: int) -> list[Photo]:
    photos = []
    for file in files_about(person_id, PHOTOS_MAX):
        try:
            photos.append(Photo(f"{file.id}.jpg", content_of(file.id)))
        except (FileNotFound, FileDamaged):
            continue  # The row in data.json says that it was there.
    return photos
