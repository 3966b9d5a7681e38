"""Reads of the photos of a ticket."""

from uuid import UUID

from antoan.domains.corrections.queries.access import ticket_row
from antoan.domains.corrections.values import OWNER_KIND
from antoan.domains.people.queries import answers_for
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.foundation.files.errors import FileNotFound
from antoan.foundation.files.queries import FileView, content_of, file_of, files_of


def evidence_of(actor: Actor, number: str) -> list[FileView]:
    """Return the photos of a ticket; TicketNotFound."""
    return files_of(OWNER_KIND, str(ticket_row(actor, number).pk))


def evidence_content(actor: Actor, number: str, file_id: UUID) -> bytes:
    """Return one photo of a ticket; TicketNotFound, FileNotFound. The reading is in the trail."""
    row = ticket_row(actor, number)
    found = file_of(OWNER_KIND, str(row.pk), file_id)
    if not answers_for(actor, row.person_id):
        record_read(
            actor, action="corrections.evidence.read", object_kind="file", object_id=found.id,
            person_id=row.person_id, purpose="correction",
        )  # fmt: skip
    return content_of(found.id)


def waiting_evidence(actor: Actor, ticket_id: UUID) -> list[FileView]:
    """Return the photos this account sent for a ticket that is not opened yet."""
    sent = files_of(OWNER_KIND, str(ticket_id))
    return [file for file in sent if not file.is_attached and file.account_id == actor.account_id]


def waiting_content(actor: Actor, ticket_id: UUID, file_id: UUID) -> bytes:
    """Return one of them; FileNotFound when it is another account's, or kept already."""
    if file_id not in {file.id for file in waiting_evidence(actor, ticket_id)}:
        raise FileNotFound
    return content_of(file_id)
