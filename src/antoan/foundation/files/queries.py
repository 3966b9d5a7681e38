"""Reads of stored files. The domain that owns a file has checked who asks."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from antoan.foundation.files.errors import FileDamaged, FileNotFound
from antoan.foundation.files.models import StoredFile
from antoan.foundation.files.vault import Vault


@dataclass(frozen=True, slots=True)
class FileView:
    """A stored file without its content."""

    id: UUID
    owner_kind: str
    owner_id: str
    person_id: int | None
    account_id: int | None
    content_type: str
    byte_count: int
    width: int
    height: int
    stored_at: datetime
    is_attached: bool


def files_of(owner_kind: str, owner_id: str) -> list[FileView]:
    """Return the files of one object, in the order they were sent."""
    rows = StoredFile.objects.filter(owner_kind=owner_kind, owner_id=owner_id).order_by("created_at", "id")
    return [view_of(row) for row in rows]


def files_about(person_id: int, limit: int) -> list[FileView]:
    """Return the files about a person that were kept, the newest first; for their own copy."""
    rows = StoredFile.objects.filter(person_id=person_id, attached_at__isnull=False)
    return [view_of(row) for row in rows.order_by("-created_at")[:limit]]


def file_of(owner_kind: str, owner_id: str, file_id: UUID) -> FileView:
    """Return one file of an object; FileNotFound when the object has no such file."""
    row = StoredFile.objects.filter(pk=file_id, owner_kind=owner_kind, owner_id=owner_id).first()
    if row is None:
        raise FileNotFound
    return view_of(row)


def content_of(file_id: UUID) -> bytes:
    """Return the content of a file; FileNotFound, or FileDamaged when it is not what was stored."""
    row = StoredFile.objects.filter(pk=file_id).first()
    if row is None:
        raise FileNotFound
    content = Vault.of_installation().get(row.name)
    if hashlib.sha256(content).digest() != bytes(row.digest):
        raise FileDamaged
    return content


def view_of(row: StoredFile) -> FileView:
    """Return a row as others see it."""
    return FileView(
        id=row.pk,
        owner_kind=row.owner_kind,
        owner_id=row.owner_id,
        person_id=row.person_id,
        account_id=row.account_id,
        content_type=row.content_type,
        byte_count=row.byte_count,
        width=row.width,
        height=row.height,
        stored_at=row.created_at,
        is_attached=row.attached_at is not None,
    )
