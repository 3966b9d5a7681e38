"""Notes why a visitor came, beside the visit."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from antoan.domains.gates.day import day
from antoan.domains.gates.errors import PersonNotKnown
from antoan.domains.gates.models import VisitorNote
from antoan.domains.gates.queries.persons import person_behind
from antoan.domains.gates.values import VisitorKind
from antoan.domains.places.queries import DeviceAtGate
from antoan.foundation.db.history import history
from antoan.kit.text import squeeze

WORDS_MAX: Final = 120  # Of a purpose, and of a host's name.


@transaction.atomic
def note_visitor(
    *, at: DeviceAtGate, note_id: UUID, code: str, kind: VisitorKind, purpose: str, host: str, now: datetime
) -> None:
    """Note why whoever's code this is came; the same id again is the same note. PersonNotKnown."""
    person_id = person_behind(code, now)
    if person_id is None:
        raise PersonNotKnown
    VisitorNote.objects.get_or_create(
        id=note_id,
        defaults={
            "place_id": at.place.id,
            "gate_id": at.gate.id,
            "device_id": at.device.id,
            "person_id": person_id,
            "at": now,
            "kind": kind,
            "purpose": squeeze(purpose)[:WORDS_MAX],
            "host": squeeze(host)[:WORDS_MAX],
        },
    )


@transaction.atomic
def forget_old_notes(*, now: datetime) -> int:
    """Delete notes that are older than visits are kept for lists, their history with them; return how many."""
    old = now - day().visitor_notes_kept
    history(VisitorNote).filter(at__lt=old).delete()
    return VisitorNote.objects.filter(at__lt=old).delete()[0]
