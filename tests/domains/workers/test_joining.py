"""Whom a row is: certain ones are joined, the rest waits for a desk, and the unit cannot tell why."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine

from antoan.domains.messaging.models import Message
from antoan.domains.people.errors import DocumentTaken, PersonNotFound
from antoan.domains.people.models import Document, Person
from antoan.domains.people.queries import identity_of
from antoan.domains.people.services import (
    add_dependant,
    add_phone,
    erase_person,
    merge_person,
    register_person,
)
from antoan.domains.people.values import Birth, ErasureGround, Gender, NewPerson
from antoan.domains.policy.services import publish_shipped
from antoan.domains.privacy.retention import first_day_kept, period
from antoan.domains.records.services import record_recovery
from antoan.domains.records.values import RecoveryProof
from antoan.domains.units.errors import UnitNotFound
from antoan.domains.workers import services
from antoan.domains.workers.errors import CohortNotFound, NobodyFits, WorkerListed, WorkerNotFound
from antoan.domains.workers.keeping import forget_ended
from antoan.domains.workers.models import Worker
from antoan.domains.workers.queries.desk import alike, awaiting_page, awaiting_worker
from antoan.domains.workers.queries.exporting import list_to_export
from antoan.domains.workers.queries.listing import Show, count_of, due_for_test, worker_for, workers_page
from antoan.domains.workers.queries.own import jobs_of, own_job
from antoan.domains.workers.services.joining import join_awaiting
from antoan.domains.workers.values import Because, Ended, Link, Standing
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.history import history
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock as times
from antoan.kit.errors import Forbidden
from tests.factories.areas import IN_2021, ward
from tests.factories.corrections import officer
from tests.factories.people import a_person, citizen
from tests.factories.privacy import a_consent
from tests.factories.records import a_case, a_dose, a_test
from tests.factories.units import someone_as
from tests.factories.workers import a_cohort, a_factory, a_worker, manager_of, somebody, what_is_known

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelled:
        publish_shipped(actor=SYSTEM)
        yield travelled


@pytest.fixture
def home() -> int:
    return ward("26740", IN_2021).id


@pytest.fixture
def unit(home):
    return a_factory(ward_id=home)


@pytest.fixture
def an(home):
    person = a_person(ward_id=home)
    a_dose(person.id, date(2021, 9, 1))
    return person


def told_of(unit, worker) -> Standing:
    return worker_for(manager_of(unit), unit.id, worker.id, times.now())[1].standing


# What the unit is told


def test_a_worker_whose_paper_name_and_birth_agree_is_joined_and_shown_by_colour(unit, an):
    worker = a_worker(unit, an)
    assert (worker.link, worker.person_id) == (Link.LINKED, an.id)
    assert told_of(unit, worker) is Standing.GREEN


def test_when_a_colour_ends_is_told_only_of_those_who_agreed(unit, clock):
    clock.move_to(datetime(2026, 4, 20, 3, tzinfo=UTC))
    people = [a_person(name, date(1980, 1, 1)) for name in ("Lê Văn Thuận", "Lê Văn Lặng")]
    for person in people:
        case = a_case(person.id, date(2025, 10, 10))
        record_recovery(
            actor=SYSTEM, infection_id=case.id, recovered_on=date(2025, 10, 24), proof=RecoveryProof.DISCHARGE
        )
    a_consent(people[0].id, "employer")
    agreed, silent = (
        worker_for(manager_of(unit), unit.id, a_worker(unit, person).id, times.now())[1] for person in people
    )
    assert (agreed.standing, agreed.until) == (Standing.GREEN, datetime(2026, 4, 21, 17, tzinfo=UTC))
    assert silent == replace(agreed, until=None)


def test_the_unit_cannot_tell_a_stranger_from_somebody_alike_or_of_another_name(unit, an, home):
    """No oracle (lesson L9): whether a number is in the register does not show, whatever is written beside it."""
    bare = a_person("Phạm Văn Bình", date(1988, 1, 5), documents=(), ward_id=home)
    stranger = a_worker(unit, somebody())
    conflict = a_worker(unit, somebody("Lê Văn Khác", date(1970, 5, 5), paper=an.documents[0]))
    likely = a_worker(unit, somebody(bare.full_name, bare.birth.on))
    assert [Worker.objects.get(pk=one.id).link for one in (stranger, conflict, likely)] == [
        "pending",
        "check",
        "check",
    ]
    seen = {
        worker_for(manager_of(unit), unit.id, one.id, times.now())[1] for one in (stranger, conflict, likely)
    }
    assert {one.standing for one in seen} == {Standing.CHECK}
    assert len(seen) == 1


def test_an_employers_word_makes_no_person(unit):
    before = Person.objects.count()
    a_worker(unit, somebody())
    assert (Person.objects.count(), Document.objects.count()) == (before, 0)


def test_reading_a_status_is_in_the_trail_of_its_person(unit, an):
    worker = a_worker(unit, an)
    told_of(unit, worker)
    workers_page(manager_of(unit), unit.id, times.now())
    reads = TrailEntry.objects.filter(action="workers.status.read", person_id=an.id)
    assert reads.count() == 2


def test_a_page_holds_fifty_and_goes_on(unit):
    for number in range(51):
        a_worker(unit, somebody(f"Trần Thị {'ABCDEGHIKLMN'[number % 12]}{'abcde'[number // 12]}"))
    first = workers_page(manager_of(unit), unit.id, times.now())
    second = workers_page(manager_of(unit), unit.id, times.now(), after=first.next_after)
    names = [view.full_name for view, _ in (*first.rows, *second.rows)]
    assert (len(first.rows), len(second.rows), len(set(names)), second.next_after) == (50, 1, 51, "")
    assert len(workers_page(manager_of(unit), unit.id, times.now(), after="rác").rows) == 50


def test_a_list_is_narrowed_by_name_group_and_need(unit, an):
    cohort = a_cohort(unit, "Tổ B", test_every_days=7)
    green = a_worker(unit, an, cohort="Tổ B", staff_code="NV77")
    other = a_worker(unit, somebody("Đỗ Thị Tư"))
    now, manager = times.now(), manager_of(unit)

    def ids(**narrow):
        return [view.id for view, _ in workers_page(manager, unit.id, now, **narrow).rows]

    assert ids(name="do thi tu") == [other.id]
    assert ids(name="nv77") == [green.id]
    assert ids(cohort_id=cohort.id) == [green.id]
    assert ids(show=Show.CHECK) == [other.id]
    assert set(ids(show=Show.ATTENTION)) == {green.id, other.id}  # An needs a test.
    a_test(an.id, now)
    assert ids(show=Show.ATTENTION) == [other.id]
    assert count_of(manager, unit.id) == 2


def test_who_is_overdue_for_a_test_comes_first(unit, an, home):
    a_cohort(unit, "Tổ B", test_every_days=7)
    late = a_person("Lê Văn Trễ", date(1980, 1, 1), ward_id=home)
    a_test(late.id, datetime(2021, 10, 1, 3, tzinfo=UTC))
    a_test(an.id, datetime(2021, 10, 12, 3, tzinfo=UTC))
    fresh = a_person("Lê Văn Mới", date(1981, 1, 1), ward_id=home)
    a_test(fresh.id, NOW)
    for person in (an, late, fresh):
        a_worker(unit, person, cohort="Tổ B")
    due = due_for_test(manager_of(unit), unit.id, times.now())
    assert [(view.full_name, status.test_due_on) for view, status in due] == [
        ("Lê Văn Trễ", date(2021, 10, 8)), ("Nguyễn Văn An", date(2021, 10, 19)),
    ]  # fmt: skip


# Adding, mending, moving, removing


def test_one_paper_is_once_on_a_list(unit, an):
    a_worker(unit, an)
    with pytest.raises(WorkerListed):
        a_worker(unit, an)
    with pytest.raises(WorkerListed):
        a_worker(unit, somebody("Tên Khác", paper=an.documents[0]))
    a_worker(a_factory("Nhà máy khác"), an)  # One may work at two places.


def test_a_mended_row_is_looked_at_anew(unit, an):
    worker = a_worker(unit, what_is_known(an, birth=Birth(date(1975, 1, 1))))
    assert worker.link is Link.CHECK
    mended = services.mend_worker(
        actor=manager_of(unit), unit_id=unit.id, worker_id=worker.id, worker=what_is_known(an)
    )
    assert (mended.link, mended.person_id) == (Link.LINKED, an.id)
    again = services.mend_worker(
        actor=manager_of(unit), unit_id=unit.id, worker_id=worker.id, worker=what_is_known(an)
    )
    assert again.person_id == an.id
    away = services.mend_worker(
        actor=manager_of(unit), unit_id=unit.id, worker_id=worker.id, worker=somebody()
    )
    assert (away.link, away.person_id) == (Link.PENDING, None)


def test_a_row_cannot_be_mended_into_another_row(unit, an):
    a_worker(unit, an)
    other = a_worker(unit, somebody())
    with pytest.raises(WorkerListed):
        services.mend_worker(actor=SYSTEM, unit_id=unit.id, worker_id=other.id, worker=what_is_known(an))


def test_workers_are_moved_between_the_units_own_groups(unit, an):
    worker, cohort = a_worker(unit, an), a_cohort(unit)
    moved = services.move_worker(
        actor=manager_of(unit), unit_id=unit.id, worker_id=worker.id, cohort_id=cohort.id
    )
    assert Worker.objects.get(pk=moved.id).cohort_id == cohort.id
    foreign = a_cohort(a_factory("Khác"))
    with pytest.raises(CohortNotFound):
        services.move_worker(actor=SYSTEM, unit_id=unit.id, worker_id=worker.id, cohort_id=foreign.id)


def test_another_units_worker_is_not_there(unit, an):
    worker, other = a_worker(unit, an), a_factory("Khác")
    for actor, unit_id, error in (
        (manager_of(other), unit.id, UnitNotFound), (manager_of(other), other.id, WorkerNotFound),
    ):  # fmt: skip
        with pytest.raises(error):
            worker_for(actor, unit_id, worker.id, times.now())
        with pytest.raises(error):
            services.remove_worker(actor=actor, unit_id=unit_id, worker_id=worker.id)
    with pytest.raises(UnitNotFound):
        list_to_export(manager_of(other), unit.id)


def test_an_area_officer_sees_no_names_of_a_list(unit, an, home):
    worker = a_worker(unit, an)
    with pytest.raises(Forbidden):
        worker_for(officer(home), unit.id, worker.id, times.now())
    with pytest.raises(Forbidden):
        workers_page(officer(home), unit.id, times.now())


def test_a_list_taken_away_holds_what_the_unit_wrote_and_is_in_the_trail(unit, an):
    a_worker(unit, an)
    export = list_to_export(manager_of(unit), unit.id)
    assert [(one.full_name, is_linked) for one, is_linked in export.rows] == [("Nguyễn Văn An", True)]
    assert TrailEntry.objects.get(action="workers.export").detail == {"rows": 1}


# Joined later


def test_a_row_waits_until_its_person_registers(unit, home):
    worker = somebody("Trần Thị Lạ", date(1992, 3, 4))
    row = a_worker(unit, worker)
    person = a_person(
        "Trần Thị Lạ", date(1992, 3, 4), documents=(worker.paper,), gender=worker.gender, ward_id=home
    )
    assert deliver_waiting() >= 1
    assert (Worker.objects.get(pk=row.id).person_id, told_of(unit, row)) == (person.id, Standing.BLACK)


def test_somebody_of_another_name_with_that_paper_is_not_joined(unit, home):
    worker = somebody("Trần Thị Lạ", date(1992, 3, 4))
    row = a_worker(unit, worker)
    person = a_person("Lê Văn Khác", date(1970, 5, 6), documents=(worker.paper,), ward_id=home)
    assert join_awaiting(person.id) == 0
    assert Worker.objects.get(pk=row.id).person_id is None


# The ward's desk


def test_a_wards_desk_sees_its_own_rows(unit, home):
    row = a_worker(unit, somebody())
    elsewhere = officer(ward("26743", IN_2021).id)
    assert [one.id for one in awaiting_page(officer(home)).rows] == [row.id]
    assert awaiting_page(elsewhere).rows == ()
    with pytest.raises(WorkerNotFound):
        awaiting_worker(elsewhere, row.id)
    with pytest.raises(WorkerNotFound):
        services.send_back_worker(actor=elsewhere, worker_id=row.id, because=Because.PAPER)
    assert awaiting_page(manager_of(unit)).rows == ()


def test_a_desk_finds_who_is_alike_and_joins_the_row(unit, home):
    bare = a_person("Phạm Văn Bình", date(1988, 1, 5), documents=(), ward_id=home)
    row = a_worker(unit, somebody("Phạm Văn Bình", date(1988, 1, 5)))
    desk = officer(home)
    assert [one.person_id for one in alike(desk, row.id)] == [bare.id]
    services.confirm_worker(actor=desk, worker_id=row.id, person_id=bare.id)
    assert Worker.objects.get(pk=row.id).person_id == bare.id
    assert len(identity_of(SYSTEM, bare.id).documents) == 1  # The number of the row is the person's now.
    with pytest.raises(WorkerNotFound):
        services.confirm_worker(actor=desk, worker_id=row.id, person_id=bare.id)


def test_a_desk_joins_nobody_out_of_its_reach_nor_quite_another(unit, home, an):
    row = a_worker(unit, somebody())
    far = a_person("Trần Thị Lạ", date(1992, 3, 4), documents=(), ward_id=ward("26743", IN_2021).id)
    with pytest.raises(PersonNotFound):
        services.confirm_worker(actor=officer(home), worker_id=row.id, person_id=far.id)
    with pytest.raises(NobodyFits):
        services.confirm_worker(actor=officer(home), worker_id=row.id, person_id=an.id)


def test_a_desk_joins_no_person_twice_to_one_list(unit, home):
    bare = a_person("Phạm Văn Bình", date(1988, 1, 5), documents=(), ward_id=home)
    written = {"birth_on": date(1988, 1, 5), "gender": Gender.MALE}
    rows = [a_worker(unit, somebody("Phạm Văn Bình", **written)) for _ in range(2)]
    services.confirm_worker(actor=officer(home), worker_id=rows[0].id, person_id=bare.id)
    with pytest.raises(WorkerListed):
        services.confirm_worker(actor=officer(home), worker_id=rows[1].id, person_id=bare.id)


def test_a_desk_registers_somebody_nobody_knows(unit, home):
    worker = somebody()
    row = a_worker(unit, worker)
    person_id = services.register_worker(actor=officer(home), worker_id=row.id)
    person = identity_of(SYSTEM, person_id)
    assert (person.full_name, person.documents, person.ward_id) == (worker.full_name, (worker.paper,), home)
    assert Worker.objects.get(pk=row.id).person_id == person_id


def test_a_paper_of_another_is_not_registered_again(unit, home, an):
    row = a_worker(unit, somebody(paper=an.documents[0]))
    with pytest.raises(DocumentTaken):
        services.register_worker(actor=officer(home), worker_id=row.id)


def test_a_row_sent_back_tells_the_unit_what_to_look_at(unit, home):
    row = a_worker(unit, somebody())
    services.send_back_worker(actor=officer(home), worker_id=row.id, because=Because.PAPER)
    view, status = worker_for(manager_of(unit), unit.id, row.id, times.now())
    assert (view.link, view.because, status.standing) == (Link.SENT_BACK, Because.PAPER, Standing.CHECK)
    assert awaiting_page(officer(home)).rows == ()


# The worker's side


def test_a_worker_sees_leaves_and_is_shown_to_the_unit_no_more(unit, an):
    worker = a_worker(unit, an, job="May")
    (job,) = jobs_of(citizen(an.id), an.id)
    assert (job.unit_name, job.job, job.ended_at) == (unit.name, "May", None)
    for _ in range(2):
        left = services.leave_list(actor=citizen(an.id), worker_id=worker.id, because=Ended.LEFT)
        assert left.ended_because is Ended.LEFT
    with pytest.raises(WorkerNotFound):
        worker_for(manager_of(unit), unit.id, worker.id, times.now())
    assert a_worker(unit, an).link is Link.LINKED  # Who comes back may be listed again.


def test_whoever_never_worked_there_is_not_listed_again_by_the_unit_alone(unit, an, home):
    worker = a_worker(unit, an)
    services.leave_list(actor=citizen(an.id), worker_id=worker.id, because=Ended.CONTESTED)
    again = a_worker(unit, an)
    assert told_of(unit, again) is Standing.CHECK
    services.confirm_worker(actor=officer(home), worker_id=again.id, person_id=an.id)
    assert Worker.objects.get(pk=again.id).person_id == an.id


def test_nobody_leaves_for_somebody_else(unit, an, home):
    worker = a_worker(unit, an)
    other = a_person("Lê Văn Khác", date(1970, 5, 6), ward_id=home)
    for actor in (citizen(other.id), manager_of(unit), someone_as("citizen", ScopeKind.SELF)):
        with pytest.raises(WorkerNotFound):
            services.leave_list(actor=actor, worker_id=worker.id, because=Ended.LEFT)
        with pytest.raises(WorkerNotFound):
            own_job(actor, worker.id)
    with pytest.raises(Forbidden):
        jobs_of(citizen(other.id), an.id)


def test_whoever_answers_for_a_worker_sees_where_and_takes_the_name_off(unit, an, home):
    worker = a_worker(unit, an)
    child = a_person("Nguyễn Thị Con", date(1970, 5, 6), ward_id=home)
    add_dependant(actor=SYSTEM, guardian_id=child.id, person_id=an.id, kinship="con")
    (job,) = jobs_of(citizen(child.id), an.id)
    assert (job.person_id, job.unit_name) == (an.id, unit.name)
    left = services.leave_list(actor=citizen(child.id), worker_id=worker.id, because=Ended.LEFT)
    assert left.ended_because is Ended.LEFT


def test_a_worker_is_told_on_a_number_known_to_be_theirs_and_once_a_day(unit, an):
    a_worker(unit, an, phone="0911111111")
    assert not Message.objects.exists()
    add_phone(actor=SYSTEM, person_id=an.id, number="0987654321", verified_at=times.now())
    for _ in range(2):
        worker = Worker.objects.get(ended_at__isnull=True)
        services.remove_worker(actor=SYSTEM, unit_id=unit.id, worker_id=worker.pk)
        a_worker(unit, an)
    message = Message.objects.get()
    assert (message.template, message.number, message.person_id) == ("workers.listed", "+84987654321", an.id)
    assert unit.name.split()[0].lower() in message.text.lower() or "Nha may" in message.text


# Let go


def test_an_erased_person_is_on_no_list_any_more(unit, an, home):
    a_worker(unit, an)
    a_worker(a_factory("Khác"), somebody("Tên Khác", paper=an.documents[0]))
    keep = a_worker(unit, somebody())
    erase_person(actor=SYSTEM, person_id=an.id, ground=ErasureGround.OWN_REQUEST)
    assert list(Worker.objects.values_list("pk", flat=True)) == [keep.id]
    assert set(history(Worker).values_list("id", flat=True)) == {keep.id}


def test_whoever_was_registered_twice_stays_on_the_list_as_the_one_that_is_kept(unit, an, home):
    twice = a_person("Nguyễn Văn An", date(1990, 2, 1), ward_id=home)
    worker = a_worker(unit, twice)
    merge_person(actor=SYSTEM, kept_id=an.id, dropped_id=twice.id)
    assert list(Worker.objects.values_list("pk", "person")) == [(worker.id, an.id)]
    assert not history(Worker).filter(person=twice.id).exists()


def test_erasing_whoever_only_claimed_a_paper_leaves_its_holder_on_the_list(unit, an):
    worker = a_worker(unit, an)
    claim = NewPerson("Phạm Văn Hai", Birth(date(1970, 1, 1)), documents=an.documents)
    claimant = register_person(actor=SYSTEM, person=claim, contests=True)
    erase_person(actor=SYSTEM, person_id=claimant.id, ground=ErasureGround.OWN_REQUEST)
    assert list(Worker.objects.values_list("pk", "person")) == [(worker.id, an.id)]


def test_who_left_long_ago_is_forgotten(unit, an):
    worker = a_worker(unit, an)
    services.remove_worker(actor=SYSTEM, unit_id=unit.id, worker_id=worker.id)
    kept_days = period("work").days
    assert forget_ended(first_day_kept(kept_days, date(2022, 1, 18))) == {}
    assert forget_ended(first_day_kept(kept_days, date(2022, 1, 19)))["workers_worker"] == 1
    assert not history(Worker).exists()
