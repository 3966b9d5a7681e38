"""Joins rows of units to persons: by themselves when somebody registers, and by a ward desk that looked at the paper."""

from django.db import transaction

from antoan.domains.people.matching import Description, compare
from antoan.domains.people.queries import identity_of
from antoan.domains.people.queries.linking import paper_indexes_of
from antoan.domains.people.services import add_document, register_person
from antoan.domains.people.values import NewPerson
from antoan.domains.units.queries import unit_for
from antoan.domains.workers.errors import NobodyFits, WorkerListed
from antoan.domains.workers.models import Worker
from antoan.domains.workers.queries.desk import awaiting_row
from antoan.domains.workers.queries.rows import written_of
from antoan.domains.workers.rules.linking import may_be_joined
from antoan.domains.workers.services.adding import description_of, links_of
from antoan.domains.workers.services.alerts import watch_rows
from antoan.domains.workers.telling import tell_listed
from antoan.domains.workers.values import Because, Link, NewWorker
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def join_awaiting(person_id: int) -> int:
    """Join the rows that wait for somebody with this person's papers; return how many. Only certain ones are joined."""
    indexes = paper_indexes_of(person_id)
    waiting = Worker.objects.select_for_update(of=("self",)).filter(
        document_index__in=indexes, ended_at__isnull=True, link__in=[Link.PENDING, Link.CHECK]
    )
    joined = 0
    for row in waiting.select_related("cohort"):
        ((link, found),) = links_of(row.unit_id, [written_of(row)])
        if link is Link.LINKED and found == person_id:
            _join(row, person_id)
            joined += 1
    return joined


@transaction.atomic
def confirm_worker(*, actor: Actor, worker_id: int, person_id: int) -> None:
    """A ward desk says which person a row is. The number on the row is added to the person's papers when it is nobody's.

    WorkerNotFound; PersonNotFound out of the actor's reach; NobodyFits for quite another person; WorkerListed when
    the unit has this person on its list already.
    """
    row = awaiting_row(actor, worker_id, lock=True)
    person = identity_of(actor, person_id, purpose="workers")
    theirs = Description(person.full_name, person.birth, person.gender, person.documents)
    ours = written_of(row)
    if not may_be_joined(compare(description_of(ours), theirs).confidence):
        raise NobodyFits
    _refuse_double(row.unit_id, person_id)
    if ours.paper.kind not in {paper.kind for paper in person.documents}:
        add_document(actor=actor, person_id=person_id, paper=ours.paper)
    _join(row, person_id)
    _note(actor, row, "workers.confirm", person_id)


@transaction.atomic
def register_worker(*, actor: Actor, worker_id: int) -> int:
    """A ward desk registers the person of a row it has no doubt about; return the person.

    AlreadyRegistered, DocumentTaken and the like as for people.services.register_person.
    """
    row = awaiting_row(actor, worker_id, lock=True)
    ours = written_of(row)
    person = register_person(actor=actor, person=_person(ours, row.desk_ward_id))
    _refuse_double(row.unit_id, person.id)
    row.refresh_from_db()
    if row.link != Link.LINKED:
        _join(row, person.id)
    _note(actor, row, "workers.register", person.id)
    return person.id


@transaction.atomic
def send_back_worker(*, actor: Actor, worker_id: int, because: Because) -> None:
    """A ward desk asks the unit to look at the paper again."""
    row = awaiting_row(actor, worker_id, lock=True)
    row.link, row.because = Link.SENT_BACK, because
    row.save(update_fields=["link", "because", "updated_at"])
    _note(actor, row, "workers.send_back", None)


def _join(row: Worker, person_id: int) -> None:
    now = clock.now()
    row.person_id, row.link, row.because = person_id, Link.LINKED, ""
    row.save(update_fields=["person", "link", "because", "updated_at"])
    tell_listed(unit_for(SYSTEM, row.unit_id), [person_id], now=now)
    watch_rows(row.unit_id, [row], now=now)


def _refuse_double(unit_id: int, person_id: int) -> None:
    if Worker.objects.filter(unit=unit_id, person=person_id, ended_at__isnull=True).exists():
        raise WorkerListed


def _person(worker: NewWorker, ward_id: int | None) -> NewPerson:
    return NewPerson(
        full_name=worker.full_name,
        birth=worker.birth,
        gender=worker.gender,
        documents=(worker.paper,),
        phones=(worker.phone,) if worker.phone else (),
        ward_id=ward_id,
    )


def _note(actor: Actor, row: Worker, action: str, person_id: int | None) -> None:
    record_decision(
        actor, action=action, object_kind="worker", object_id=row.pk, person_id=person_id, purpose="workers"
    )
