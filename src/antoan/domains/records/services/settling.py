"""Settles records that were kept apart: somebody else than who entered them vouches for them, or strikes them out."""

from django.db import transaction

from antoan.domains.records.errors import OwnRecord
from antoan.domains.records.queries.persons import record_row
from antoan.domains.records.queries.quarantine import require_reach
from antoan.domains.records.services.judging import annul_record, verify_record
from antoan.domains.records.values import RecordKind, RecordView
from antoan.foundation.accounts.actor import Actor, already_allowed


@transaction.atomic
def settle_record(
    *, actor: Actor, kind: RecordKind, record_id: int, is_true: bool, because: str
) -> RecordView:
    """Say of a record on the actor's desk that it is true, with the paper that was seen, or that it is not.

    OwnRecord when the same account entered it: a doubt needs a second pair of eyes. RecordNotFound, RecordImpossible.
    """
    require_reach(actor, kind, record_id)
    if (
        is_true
        and actor.account_id is not None
        and record_row(kind, record_id).recorded_by == actor.account_id
    ):
        raise OwnRecord
    settle = verify_record if is_true else annul_record
    return settle(actor=already_allowed(actor), kind=kind, record_id=record_id, because=because)
