"""Erasing a person leaves no value behind (lesson L21)."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from antoan.domains.codes.national import DeclaredKind, PersonalHead
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.people import queries, services
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.models import Erasure
from antoan.domains.people.values import Birth, ErasureGround, PersonChange
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.audit.services import verify_chain
from antoan.foundation.db.sealed import blind_index
from antoan.foundation.events.models import OutboxEvent
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from antoan.kit.text import ascii_upper, fold
from tests.factories.declarations import FEVER, a_declaration
from tests.factories.people import a_cccd, a_person, citizen
from tests.factories.records import a_case, a_dose, a_test, an_isolation

NAME, NEW_NAME, ADDRESS, PHONE = (
    "Canary Đỗ Nguyệt Ánh",
    "Canary Đỗ Nguyệt Nga",
    "77 hẻm Canary",
    "+84912777555",
)


def where_found(*canaries: str) -> set[str]:
    """Return the tables with a column that, written as text, holds one of these."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name IN (SELECT tablename FROM pg_tables)"
        )
        for table, column in cursor.fetchall():
            for canary in canaries:
                cursor.execute(
                    f'SELECT EXISTS (SELECT FROM "{table}" WHERE "{column}"::text ILIKE %s)', [f"%{canary}%"]
                )
                if cursor.fetchone()[0]:
                    found.add(table)
    return found


@pytest.mark.django_db
def test_an_erased_person_leaves_no_value_in_any_column():
    paper = a_cccd()
    person = a_person(NAME, documents=(paper,), phones=(PHONE,), address=ADDRESS)
    other = a_person("Trần Văn Bình")
    services.change_person(actor=SYSTEM, person_id=person.id, change=PersonChange(full_name=NEW_NAME))
    services.add_dependant(actor=SYSTEM, guardian_id=other.id, person_id=person.id, kinship="anh")
    today, now = clock.today(), clock.now()
    a_dose(person.id, date(2021, 9, 1))
    a_test(person.id, now)
    a_case(person.id, date(2021, 8, 1))
    an_isolation(person.id, today, today)
    answers = FEVER | {"showSignalNote": "Canary sốt"}
    a_declaration(person.id, answers, actor=citizen(person.id))  # Opens a task of the ward, too.
    a_declaration(person.id, answers)
    deliver_waiting()
    issue_personal_code(
        actor=SYSTEM,
        subject=PersonalHead(paper.number, ascii_upper(NAME), "1990-02-01", DeclaredKind.SELF, person.qid),
    )
    queries.find_people(SYSTEM, reason="Kiểm tra trùng", name=NAME, birth=Birth(date(1990, 2, 1)))
    Account.objects.create_user("canary@example.vn", name=NEW_NAME, person_id=person.id)

    OutboxEvent.objects.create(name="PersonalCodeChanged", payload={"qid": person.qid}, at=now)
    indexes = [blind_index("document:cccd", paper.number).hex(), blind_index("phone", PHONE).hex()]
    canaries = ("canary", fold(NAME), paper.number, PHONE, person.qid, *indexes)
    assert where_found(*canaries) > {"people_person", "people_personevent", "codes_issuedcode"}

    services.erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)

    assert where_found(*canaries) == set()
    assert rows_about(person.id) == {"people_erasure", "audit_trailentry"}
    with pytest.raises(PersonNotFound):
        queries.identity_of(SYSTEM, person.id)
    assert queries.identity_of(SYSTEM, other.id).full_name == "Trần Văn Bình"


def rows_about(person_id: int) -> set[str]:
    """Return the tables that still name this person's number."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name IN ('person_id', 'guardian_id', 'pgh_obj_id')"
            " AND table_name IN (SELECT tablename FROM pg_tables)"
            " AND (column_name <> 'pgh_obj_id' OR table_name LIKE 'people_person%%')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" WHERE "{column}" = %s)', [person_id])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@pytest.mark.django_db(transaction=True)
def test_the_tombstone_says_that_it_was_done_and_the_trail_stays_whole():
    person = a_person()
    services.erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.ORDERED)
    tombstone = Erasure.objects.get()
    assert (tombstone.person_id, tombstone.ground, tombstone.erased_by) == (person.id, "ordered", None)
    assert abs(tombstone.erased_at - datetime.now(UTC)).total_seconds() < 60
    assert verify_chain().is_whole
    with pytest.raises(PersonNotFound):
        services.erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.ORDERED)
