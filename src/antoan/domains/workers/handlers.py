"""What staff lists do when something below them changes."""

from collections.abc import Mapping
from typing import Any

from antoan.domains.declarations.events import HealthDeclared
from antoan.domains.people.events import PersonChanged, PersonErased, PersonRegistered
from antoan.domains.people.queries.linking import identity_keys_of, paper_indexes_of
from antoan.domains.records.events import DosesRecorded, HealthRecordChanged
from antoan.domains.workers.events import PersonMayBeAwaited, WorkerStatusMayHaveChanged
from antoan.domains.workers.models import Worker
from antoan.domains.workers.queries.rows import listed_anywhere
from antoan.domains.workers.services.alerts import watch_person
from antoan.domains.workers.services.joining import join_awaiting
from antoan.domains.workers.values import Link
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import announce, subscribe, subscribe_later
from antoan.foundation.imports.services import forget_rows
from antoan.kit import clock


def subscribe_all() -> None:
    """Hear of records, declarations, registrations and erasures; of those nobody lists nothing is kept for later."""
    subscribe(HealthRecordChanged, _health_changed)
    subscribe(HealthDeclared, _health_changed)
    subscribe(DosesRecorded, _doses_recorded)
    subscribe(PersonRegistered, _person_known)
    subscribe(PersonChanged, _person_known)
    subscribe(PersonErased, _forget)
    subscribe_later(WorkerStatusMayHaveChanged, _watch)
    subscribe_later(PersonMayBeAwaited, _join)


def _health_changed(event: HealthRecordChanged | HealthDeclared) -> None:
    if Worker.objects.filter(person=event.person_id, ended_at__isnull=True).exists():
        announce(WorkerStatusMayHaveChanged(event.person_id))


def _doses_recorded(event: DosesRecorded) -> None:
    for person_id in listed_anywhere(event.person_ids):
        announce(WorkerStatusMayHaveChanged(person_id))


def _person_known(event: PersonRegistered | PersonChanged) -> None:
    waiting = Worker.objects.filter(
        document_index__in=paper_indexes_of(event.person_id),
        ended_at__isnull=True,
        link__in=[Link.PENDING, Link.CHECK],
    )
    if waiting.exists():
        announce(PersonMayBeAwaited(event.person_id))


def _watch(event: Mapping[str, Any]) -> None:
    watch_person(event["person_id"], now=clock.now())


def _join(event: Mapping[str, Any]) -> None:
    join_awaiting(event["person_id"])


def _forget(event: PersonErased) -> None:
    """Delete rows of the person, rows that only bear their papers, what history says of both, and rows of imports."""
    keys = paper_indexes_of(event.person_id)
    ids = set(Worker.objects.filter(person=event.person_id).values_list("pk", flat=True))
    ids |= set(Worker.objects.filter(document_index__in=keys).values_list("pk", flat=True))
    once = set(history(Worker).filter(person=event.person_id).values_list("id", flat=True))
    # A row that is joined to somebody else now is theirs: merged with this entry, say. Only what tells of this one goes.
    ids |= once - set(
        Worker.objects.filter(pk__in=once, person__isnull=False)
        .exclude(person=event.person_id)
        .values_list("pk", flat=True)
    )
    Worker.objects.filter(pk__in=ids).delete()
    history(Worker).filter(id__in=ids).delete()
    history(Worker).filter(person=event.person_id).delete()
    forget_rows(identity_keys_of(event.person_id))
