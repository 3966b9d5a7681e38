"""What somebody at home measured comes by SMS, and a warning sign in it raises the ward's alarm."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.care.models import Watch
from antoan.domains.care.queries import own_care
from antoan.domains.care.values import Urgency
from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.queries import questionnaires
from antoan.domains.declarations.questionnaires.risk import assess
from antoan.domains.messaging.alphabet import parts
from antoan.domains.monitoring.models import Task
from antoan.domains.textline.measuring import Measured, Unclear, read_measures
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from tests.factories.areas import ward
from tests.factories.care import an_episode
from tests.factories.people import a_person, citizen
from tests.factories.sms import GRANNYS, answered, answers, send_us, somebody_on

NIGHT = datetime(2026, 3, 10, 19, tzinfo=UTC)  # 02:00 of the 11th in the city.


@pytest.mark.parametrize(
    ("words", "measured"),
    [
        ("37,5 97", Measured(375, 97)),
        ("97 37.5", Measured(375, 97)),
        ("37,5/97", Measured(375, 97)),
        ("37 97%", Measured(370, 97)),
        ("37,5, 97.", Measured(375, 97)),
        ("37,5 - 97", Measured(375, 97)),
        ("37 98 ho/sốt", Measured(370, 98, "ho/sốt")),
        ("37,5 độ, 97 %", Measured(375, 97)),
        ("37,5°C 97", Measured(375, 97)),
        ("38", Measured(380)),
        ("93", Measured(None, 93)),
        ("38,5 95 khó thở từ tối", Measured(385, 95, "khó thở từ tối")),
        ("34 50", Measured(340, 50)),
        ("43 100", Measured(430, 100)),
    ],
)
def test_numbers_are_understood_as_people_write_them(words, measured):
    assert read_measures(words) == measured


@pytest.mark.parametrize(
    "words",
    ["33,9", "43,1", "49", "101", "97,5", "375", "37 38", "97 96", "37,5 97 80", "9", "37,55 97", "37,55 97 ho", "0", "999", "38 5 97"],
)  # fmt: skip
def test_numbers_that_cannot_be_meant_are_never_guessed_at(words):
    assert read_measures(words) == Unclear()


@pytest.mark.parametrize("words", ["", "OK", "sốt 38 độ", "3 ngày sốt", "ho ra máu", "2 hôm nay mệt"])
def test_a_sentence_is_not_a_reading(words):
    assert read_measures(words) is None


@given(st.text(max_size=60))
def test_whatever_is_written_is_read_without_a_fault_and_within_bounds(words):
    found = read_measures(words)
    if isinstance(found, Measured):
        assert found.tenths is None or 340 <= found.tenths <= 430
        assert found.spo2 is None or 50 <= found.spo2 <= 100
        assert (found.tenths, found.spo2) != (None, None)


@given(st.integers(340, 430), st.integers(50, 100), st.booleans())
def test_every_reading_is_read_back_as_it_was_written(tenths, spo2, turned):
    degrees = f"{tenths // 10},{tenths % 10}"
    words = f"{spo2} {degrees}" if turned else f"{degrees} {spo2}"
    assert read_measures(words) == Measured(tenths, spo2)


@pytest.mark.parametrize(
    ("tenths", "step"), [(374, "usual"), (375, "raised"), (384, "raised"), (385, "high"), (None, "")]
)
def test_a_temperature_falls_into_the_steps_of_the_form(tenths, step):
    assert Measured(tenths).step == step


@pytest.mark.parametrize("step", ["usual", "raised", "high"])
def test_what_is_a_warning_sign_on_the_page_is_one_by_sms(step):
    by_sms, page = (questionnaires().in_force(form, NIGHT) for form in ("measured", "home"))
    for spo2 in range(50, 101):
        answers = {"temperature": step, "spo2": spo2}
        found = [[risk.text for risk in assess(form, answers).risks] for form in (by_sms, page)]
        assert found[0] == found[1]


@pytest.fixture
def at_night():
    with time_machine.travel(NIGHT, tick=False) as travel:
        yield travel


@pytest.fixture
def an(at_night):
    person = somebody_on(ward_id=ward().id)
    an_episode(person.id)
    deliver_waiting()  # The message that says so.
    return person


def stands(person) -> str:
    return Urgency(Watch.objects.get(episode__person=person.id).urgency).name


@pytest.mark.django_db
def test_a_calm_reading_fills_the_daily_form(an):
    told = answered("KB 36,8 98")
    assert told.startswith("Da ghi N.V. An: 36,8 do, SpO2 98%, luc 02:00 11/03.")
    assert parts(told) == 1
    row = Declaration.objects.get()
    assert (row.questionnaire, row.answers, row.channel) == (
        "measured", {"temperature": "usual", "spo2": 98}, "sms",
    )  # fmt: skip
    assert (stands(an), Task.objects.exists()) == ("CALM", False)
    care = own_care(citizen(an.id), an.id, clock.now())
    assert [dict(one.answers) for one in care.readings] == [{"temperature": "usual", "spo2": 98}]


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "alarms"), [("KB 36,8 97", False), ("KB 36,8 96", True), ("KB 38,4", False), ("KB 38,5", True)])  # fmt: skip
def test_the_alarm_begins_where_the_form_says(an, text, alarms):
    answered(text)
    assert (stands(an), Task.objects.count()) == (("ALARM", 1) if alarms else ("CALM", 0))


@pytest.mark.django_db
def test_a_low_oxygen_by_sms_is_an_alarm_due_within_minutes_at_night_and_says_what_to_do(an):
    told = answered("kb37,5 93")
    assert "do lai sau 1 phut" in told
    assert "115" in told
    assert parts(told) == 1
    task = Task.objects.get()
    assert (task.kind, task.level, task.due_at) == ("home_warning", 1, NIGHT + timedelta(minutes=15))


@pytest.mark.django_db
def test_words_after_the_numbers_are_kept_sealed_and_raise_the_alarm(an):
    answered("KB 37 98 khó thở")
    row = Declaration.objects.get()
    assert (row.is_risky, row.answers) == (True, {"temperature": "usual", "spo2": 98, "unwell": True})
    assert "khó thở" in row.words
    assert stands(an) == "ALARM"


@pytest.mark.django_db
def test_words_that_may_mean_either_are_left_for_the_ward_to_read(an):
    answered("KB 37 98 không sốt")
    row = Declaration.objects.get()
    assert (row.is_risky, row.answers) == (False, {"temperature": "usual", "spo2": 98})


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["KB 375 97", "KB 37,5 197", "KB 37 38", "KB 33 97", "KB 37,5 9"])
def test_a_wrong_value_is_not_recorded_and_is_answered_with_how_to_mend_it(an, text):
    told = answered(text)
    assert told.startswith("Chua ghi gi: so do chua ro. Nhan KB, nhiet do (34-43), SpO2 (50-100)")
    assert parts(told) == 1
    assert not Declaration.objects.exists()


@pytest.mark.django_db
def test_three_days_of_fever_is_still_what_is_wrong(an):
    answered("KB 3 ngày sốt")
    assert Declaration.objects.get().questionnaire == "short"
    assert stands(an) == "ALARM"


@pytest.mark.django_db
def test_the_same_message_delivered_again_is_one_reading_and_one_alarm(an):
    for _ in range(3):
        send_us("KB 37 90", reference="r-same")
    assert (Declaration.objects.count(), Task.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_with_two_on_a_number_the_digit_says_whose_reading_it_is(an):
    other = somebody_on(name="Lê Thị Bé", ward_id=ward().id)
    assert answered("KB 37 93").startswith("So nay dung cho 2 nguoi")
    assert not Declaration.objects.exists()
    answered("KB 2 37 98")
    assert Declaration.objects.get().person_id == other.id


@pytest.mark.django_db
def test_a_number_nobody_verified_records_nothing(at_night):
    somebody_on(verified=False)
    assert answered("KB 37 93").startswith("So nay chua duoc xac nhan")
    assert not Declaration.objects.exists()


@pytest.mark.django_db
def test_who_reads_english_is_told_degrees_in_english(an):
    answered("EN")
    assert answered("KB 37,5 98").startswith("Noted N.V. An: 37.5 C, SpO2 98%, 02:00 11/03.")


@pytest.mark.django_db
def test_whose_care_begins_is_told_by_sms_how_to_send_a_reading(at_night):
    person = a_person("Lê Văn Cũ", ward_id=ward().id, phones=(GRANNYS,))
    an_episode(person.id)
    deliver_waiting()
    (told,) = answers()
    assert "nhan KB 37,5 97" in told
    assert parts(told) == 1
