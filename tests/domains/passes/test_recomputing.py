"""A pass follows its records, for one person and for many, and two at once lose nothing."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from antoan.domains.codes.national import DeclaredKind, PersonalHead
from antoan.domains.codes.services import issue_personal_code, revoke_codes
from antoan.domains.passes.checking import Difference, differences
from antoan.domains.passes.models import Pass
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.passes.services import recompute, recompute_all
from antoan.domains.people import services as people
from antoan.domains.people.models import Person
from antoan.domains.people.values import PersonChange
from antoan.domains.records.models import Vaccination
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.people import a_person
from tests.factories.records import a_dose, an_isolation

TODAY = date(2026, 11, 22)


def loaded_dose(person, given_on=date(2021, 9, 1)):
    """Put a dose into the table past every service, as a bulk load does."""
    return Vaccination.objects.create(
        person_id=person.id, product="comirnaty", dose_number=1, given_on=given_on, state="verified"
    )


@pytest.mark.django_db
def test_a_new_person_has_a_pass_without_records():
    person = a_person()
    stored = stored_passes([person.id])[person.id]
    assert (stored.qid, stored.qid_is_local, stored.label) == (person.qid, True, "N.V. An")
    assert (stored.doses_valid, stored.has_records, stored.birth_on) == (0, False, date(1990, 2, 1))


@pytest.mark.django_db
def test_recomputing_takes_up_what_was_loaded_in_bulk_and_then_rests():
    person = a_person()
    loaded_dose(person)
    assert recompute([person.id], today=TODAY) == 1
    assert recompute([person.id], today=TODAY) == 0
    assert stored_passes([person.id])[person.id].first_dose_on == date(2021, 9, 1)


@pytest.mark.django_db
def test_a_change_of_name_changes_the_label():
    person = a_person()
    people.change_person(actor=SYSTEM, person_id=person.id, change=PersonChange(full_name="Lê Thị Hoa"))
    assert stored_passes([person.id])[person.id].label == "L.T. Hoa"


@pytest.mark.django_db
def test_a_code_is_known_to_gates_from_its_issue_to_its_revocation():
    person = a_person()
    head = PersonalHead("079090000001", "NGUYEN VAN AN", "1990-02-01", DeclaredKind.SELF, person.qid)
    issued = issue_personal_code(actor=SYSTEM, subject=head)
    stored = stored_passes([person.id])[person.id]
    assert (stored.code_digest, stored.code_expires_on) == (issued.digest, issued.expires_on)
    revoke_codes(actor=SYSTEM, qid=person.qid, because="Mất thẻ")
    assert stored_passes([person.id])[person.id].code_digest is None


@pytest.mark.django_db
def test_a_code_of_somebody_unknown_disturbs_nobody():
    head = PersonalHead("079090000001", "NGUYEN VAN AN", "1990-02-01", DeclaredKind.SELF, "1" * 18)
    assert issue_personal_code(actor=SYSTEM, subject=head).text


@pytest.mark.django_db
def test_one_read_per_table_whatever_the_number_of_people(django_assert_num_queries):
    persons = [a_person() for _ in range(7)]
    with django_assert_num_queries(8):  # 6 reads, a lock in one of them, 1 write
        recompute([person.id for person in persons], today=TODAY)


@pytest.mark.django_db
def test_a_check_names_what_differs_and_a_rebuild_mends_it():
    one, other, gone = a_person(), a_person(), a_person()
    assert list(differences()) == []
    loaded_dose(one)
    Pass.objects.filter(person_id=other.id).delete()
    Person.objects.filter(pk=gone.id).delete()
    found = set(differences())
    assert {Difference(other.id, "*"), Difference(gone.id, "*"), Difference(one.id, "doses_valid")} <= found
    assert {difference.person_id for difference in found} == {one.id, other.id, gone.id}
    assert recompute_all() == 3
    assert list(differences()) == []
    assert recompute_all() == 0


@pytest.mark.django_db
def test_recomputing_nobody_and_somebody_gone_is_no_fault():
    person = a_person()
    Person.objects.filter(pk=person.id).delete()
    assert recompute([]) == 0
    assert recompute([person.id, 404]) == 1
    assert stored_passes([person.id]) == {}


@pytest.mark.django_db
def test_a_pass_keeps_room_in_its_page_for_the_next_version():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'passes_pass'")
        assert cursor.fetchone() == (["fillfactor=85"],)


@pytest.mark.django_db(transaction=True)
def test_two_records_of_one_person_at_once_are_both_in_the_pass():
    person = a_person()
    started = Barrier(2)
    failures = []

    def run(work):
        try:
            with transaction.atomic():
                started.wait(10)
                work()
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    works = [
        lambda: a_dose(person.id, date(2021, 9, 1)),
        lambda: an_isolation(person.id, TODAY, TODAY),
    ]
    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    stored = stored_passes([person.id])[person.id]
    assert failures == []
    assert (stored.doses_valid, stored.isolation_until) == (1, TODAY)


@pytest.mark.django_db(transaction=True)
def test_whoever_recomputes_waits_for_what_another_transaction_is_recording():
    """Without the lock the second would read before the first commits, and write that afterwards."""
    person = a_person()

    def second():
        try:
            recompute([person.id], today=TODAY)
        finally:
            connections.close_all()

    thread = Thread(target=second)
    with transaction.atomic():
        loaded_dose(person)
        recompute([person.id], today=TODAY)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(30)
    assert stored_passes([person.id])[person.id].doses_valid == 1
