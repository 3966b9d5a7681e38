"""A risk has an owner, a deadline, a next level and a visible state; units are told that, never who or why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from antoan.domains.declarations.services import annul_declaration
from antoan.domains.messaging.models import Message
from antoan.domains.monitoring import queries, services
from antoan.domains.monitoring.errors import (
    NoSuchOutcome,
    OwnTask,
    TaskClosed,
    TaskFull,
    TaskNotFound,
    WordsTooLong,
)
from antoan.domains.monitoring.models import Alert, AlertContact, Step, Task
from antoan.domains.monitoring.rules import STEPS_PER_TASK_MAX
from antoan.domains.monitoring.values import TaskState
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.services import add_dependant, erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.places.services import close_place
from antoan.domains.units.errors import UnitNotFound
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.history import history
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.phones import PhoneUnreadable
from tests.factories.areas import ward
from tests.factories.corrections import city_health, officer
from tests.factories.declarations import FEVER, a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place
from tests.factories.units import a_place_of, a_unit, admin_of, someone_as

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)  # 10:00 in the city.


@pytest.fixture(autouse=True)
def october_2021():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def an():
    return a_person(ward_id=ward().id, phones=("+84912777555",))


@pytest.fixture
def station():
    return officer(ward().id)


def risky(person, **known):
    return a_declaration(person.id, FEVER, actor=citizen(person.id), **known)


def steps():
    return list(Step.objects.order_by("id").values_list("kind", "outcome"))


def test_a_risky_declaration_gives_the_ward_a_task_with_a_deadline(an):
    said = risky(an)
    task = Task.objects.get()
    assert (task.kind, task.about, task.ward_id) == ("risky_declaration", str(said.id), ward().id)
    assert (task.state, task.due_at) == ("open", NOW + timedelta(hours=4))
    assert queries.task_about(citizen(an.id), an.id, str(said.id)).due_at == task.due_at


def test_no_risk_no_task(an):
    a_declaration(an.id, actor=citizen(an.id))
    assert not Task.objects.exists()


def test_sent_twice_is_one_task_and_a_further_risk_is_a_step_of_it(an):
    for number in (1, 1, 2, 2):
        risky(an, id=UUID(int=number))
    assert Task.objects.count() == 1
    assert steps() == [("opened", ""), ("again", "")]
    assert queries.task_about(citizen(an.id), an.id, str(UUID(int=2))).id == Task.objects.get().pk


def test_a_new_risk_after_the_end_is_a_new_task(an, station):
    risky(an)
    services.record_call(actor=station, task_id=Task.objects.get().pk, outcome="well")
    risky(an)
    assert list(Task.objects.order_by("id").values_list("state", flat=True)) == ["closed", "open"]


def test_whoever_lives_nowhere_is_for_the_ward_of_the_place(october_2021):
    person = a_person()
    place = a_place(ward_id=ward("26743").id)
    risky(person, place_id=place.id)
    assert Task.objects.get().ward_id == ward("26743").id


def test_whoever_is_of_no_ward_is_for_the_city(an):
    risky(a_person())
    risky(an)
    assert [task.ward_id for task in queries.task_desk(city_health()).tasks] == [None]
    assert queries.task_desk(officer(ward().id)).tasks[0].person_id == an.id


def test_the_ward_takes_calls_again_and_closes(an, station, october_2021):
    risky(an)
    number = Task.objects.get().pk
    assert services.take_task(actor=station, task_id=number).state is TaskState.TAKEN
    services.take_task(actor=station, task_id=number)
    assert services.record_call(actor=station, task_id=number, outcome="no_answer").state is TaskState.TAKEN
    october_2021.shift(3600)
    closed = services.record_call(actor=station, task_id=number, outcome="test", words="Hẹn 14 giờ")
    assert (closed.state, closed.outcome, closed.closed_at) == (TaskState.CLOSED, "test", clock.now())
    assert steps() == [("opened", ""), ("taken", ""), ("called", "no_answer"), ("closed", "test")]
    assert services.record_call(actor=station, task_id=number, outcome="test") == closed
    with pytest.raises(TaskClosed):
        services.record_call(actor=station, task_id=number, outcome="well")
    with pytest.raises(TaskClosed):
        services.take_task(actor=station, task_id=number)
    assert TrailEntry.objects.filter(action="monitoring.call", person_id=an.id).count() == 2


def test_a_call_that_finds_the_declaration_untrue_strikes_out_all_it_rests_on(an, station):
    said = [risky(an, id=UUID(int=number)) for number in (1, 2)]
    assert stored_passes([an.id])[an.id].declaration_risk is True
    services.record_call(actor=station, task_id=Task.objects.get().pk, outcome="wrong")
    assert stored_passes([an.id])[an.id].declaration_risk is None
    assert len(said) == 2
    assert Task.objects.get().outcome == "wrong"


def test_a_doubt_ends_when_the_person_says_that_it_is_true(an, station):
    near, far = a_place(ward_id=ward().id), a_place(ward_id=ward("27604").id)
    for place in (near, far):
        a_declaration(an.id, actor=citizen(an.id), place_id=place.id)
    services.record_call(actor=station, task_id=Task.objects.get().pk, outcome="true")
    assert stored_passes([an.id])[an.id].declaration_risk is False


def test_a_declaration_struck_out_by_the_person_ends_the_task_unless_another_reason_stays(an):
    first, second = risky(an, id=UUID(int=1)), risky(an, id=UUID(int=2))
    annul_declaration(actor=citizen(an.id), declaration_id=first.id)
    assert Task.objects.get().state == "open"
    assert second.id == UUID(int=2)


def test_late_tasks_go_to_the_city_once_and_the_person_sees_it(an, october_2021):
    risky(an)
    assert services.escalate_late(now=NOW + timedelta(hours=4, seconds=-1)) == 0
    assert queries.task_desk(city_health()).tasks == ()
    assert [services.escalate_late(now=NOW + timedelta(hours=4)) for _ in range(2)] == [1, 0]
    (task,) = queries.task_desk(city_health()).tasks
    assert task.escalated_at == NOW + timedelta(hours=4)
    assert queries.tasks_of_person(citizen(an.id), an.id)[0].escalated_at == task.escalated_at
    assert steps()[-1] == ("escalated", "")


def test_the_desk_lists_by_deadline_a_page_at_a_time(station, october_2021):
    for _ in range(27):
        risky(a_person(ward_id=ward().id))
        october_2021.shift(60)
    page = queries.task_desk(station)
    rest = queries.task_desk(station, after=page.next_after)
    dues = [task.due_at for task in (*page.tasks, *rest.tasks)]
    assert (len(page.tasks), len(rest.tasks), rest.next_after) == (25, 2, "")
    assert dues == sorted(dues)
    assert page.labels[page.tasks[0].person_id] == "N.V. An"
    for odd in ("x", "|", "2021-10-20|x", "2021-10-20T00:00:00|1", f"{NOW.isoformat()}|{'9' * 400}"):
        assert len(queries.task_desk(station, after=odd).tasks) in (0, 25)


def test_nobody_sees_or_works_on_what_is_another_ward_s(an):
    risky(an)
    number = Task.objects.get().pk
    elsewhere = officer(ward("26743").id)
    strangers = (
        elsewhere,
        STRANGER,
        citizen(an.id),
        someone_as("helper", ScopeKind.AREA, ward().id),
        city_health(),
    )
    for actor in strangers:
        for act in (
            lambda actor=actor: queries.task_for(actor, number),
            lambda actor=actor: services.take_task(actor=actor, task_id=number),
            lambda actor=actor: services.record_call(actor=actor, task_id=number, outcome="well"),
            lambda actor=actor: services.take_task(actor=actor, task_id=987654),
        ):
            with pytest.raises(TaskNotFound):
                act()
    assert queries.task_desk(elsewhere).tasks == ()
    other = a_person()
    for read in (queries.tasks_of_person, lambda actor, person_id: queries.task_about(actor, person_id, "x")):
        with pytest.raises(PersonNotFound):
            read(citizen(other.id), an.id)


def test_nobody_works_on_a_task_about_their_own_family(an, station):
    mother = a_person("Lê Hoa", ward_id=ward().id)
    add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=an.id, kinship="con")
    risky(an)
    with pytest.raises(OwnTask):
        services.record_call(
            actor=replace(station, person_id=mother.id), task_id=Task.objects.get().pk, outcome="well"
        )


def test_odd_outcomes_and_endless_words_are_refused_and_steps_are_bounded(an, station):
    risky(an)
    number = Task.objects.get().pk
    with pytest.raises(NoSuchOutcome):
        services.record_call(actor=station, task_id=number, outcome="cured")
    with pytest.raises(WordsTooLong):
        services.record_call(actor=station, task_id=number, outcome="well", words="x" * 1001)
    for _ in range(STEPS_PER_TASK_MAX - 1):
        services.record_call(actor=station, task_id=number, outcome="no_answer")
    with pytest.raises(TaskFull):
        services.record_call(actor=station, task_id=number, outcome="no_answer")
    assert len(steps()) == STEPS_PER_TASK_MAX


def test_reading_a_task_is_in_the_trail(an, station):
    risky(an)
    queries.task_for(station, Task.objects.get().pk)
    queries.task_desk(station)
    assert list(TrailEntry.objects.filter(person_id=an.id, kind="read").values_list("action", flat=True))[-2:] == [
        "monitoring.task.read", "monitoring.desk",
    ]  # fmt: skip


def test_the_person_is_told_by_when_the_ward_calls_and_not_why(an):
    risky(an)
    deliver_waiting()
    deliver_waiting()
    (message,) = Message.objects.filter(template="monitoring.opened")
    assert "truoc 14:00 20/10" in message.text
    assert "sot" not in message.text


@pytest.fixture
def shop(an):
    unit = a_unit("Siêu thị", ward_id=ward().id)
    return unit, a_place_of(unit, "Cửa hàng Bến Thành", ward_id=ward().id)


def test_the_unit_named_is_told_that_there_is_one_and_how_far_the_ward_is(an, station, shop):
    unit, place = shop
    for _ in range(2):
        risky(an, place_id=place.id)
    (alert,) = queries.alerts_of_unit(admin_of(unit), unit.id, NOW)
    assert (alert.place_name, alert.at, alert.is_done) == ("Cửa hàng Bến Thành", NOW, False)
    assert set(alert.__slots__) == {"place_id", "place_name", "at", "is_done"}
    services.record_call(actor=station, task_id=Task.objects.get().pk, outcome="well")
    assert queries.alerts_of_unit(admin_of(unit), unit.id, NOW)[0].is_done
    assert queries.alerts_of_unit(station, unit.id, NOW) == []  # The ward has its desk.
    assert queries.alerts_of_unit(admin_of(unit), unit.id, NOW + timedelta(days=14, seconds=1)) == []


def test_a_place_of_nobody_alerts_nobody(an):
    risky(an, place_id=a_place().id)
    assert not Alert.objects.exists()


def test_a_unit_hears_by_sms_when_it_left_a_number(an, shop):
    unit, place = shop
    boss = admin_of(unit)
    risky(a_person(ward_id=ward().id), place_id=place.id)
    deliver_waiting()
    assert not Message.objects.filter(template="monitoring.alert").exists()
    services.set_alert_contact(actor=boss, unit_id=unit.id, number="0912 000 111")
    assert queries.alert_number(boss, unit.id) == "+84912000111"
    risky(an, place_id=place.id)
    deliver_waiting()
    message = Message.objects.get(template="monitoring.alert")
    assert (message.number, message.person_id) == ("+84912000111", None)
    assert "Nguyen" not in message.text
    with pytest.raises(PhoneUnreadable):
        services.set_alert_contact(actor=boss, unit_id=unit.id, number="abc")
    with pytest.raises(UnitNotFound):
        services.set_alert_contact(actor=admin_of(a_unit("Khác")), unit_id=unit.id, number="")
    with pytest.raises(Forbidden):
        services.set_alert_contact(actor=officer(ward().id), unit_id=unit.id, number="")
    services.set_alert_contact(actor=boss, unit_id=unit.id, number=" ")
    assert not AlertContact.objects.exists()


def test_a_closed_place_still_tells_what_was(an, shop):
    unit, place = shop
    risky(an, place_id=place.id)
    close_place(actor=SYSTEM, place_id=place.id, at=NOW)
    assert len(queries.alerts_of_unit(admin_of(unit), unit.id, NOW)) == 1


def test_tasks_go_with_the_person_history_too(an, station, shop):
    risky(an, place_id=shop[1].id)
    services.record_call(actor=station, task_id=Task.objects.get().pk, outcome="well", words="Canary")
    erase_person(actor=SYSTEM, person_id=an.id, ground=ErasureGround.OWN_REQUEST)
    assert not Task.objects.exists()
    assert not Step.objects.exists()
    assert not Alert.objects.exists()
    assert not history(Task).exists()
