"""What the trail keeps."""

import threading

import pytest
from django.db import ProgrammingError, connection, transaction

from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.audit import queries, services
from antoan.foundation.audit.errors import EntryTooLong
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from tests.factories.accounts import a_colleague

pytestmark = pytest.mark.django_db

NURSE = Actor(account_id=7, label="Lê Thị Hoa", address="203.0.113.9")


def a_read(actor=NURSE, person_id=12, **fields):
    services.record_read(
        actor,
        **{"action": "people:person:read", "object_kind": "person", "object_id": person_id} | fields,
        person_id=person_id,
    )


def test_a_read_is_kept_with_who_from_where_and_why():
    a_read(purpose="tiêm mũi 2")
    entry = TrailEntry.objects.get()
    assert (entry.kind, entry.actor_account_id, entry.actor_label, entry.address) == (
        "read", 7, "Lê Thị Hoa", "203.0.113.9",
    )  # fmt: skip
    assert (entry.action, entry.object_kind, entry.object_id, entry.person_id, entry.purpose) == (
        "people:person:read", "person", "12", 12, "tiêm mũi 2",
    )  # fmt: skip


def test_a_list_leaves_an_entry_for_every_person_in_it():
    services.record_reads(NURSE, action="people:person:find", object_kind="person", person_ids=[3, 1, 2])
    assert list(TrailEntry.objects.values_list("person_id", flat=True)) == [3, 1, 2]


def test_the_trail_forgets_what_never_happened():
    with transaction.atomic():
        a_read()
        transaction.set_rollback(True)
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize("detail", [{"x": 1.5}, {1: "x"}, {"x": "\0"}, {"x": "\ud800"}, {"x": {2}}])
def test_details_that_would_come_back_otherwise_are_refused(detail):
    with pytest.raises(ValueError, match="the trail keeps"):
        a_read(detail=detail)


def test_a_reason_that_is_too_long_is_refused_in_words():
    with pytest.raises(EntryTooLong, match="at most 200 characters of purpose; this has 201"):
        a_read(purpose="x" * 201)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_trailentry SET purpose = 'x'",
        "UPDATE audit_trailentry SET position = NULL",
        "DELETE FROM audit_trailentry",
    ],
)
def test_nobody_changes_or_deletes_an_entry(statement):
    a_read()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(ProgrammingError, match="only grows"):
            cursor.execute(statement)


def test_nobody_empties_the_trail():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry ENABLE TRIGGER USER")
        with pytest.raises(ProgrammingError, match="only grows"):
            cursor.execute("TRUNCATE audit_trailentry")


def test_a_person_sees_who_read_their_data_and_nobody_elses():
    a_read(person_id=12)
    a_read(person_id=13)
    self = Actor(account_id=9, label="Nguyễn Văn An", person_id=12)
    assert [line.actor_label for line in queries.trail_of_person(self, 12).lines] == ["Lê Thị Hoa"]
    with pytest.raises(Forbidden):
        queries.trail_of_person(self, 13)


def test_an_account_without_a_person_is_nobodys_own():
    with pytest.raises(Forbidden):
        queries.trail_of_person(NURSE, 12)


def test_only_auditors_see_the_whole_trail():
    with pytest.raises(Forbidden):
        queries.trail(actor_for(a_colleague("operator")))
    auditor = actor_for(a_colleague("auditor"))
    a_read()
    assert queries.trail(auditor, action="people:person:read").lines[0].person_id == 12
    assert queries.trail(auditor, account_id=7).lines[0].actor_label == "Lê Thị Hoa"


def test_the_trail_comes_in_pages_newest_first():
    for person_id in range(1, 6):
        a_read(person_id=person_id)
    first = queries.trail(SYSTEM, limit=2)
    second = queries.trail(SYSTEM, limit=2, before=first.before)
    third = queries.trail(SYSTEM, limit=2, before=second.before)
    assert [[line.person_id for line in page.lines] for page in (first, second, third)] == [
        [5, 4],
        [3, 2],
        [1],
    ]
    assert third.before is None
    assert len(queries.trail(SYSTEM, limit=10_000).lines) == 5


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_one_unbroken_chain():
    def work(worker: int) -> None:
        try:
            for turn in range(50):
                with transaction.atomic():
                    a_read(person_id=worker * 100 + turn)
                    if turn % 10 == 0:
                        a_read(person_id=worker * 100 + turn)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    verification = services.verify_chain()
    assert verification.is_whole
    assert verification.entries == 4 * 55


@pytest.mark.django_db(transaction=True)
def test_opposite_orders_of_work_do_not_block_each_other(django_db_blocker):
    """The chain's lock comes last: one who records first and one who works first never wait in a circle."""
    account = a_colleague("auditor")
    barrier = threading.Barrier(2, timeout=20)
    failures = []

    def work(record_first: bool) -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                steps = [
                    lambda: a_read(),
                    lambda: cursor.execute(
                        "SELECT 1 FROM accounts_account WHERE id = %s FOR UPDATE", [account.pk]
                    ),
                ]
                first, second = steps if record_first else reversed(steps)
                first()
                barrier.wait()
                second()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    pair = [threading.Thread(target=work, args=(order,)) for order in (True, False)]
    for one in pair:
        one.start()
    for one in pair:
        one.join(timeout=30)
    assert failures == []
    assert services.verify_chain().is_whole
