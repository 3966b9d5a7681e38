"""A warning sign has an owner at any hour, a deadline, an acknowledgement and a next level; a silent day has a call."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from antoan.domains.care import queries, services
from antoan.domains.care.models import Watch
from antoan.domains.care.values import Urgency
from antoan.domains.declarations.queries.readings import harmless_range, home_form
from antoan.domains.declarations.services import annul_declaration, declare
from antoan.domains.messaging.models import Message
from antoan.domains.monitoring import services as monitoring
from antoan.domains.monitoring.errors import TaskNotFound
from antoan.domains.monitoring.models import Step, Task
from antoan.domains.monitoring.queries import task_desk, task_for
from antoan.domains.monitoring.services import escalate_late
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from tests.factories.areas import district, ward
from tests.factories.care import LOW_OXYGEN, WELL, rapid_team, somebody_at_home, told
from tests.factories.corrections import city_health, officer
from tests.factories.declarations import new_declaration
from tests.factories.people import a_person, citizen

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 10, 19, tzinfo=UTC)  # 02:00 of the 11th in the city.


@pytest.fixture(autouse=True)
def at_night():
    with time_machine.travel(NIGHT, tick=False) as travel:
        yield travel


@pytest.fixture
def station():
    return officer(ward().id)


@pytest.fixture
def an():
    return somebody_at_home(ward_id=ward().id, phones=("+84912777555",))[0]


def later(travel, minutes: int) -> int:
    """Let time pass and the worker look; return how many tasks went up."""
    travel.move_to(NIGHT + timedelta(minutes=minutes))
    return escalate_late(now=clock.now())


def stands(person) -> tuple[str, int, datetime | None]:
    row = Watch.objects.get(episode__person=person.id)
    return Urgency(row.urgency).name, row.task_level, row.task_due_at


def test_a_low_oxygen_at_night_is_due_within_minutes_not_in_the_morning(an):
    told(an.id, LOW_OXYGEN)
    task = Task.objects.get()
    assert (task.kind, task.level, task.due_at) == ("home_warning", 1, NIGHT + timedelta(minutes=15))
    assert stands(an) == ("ALARM", 1, NIGHT + timedelta(minutes=15))


def test_whom_nobody_acknowledges_goes_up_level_by_level_and_stays_at_the_highest(an, at_night):
    told(an.id, LOW_OXYGEN)
    risen = [later(at_night, minutes) for minutes in (14, 15, 16, 29, 30, 59, 60, 600)]
    assert risen == [0, 1, 0, 0, 1, 0, 0, 0]
    task = Task.objects.get()
    assert (task.level, task.state, task.escalated_at) == (3, "open", NIGHT + timedelta(minutes=15))
    assert Step.objects.filter(kind="escalated").count() == 2
    assert stands(an) == ("ALARM", 3, NIGHT + timedelta(minutes=60))


def test_the_worker_may_look_twice_at_the_same_moment(an, at_night):
    told(an.id, LOW_OXYGEN)
    assert [later(at_night, 15), later(at_night, 15)] == [1, 0]


def test_acknowledged_in_time_it_stays_with_the_ward_until_the_call_is_late(an, station, at_night):
    told(an.id, LOW_OXYGEN)
    at_night.move_to(NIGHT + timedelta(minutes=14))
    monitoring.take_task(actor=station, task_id=Task.objects.get().pk)
    assert stands(an) == ("ANSWERED", 1, NIGHT + timedelta(minutes=44))
    assert [later(at_night, 43), later(at_night, 44)] == [0, 1]
    assert stands(an) == ("ALARM", 2, NIGHT + timedelta(minutes=59))


def test_who_was_not_reached_is_called_again_and_the_end_clears_the_alarm(an, station, at_night):
    told(an.id, LOW_OXYGEN)
    number = Task.objects.get().pk
    monitoring.record_call(actor=station, task_id=number, outcome="no_answer")
    assert stands(an)[0] == "ANSWERED"
    at_night.move_to(NIGHT + timedelta(minutes=20))
    monitoring.record_call(actor=station, task_id=number, outcome="watch", words="SpO2 đo lại 98")
    assert stands(an) == ("CALM", 0, None)
    assert later(at_night, 600) == 0


def test_the_rapid_team_sees_and_answers_only_what_went_up(an, at_night):
    team = rapid_team()
    told(an.id, LOW_OXYGEN)
    number = Task.objects.get().pk
    assert task_desk(team).tasks == ()
    with pytest.raises(TaskNotFound):
        task_for(team, number)
    later(at_night, 15)
    assert [task.id for task in task_desk(team).tasks] == [number]
    monitoring.take_task(actor=team, task_id=number)
    done = monitoring.record_call(actor=team, task_id=number, outcome="wrong", words="Đo khi tay lạnh")
    assert done.state == "closed"
    assert queries.care_desk(team).rows == ()
    assert stands(an)[0] == "CALM"


def test_the_health_department_oversees_but_does_not_answer(an, at_night):
    told(an.id, LOW_OXYGEN)
    later(at_night, 15)
    assert [task.level for task in task_desk(city_health()).tasks] == [2]
    with pytest.raises(TaskNotFound):
        monitoring.take_task(actor=city_health(), task_id=Task.objects.get().pk)


def test_duty_telephones_ring_at_the_level_whose_matter_it_is_once_and_name_nobody(an, at_night):
    officer_of_ward, health = officer(ward().id), city_health()
    services.set_duty_line(actor=officer_of_ward, area_id=ward().id, level=1, number="0912000001")
    services.set_duty_line(actor=health, area_id=district().id, level=2, number="0912000002")
    told(an.id, LOW_OXYGEN)
    deliver_waiting()
    later(at_night, 15)
    deliver_waiting()
    deliver_waiting()
    sent = Message.objects.filter(template="care.alarm").order_by("id")
    assert [one.number for one in sent] == ["+84912000001", "+84912000002"]
    assert all("An" not in one.text.replace("An Toan", "") and one.person_id is None for one in sent)


def test_an_alarm_that_was_answered_before_the_worker_came_wakes_nobody(an, station, at_night):
    services.set_duty_line(actor=station, area_id=ward().id, level=1, number="0912000001")
    told(an.id, LOW_OXYGEN)
    monitoring.take_task(actor=station, task_id=Task.objects.get().pk)
    deliver_waiting()
    assert not Message.objects.filter(template="care.alarm").exists()


def test_sent_twice_is_one_alarm_and_a_further_sign_a_step_of_it(an):
    for number in (1, 1, 2):
        told(an.id, LOW_OXYGEN, id=UUID(int=number))
    assert Task.objects.count() == 1
    assert list(Step.objects.order_by("id").values_list("kind", flat=True)) == ["opened", "again"]


def test_a_reading_the_person_strikes_out_takes_its_alarm_along(an):
    said = told(an.id, LOW_OXYGEN)
    annul_declaration(actor=citizen(an.id), declaration_id=said.id)
    assert stands(an) == ("CALM", 0, None)


@pytest.mark.parametrize(
    ("answers", "is_alarm"),
    [
        ({"spo2": 97}, False), ({"spo2": 96}, True),
        ({"pulse": 120}, False), ({"pulse": 121}, True), ({"pulse": 50}, False), ({"pulse": 49}, True),
        ({"breaths": 19}, False), ({"breaths": 20}, True),
        ({"age": "child", "breaths": 29}, False), ({"age": "child", "breaths": 30}, True),
        ({"age": "small", "breaths": 39}, False), ({"age": "small", "breaths": 40}, True),
        ({"systolic": 89, "diastolic": 60}, True), ({"systolic": 90, "diastolic": 60}, False),
        ({"temperature": "high"}, True), ({"drowsy": True}, True),
    ],
)  # fmt: skip
def test_any_one_sign_at_its_threshold_by_age_opens_an_alarm(an, answers, is_alarm):
    told(an.id, WELL | answers)
    assert Task.objects.filter(kind="home_warning").exists() is is_alarm


@pytest.mark.parametrize(("unwell", "kinds"), [(False, []), (True, ["home_warning", "risky_declaration"])])
def test_a_text_message_at_night_is_a_reading_and_its_symptom_an_alarm(an, station, unwell, kinds):
    answers = {"unwell": True, "unwellNote": "Khó thở"} if unwell else {"unwell": False}
    for number in (1, 1):
        said = new_declaration(an.id, answers, form="short", id=UUID(int=number))
        declare(actor=citizen(an.id), declaration=said)
    assert sorted(Task.objects.values_list("kind", flat=True)) == kinds
    assert stands(an)[0] == ("ALARM" if unwell else "CALM")
    (row,) = queries.care_desk(station).rows
    assert row.last_reading_at == NIGHT
    page = queries.episode_for(station, row.episode.id, clock.now())
    assert [bool(one.signs) for one in page.readings] == [unwell]


def test_a_symptom_of_whoever_is_not_at_home_waits_for_the_morning_as_before():
    other = a_person(ward_id=ward().id)
    declare(
        actor=citizen(other.id),
        declaration=new_declaration(other.id, {"unwell": True, "unwellNote": "Ho"}, form="short"),
    )
    assert [task.kind for task in Task.objects.all()] == ["risky_declaration"]


def test_charts_draw_the_line_where_the_alarm_is_raised():
    form = home_form(NIGHT)
    assert (harmless_range(form, "spo2"), harmless_range(form, "pulse")) == ((97, 100), (50, 120))


def test_a_silent_day_is_one_call_due_in_the_morning_however_often_the_worker_looks(an, station, at_night):
    for days in (1, 2):
        at_night.move_to(NIGHT + timedelta(days=days))
        for _ in range(2):
            services.note_missed_days(today=clock.today())
    (task,) = Task.objects.all()
    assert (task.kind, task.about.split(":")[1]) == ("home_missed", "2026-03-12")
    assert clock.local(task.due_at).hour == 11
    assert stands(an)[0] == "MISSED"
    (row,) = queries.care_desk(station).rows
    assert (row.urgency, row.missed_days) == (Urgency.MISSED, 1)
    assert queries.episode_for(station, row.episode.id, clock.now()).missed == 1


def test_the_day_of_opening_is_not_missed_and_a_word_today_ends_the_silence(an, at_night):
    at_night.move_to(NIGHT + timedelta(days=1))
    assert services.note_missed_days(today=clock.today()) == 0
    at_night.move_to(NIGHT + timedelta(days=3))
    assert services.note_missed_days(today=clock.today()) == 1
    told(an.id, WELL)
    assert Watch.objects.get().missed_days == 0
    assert services.note_missed_days(today=clock.today()) == 0


def test_the_list_puts_alarms_first_then_the_silent_and_goes_on_page_by_page(station, at_night, monkeypatch):
    from antoan.domains.care.queries import desk

    calm, silent, ill, answered = (
        somebody_at_home(name, ward_id=ward().id)[0]
        for name in ("Lê Văn Ổn", "Lê Văn Im", "Lê Văn Đau", "Lê Văn Chờ")
    )
    at_night.move_to(NIGHT + timedelta(days=2))
    told(calm.id, WELL, at=clock.now() - timedelta(hours=20))
    told(calm.id, WELL)
    for one in (ill, answered):
        told(one.id, WELL, at=clock.now() - timedelta(hours=20))
        told(one.id, LOW_OXYGEN)
    services.note_missed_days(today=clock.today())
    monitoring.take_task(actor=station, task_id=Task.objects.get(person=answered.id).pk)
    monkeypatch.setattr(desk, "PAGE_ROWS_MAX", 1)
    found, after = [], ""
    for _ in range(4):
        page = queries.care_desk(station, after=after)
        found += [(row.episode.person_id, row.urgency.name) for row in page.rows]
        after = page.next_after
    assert after == ""
    assert found == [
        (ill.id, "ALARM"), (answered.id, "ANSWERED"), (silent.id, "MISSED"), (calm.id, "CALM"),
    ]  # fmt: skip
    assert queries.care_desk(station, after="0|yesterday|x").rows[0].episode.person_id == ill.id
