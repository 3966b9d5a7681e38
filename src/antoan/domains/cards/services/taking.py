"""Cards leave as paper: what stands on them is handed out, and the trail says who printed what when."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.cards.errors import BatchNotFound, CardRevoked, WrongMoment
from antoan.domains.cards.limits import PART_CARDS
from antoan.domains.cards.models import Card
from antoan.domains.cards.queries.batches import batch_row, cards_made
from antoan.domains.cards.queries.cards import card_row
from antoan.domains.cards.services.ordering import note
from antoan.domains.cards.values import BatchState, Face
from antoan.domains.codes.national import parse_national
from antoan.domains.codes.queries import codes_by_digest
from antoan.domains.people.queries.cards import cards_of
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision


@transaction.atomic
def take_card(*, actor: Actor, card_id: UUID) -> Face:
    """Return what stands on a card, to print it; CardNotFound, CardRevoked."""
    row = card_row(actor, card_id)
    faces = _faces([row])
    if not faces:
        raise CardRevoked
    record_decision(
        actor, action="cards.card.printed", object_kind="card", object_id=card_id, person_id=row.person_id
    )
    return faces[0]


@transaction.atomic
def take_part(*, actor: Actor, batch_id: UUID, part: int, at: datetime) -> list[Face]:
    """Return what stands on the cards of one part of a batch, in its order; revoked ones are left out.

    BatchNotFound (no such part, too), WrongMoment unless the batch is ready, CardRevoked when none is good any more.
    """
    row = batch_row(actor, batch_id, lock=True)
    if row.state != BatchState.READY:
        raise WrongMoment
    cards = list(cards_made(row)[part * PART_CARDS : (part + 1) * PART_CARDS]) if part >= 0 else []
    if not cards:
        raise BatchNotFound
    faces = _faces(cards)
    if not faces:
        raise CardRevoked
    row.printed_parts = row.printed_parts | {str(part): at.isoformat()}
    row.save(update_fields=["printed_parts", "updated_at"])
    note(actor, row, "printed", {"part": part, "cards": len(faces)})
    return faces


def _faces(rows: Sequence[Card]) -> list[Face]:
    """Return the faces of the cards whose codes are in force. What is printed is what was signed."""
    codes = codes_by_digest(actor=SYSTEM, digests=[bytes(row.digest) for row in rows if row.digest])
    names = cards_of(row.person_id for row in rows)
    faces = []
    for row in rows:
        code = codes.get(bytes(row.digest or b""))
        if code is None or code.revoked_at is not None:
            continue
        head = parse_national(code.text)
        assert head is not None
        faces.append(
            Face(
                full_name=names[row.person_id].full_name,
                masked_number=head.document_number,
                birth_year=head.birth_year,
                text=code.text,
                short_code=code.short_code,
                expires_on=code.expires_on,
            )
        )
    return faces
