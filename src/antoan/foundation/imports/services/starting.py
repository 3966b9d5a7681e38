"""Takes a file and leaves it to the worker."""

import hashlib
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.imports.errors import FileMissing, FileTooLarge, RunTaken, RunUnderWay, TooManyRuns
from antoan.foundation.imports.limits import FILE_BYTES_MAX, FILE_NAME_LETTERS_MAX, RUNS_PER_OWNER_DAY_MAX
from antoan.foundation.imports.models import ImportRun
from antoan.foundation.imports.queries.runs import view_of
from antoan.foundation.imports.services.waking import wake
from antoan.foundation.imports.sources import sources
from antoan.foundation.imports.values import LIVE, RunState, RunView
from antoan.kit import clock
from antoan.kit.text import squeeze


@dataclass(frozen=True, slots=True)
class NewImport:
    """A file as it was sent, and whose list it is for. The sending page makes the id."""

    id: UUID
    kind: str
    owner_id: str
    file_name: str
    data: bytes = field(repr=False)


@transaction.atomic
def start_import(*, actor: Actor, new: NewImport) -> RunView:
    """Take a file; the same id again is the same import. One that waits for a decision gives way.

    FileMissing, FileTooLarge; RunUnderWay while another is being worked on; TooManyRuns; RunTaken.
    """
    known = ImportRun.objects.filter(pk=new.id).first()
    if known is not None:
        return _again(known, new)
    _refuse_past_bounds(new)
    name = sources().put(new.data)
    transaction.on_commit(partial(wake, new.id))
    try:
        with transaction.atomic():
            return view_of(_saved(actor, new, name))
    except IntegrityError:
        sources().drop(name)
        raise RunUnderWay from None


def _again(known: ImportRun, new: NewImport) -> RunView:
    if (known.kind, known.owner_id) != (new.kind, new.owner_id):
        raise RunTaken
    return view_of(known)


def _refuse_past_bounds(new: NewImport) -> None:
    if not new.data:
        raise FileMissing
    if len(new.data) > FILE_BYTES_MAX:
        raise FileTooLarge
    own = ImportRun.objects.filter(kind=new.kind, owner_id=new.owner_id)
    live = own.select_for_update().filter(state__in=sorted(LIVE)).first()
    if live is not None and live.state != RunState.CHECKED:
        raise RunUnderWay
    if own.filter(created_at__gte=clock.day_start(clock.today())).count() >= RUNS_PER_OWNER_DAY_MAX:
        raise TooManyRuns
    if live is not None:
        live.state = RunState.DISCARDED
        live.save(update_fields=["state", "updated_at"])


def _saved(actor: Actor, new: NewImport, name: str) -> ImportRun:
    row = ImportRun(
        id=new.id,
        kind=new.kind,
        owner_id=new.owner_id,
        account_id=actor.account_id,
        file_name=squeeze(new.file_name)[:FILE_NAME_LETTERS_MAX],
        file_bytes=len(new.data),
        file_digest=hashlib.sha256(new.data).digest(),
        stored_as=name,
        state=RunState.WAITING,
    )
    row.save(force_insert=True)
    return row
