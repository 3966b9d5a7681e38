"""Reads of copies: how far they have come, and the file itself for its person."""

from antoan.domains.people.queries import answers_for
from antoan.domains.privacy.copying.vault import copies_vault
from antoan.domains.privacy.errors import CopyNotFound, CopyNotReady, RequestNotFound
from antoan.domains.privacy.models import DataCopy
from antoan.domains.privacy.permissions import READ
from antoan.domains.privacy.queries.access import own_request_row
from antoan.domains.privacy.values import CopyState, CopyView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.files.errors import FileDamaged
from antoan.kit import clock


def copy_for(actor: Actor, number: str) -> CopyView:
    """Return how far a copy has come; CopyNotFound unless it is the actor's own or a dependant's."""
    return view_of(_own(actor, number))


def content_of_copy(actor: Actor, number: str) -> bytes:
    """Return the ZIP to its person; the fetching is in the trail. CopyNotFound, CopyNotReady.

    The caller has made sure that whoever asks has just signed in anew.
    """
    row = _own(actor, number)
    content = unsealed(row)
    record_decision(
        actor,
        action="privacy.copy.fetched",
        object_kind="request",
        object_id=row.request.number,
        person_id=row.request.person_id,
    )
    return content


def unsealed(row: DataCopy) -> bytes:
    """Return the ZIP of a copy; CopyNotReady. The caller has checked who asks, and keeps it in the trail."""
    if row.state != CopyState.READY or row.expires_at is None or clock.now() >= row.expires_at:
        raise CopyNotReady
    try:
        return copies_vault().get(row.name)
    except FileDamaged:
        raise CopyNotReady from None


def view_of(row: DataCopy) -> CopyView:
    """Return a row as its person sees it."""
    return CopyView(
        number=row.request.number,
        person_id=row.request.person_id,
        state=CopyState(row.state),
        asked_at=row.request.opened_at,
        made_at=row.made_at,
        expires_at=row.expires_at,
        byte_count=row.byte_count,
        digest=row.digest,
        rows=row.rows,
    )


def _own(actor: Actor, number: str) -> DataCopy:
    try:
        request = own_request_row(actor, number, permission=READ)
    except RequestNotFound:
        raise CopyNotFound from None
    row = DataCopy.objects.select_related("request").filter(request=request).first()
    # Whoever asked for somebody at a counter never gets the file.
    if row is None or not answers_for(actor, request.person_id):
        raise CopyNotFound
    return row
