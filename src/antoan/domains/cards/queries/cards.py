"""Reads of single cards."""

from uuid import UUID

from antoan.domains.cards.errors import CardNotFound
from antoan.domains.cards.limits import CARDS_SHOWN
from antoan.domains.cards.models import Card
from antoan.domains.cards.permissions import PRINT
from antoan.domains.cards.rules import state_of
from antoan.domains.cards.values import CardState, CardView
from antoan.domains.codes.queries import GivenCode, codes_by_digest
from antoan.domains.people.queries import require_over_person
from antoan.domains.printing.values import CardLayout
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock
from antoan.kit.errors import Forbidden, NotFound


def card_for(actor: Actor, card_id: UUID) -> CardView:
    """Return a card of somebody within the actor's reach; CardNotFound."""
    return _views([card_row(actor, card_id)])[0]


def cards_of_person(actor: Actor, person_id: int) -> list[CardView]:
    """Return the newest cards of a person; PersonNotFound when out of reach, Forbidden without the right."""
    require_over_person(actor, PRINT, person_id)
    rows = Card.objects.filter(person=person_id, digest__isnull=False).order_by("-made_at")
    return _views(list(rows[:CARDS_SHOWN]))


def card_row(actor: Actor, card_id: UUID) -> Card:
    """Return the row of a card that was made, within the actor's reach; CardNotFound."""
    row = Card.objects.filter(pk=card_id, digest__isnull=False).first()
    if row is None:
        raise CardNotFound
    try:
        require_over_person(actor, PRINT, row.person_id)
    except (NotFound, Forbidden):
        raise CardNotFound from None
    return row


def _views(rows: list[Card]) -> list[CardView]:
    codes = codes_by_digest(actor=SYSTEM, digests=[bytes(row.digest) for row in rows if row.digest])
    return [_view(row, codes.get(bytes(row.digest or b""))) for row in rows]


def _view(row: Card, code: GivenCode | None) -> CardView:
    assert row.made_at is not None
    today = clock.today()
    state = (
        CardState.REVOKED
        if code is None
        else state_of(is_revoked=code.revoked_at is not None, expires_on=code.expires_on, today=today)
    )
    return CardView(
        id=row.pk, person_id=row.person_id, state=state, layout=CardLayout(row.layout), made_at=row.made_at,
        expires_on=code.expires_on if code else None, revoked_because=code.revoked_because if code else "",
        is_of_batch=row.batch_id is not None,
    )  # fmt: skip
