"""Takes a large file that an operator brings on the server: read as a stream, stored in one transaction."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.imports.errors import FileMissing, FileTooLarge, FileUnreadable, RunUnderWay
from antoan.foundation.imports.importer import importer_of
from antoan.foundation.imports.limits import FILE_NAME_LETTERS_MAX, LARGE_FILE_BYTES_MAX
from antoan.foundation.imports.models import ImportRun
from antoan.foundation.imports.queries.runs import view_of
from antoan.foundation.imports.reading.refusing import FileRefused
from antoan.foundation.imports.reading.streaming import Stream
from antoan.foundation.imports.services.reading import store
from antoan.foundation.imports.values import LIVE, ReadRow, RunState, RunView
from antoan.kit.text import squeeze

# A run of this file that ended so is over: bringing the file again begins anew.
_OVER: Final = frozenset({RunState.UNDONE, RunState.DISCARDED, RunState.REFUSED, RunState.FAILED})
_TOLD_EVERY_ROWS: Final = 1_000


@dataclass(frozen=True, slots=True)
class LargeImport:
    """A file on this machine, and whose list it is for."""

    kind: str
    owner_id: str
    path: Path


def start_large(*, actor: Actor, new: LargeImport, told: Callable[[int], None]) -> RunView:
    """Store every row of a file, or none; the same file again is the same run, wherever it was broken off.

    FileMissing, FileTooLarge, FileUnreadable; RunUnderWay while another file of this owner is being worked on.
    """
    size = new.path.stat().st_size
    if not size:
        raise FileMissing
    if size > LARGE_FILE_BYTES_MAX:
        raise FileTooLarge("The file is larger than 512 MB: bring it in parts.")
    with new.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    known = _run_of(new, digest)
    if isinstance(known, ImportRun):
        return view_of(known)
    try:
        return _stored(actor, new, known, size, digest, told)
    except FileRefused as refusal:
        raise FileUnreadable(f"The file cannot be read: {refusal.why} {refusal.detail}".strip()) from None


def _run_of(new: LargeImport, digest: bytes) -> ImportRun | UUID:
    """Return the run of this very file that is not over, or the id of a new one."""
    earlier = ImportRun.objects.filter(kind=new.kind, owner_id=new.owner_id, file_digest=digest)
    going = earlier.exclude(state__in=sorted(_OVER)).order_by("-created_at").first()
    return going or uuid5(
        NAMESPACE_OID, f"{new.kind}\x1f{new.owner_id}\x1f{digest.hex()}\x1f{earlier.count()}"
    )


@transaction.atomic
def _stored(
    actor: Actor, new: LargeImport, run_id: UUID, size: int, digest: bytes, told: Callable[[int], None]
) -> RunView:
    if ImportRun.objects.filter(kind=new.kind, owner_id=new.owner_id, state__in=sorted(LIVE)).exists():
        raise RunUnderWay
    run = ImportRun(
        id=run_id,
        kind=new.kind,
        owner_id=new.owner_id,
        account_id=actor.account_id,
        file_name=squeeze(new.path.name)[:FILE_NAME_LETTERS_MAX],
        file_bytes=size,
        file_digest=digest,
        state=RunState.CHECKING,
    )
    run.save(force_insert=True)
    stream = Stream(new.path, importer_of(new.kind).columns)
    store(run, _counted(stream, told), lambda: stream.summary)
    return view_of(run)


def _counted(rows: Stream, told: Callable[[int], None]) -> Iterator[ReadRow]:
    for count, row in enumerate(rows, start=1):
        if count % _TOLD_EVERY_ROWS == 0:
            told(count)
        yield row
