"""Stores pictures and deletes them. The domain that owns them has checked who asks, and holds the person's row."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.files.errors import FileTaken, TooManyFiles, TooManyFilesToday
from antoan.foundation.files.limits import (
    FILES_PER_OWNER_MAX,
    FILES_PER_PERSON_DAY_MAX,
    ORPHAN_HOURS_MAX,
    ORPHANS_PER_RUN_MAX,
)
from antoan.foundation.files.models import StoredFile
from antoan.foundation.files.pictures import CONTENT_TYPE, clean_picture
from antoan.foundation.files.queries import FileView, view_of
from antoan.foundation.files.vault import Vault
from antoan.kit import clock


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture as it was sent, and the object it is for. The sending page makes the id."""

    id: UUID
    owner_kind: str
    owner_id: str
    person_id: int | None  # None: of a place, about nobody; its domain bounds how many are sent.
    raw: bytes


@transaction.atomic
def store_picture(*, actor: Actor, picture: NewPicture) -> FileView:
    """Store a picture; the same id again is the same picture. It waits until `attach_files` or the orphans' job.

    Errors of `clean_picture`; TooManyFiles, TooManyFilesToday; FileTaken when the id is of another object.
    """
    known = StoredFile.objects.filter(pk=picture.id).first()
    if known is not None:
        if (known.owner_kind, known.owner_id) != (picture.owner_kind, picture.owner_id):
            raise FileTaken
        return view_of(known)
    _refuse_past_bounds(picture)
    clean = clean_picture(picture.raw)
    row = StoredFile(
        id=picture.id,
        owner_kind=picture.owner_kind,
        owner_id=picture.owner_id,
        person_id=picture.person_id,
        account_id=actor.account_id,
        content_type=CONTENT_TYPE,
        byte_count=len(clean.content),
        width=clean.width,
        height=clean.height,
        digest=hashlib.sha256(clean.content).digest(),
        # Written before the row: a row always has its file. One without a row goes with the orphans.
        name=Vault.of_installation().put(clean.content),
    )
    row.save(force_insert=True)
    return view_of(row)


def attach_files(*, owner_kind: str, owner_id: str, person_id: int | None) -> int:
    """Keep the files about this person, or about nobody, of an object that was saved just now; return how many."""
    waiting = StoredFile.objects.filter(
        owner_kind=owner_kind, owner_id=owner_id, attached_at__isnull=True, **_about(person_id)
    )
    return waiting.update(attached_at=clock.now())


@transaction.atomic
def delete_waiting(*, actor: Actor, owner_kind: str, owner_id: str, file_id: UUID) -> None:
    """Delete a file that this account sent and that is not attached yet; deleting twice is deleting once."""
    waiting = StoredFile.objects.filter(
        pk=file_id,
        owner_kind=owner_kind,
        owner_id=owner_id,
        account_id=actor.account_id,
        attached_at__isnull=True,
    )
    _delete(list(waiting))


@transaction.atomic
def delete_file(*, owner_kind: str, owner_id: str, file_id: UUID) -> None:
    """Delete one file of an object that may still change, attached or not; twice is once."""
    _delete(list(StoredFile.objects.filter(pk=file_id, owner_kind=owner_kind, owner_id=owner_id)))


@transaction.atomic
def forget_files_about(person_id: int) -> int:
    """Delete all files about a person who is being erased; return how many."""
    return _delete(list(StoredFile.objects.filter(person_id=person_id)))


@transaction.atomic
def forget_files_of(*, owner_kind: str, owner_ids: Collection[str]) -> int:
    """Delete all files of objects that are being deleted; return how many."""
    return _delete(list(StoredFile.objects.filter(owner_kind=owner_kind, owner_id__in=owner_ids)))


def hand_over_files(*, from_person_id: int, to_person_id: int) -> None:
    """Have the files about one entry of a person be about another."""
    StoredFile.objects.filter(person_id=from_person_id).update(person_id=to_person_id)


@transaction.atomic
def delete_orphans(*, at: datetime) -> int:
    """Delete pictures of forms that were never sent, and files that no row knows; return how many."""
    earliest = at - timedelta(hours=ORPHAN_HOURS_MAX)
    waiting = StoredFile.objects.filter(attached_at__isnull=True, created_at__lt=earliest)
    rows = list(waiting.select_for_update(skip_locked=True).order_by("created_at")[:ORPHANS_PER_RUN_MAX])
    return _delete(rows) + _sweep(earliest)


def _refuse_past_bounds(picture: NewPicture) -> None:
    siblings = StoredFile.objects.filter(owner_kind=picture.owner_kind, owner_id=picture.owner_id)
    if siblings.count() >= FILES_PER_OWNER_MAX:
        raise TooManyFiles
    if picture.person_id is None:
        return
    today = clock.day_start(clock.today())
    sent_today = StoredFile.objects.filter(person_id=picture.person_id, created_at__gte=today)
    if sent_today.count() >= FILES_PER_PERSON_DAY_MAX:
        raise TooManyFilesToday


def _about(person_id: int | None) -> dict[str, int | bool]:
    return {"person_id__isnull": True} if person_id is None else {"person_id": person_id}


def _delete(rows: list[StoredFile]) -> int:
    names = [row.name for row in rows]
    StoredFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    # After the commit: a transaction that fails leaves every row its file.
    transaction.on_commit(partial(_drop, names))
    return len(names)


def _drop(names: list[str]) -> None:
    vault = Vault.of_installation()
    for name in names:
        vault.drop(name)


def _sweep(earliest: datetime) -> int:
    """Delete files that a failed transaction, or a fall between commit and deletion, left behind."""
    vault = Vault.of_installation()
    batch: list[str] = []
    for name in vault.names_older_than(earliest):
        batch.append(name)
        if len(batch) == ORPHANS_PER_RUN_MAX:
            break
    known = set(StoredFile.objects.filter(name__in=batch).values_list("name", flat=True))
    left = [name for name in batch if name not in known]
    for name in left:
        vault.drop(name)
    return len(left)
