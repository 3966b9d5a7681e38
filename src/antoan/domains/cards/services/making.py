"""The worker's steps through a batch. Each is a transaction; a fallen worker's successor goes on from the last one."""

from uuid import UUID

from django.db import transaction

from antoan.domains.cards.limits import REVOKE_STEP_CARDS, STEP_CARDS
from antoan.domains.cards.models import Batch, Card
from antoan.domains.cards.services.listing import list_people
from antoan.domains.cards.values import WORKING, BatchState, Skipped
from antoan.domains.codes.errors import KeyWornOut, NoNewCode
from antoan.domains.codes.national import HeadUnfit
from antoan.domains.codes.services import issue_personal_code, revoke_these
from antoan.domains.people.heads import head_of
from antoan.domains.people.queries.persons import person_view
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


def advance(batch_id: UUID) -> bool:
    """Do one step of a batch; False when there is nothing more to do for now, or another worker is at it."""
    try:
        return _step(batch_id)
    except KeyWornOut as error:
        _stop(batch_id, error.code)
        return False


@transaction.atomic
def _step(batch_id: UUID) -> bool:
    rows = Batch.objects.select_for_update(skip_locked=True)
    row = rows.filter(pk=batch_id, state__in=sorted(WORKING)).first()
    if row is None:
        return False
    match BatchState(row.state):
        case BatchState.WAITING:
            list_people(row)
        case BatchState.MAKING:
            _make_some(row)
        case _:
            _revoke_some(row)
    return row.state in WORKING


def _make_some(row: Batch) -> None:
    waiting = Card.objects.filter(batch=row, digest__isnull=True, skipped="").order_by("position")
    cards = list(waiting[:STEP_CARDS])
    if not cards:
        row.state = BatchState.READY
    for card in cards:
        _make(row, card)
    row.save()


def _make(row: Batch, card: Card) -> None:
    actor = _orderer(row)
    try:
        head = head_of(person_view(card.person_id))
        card.digest = issue_personal_code(actor=actor, subject=head, masked=True).digest
    except HeadUnfit:
        card.skipped = Skipped.UNFIT
    except NoNewCode:
        card.skipped = Skipped.TOO_MANY
    card.made_at, card.made_by_account_id = clock.now(), row.ordered_by_account_id
    card.save()
    if card.skipped:
        row.skipped += 1
        return
    row.made += 1
    record_decision(
        actor, action="cards.card.made", object_kind="card", object_id=card.pk, person_id=card.person_id,
        detail={"batch": str(row.pk), "layout": row.layout},
    )  # fmt: skip


def _revoke_some(row: Batch) -> None:
    standing = Card.objects.filter(batch=row, digest__isnull=False, is_taken_back=False).order_by("position")
    cards = list(standing[:REVOKE_STEP_CARDS])
    if not cards:
        row.state = BatchState.REVOKED
    revoke_these(
        actor=_orderer(row), digests=[bytes(card.digest) for card in cards if card.digest],
        because=row.revoked_because,
    )  # fmt: skip
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(is_taken_back=True)
    row.revoked += len(cards)
    row.save()


@transaction.atomic
def _stop(batch_id: UUID, fault: str) -> None:
    Batch.objects.filter(pk=batch_id, state__in=sorted(WORKING)).update(
        state=BatchState.STOPPED, fault=fault, updated_at=clock.now()
    )


def _orderer(row: Batch) -> Actor:
    """Return who ordered the batch, whose right was checked then: codes and trail name the account."""
    return Actor(account_id=row.ordered_by_account_id, label="cards", is_system=True)
