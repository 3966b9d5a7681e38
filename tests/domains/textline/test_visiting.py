"""With a plain telephone people check in by the number on a poster, and out; no answer names the place."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from antoan.domains.messaging.alphabet import parts
from antoan.domains.people.services import add_dependant
from antoan.domains.places.services import add_spot, close_place, issue_place_code
from antoan.domains.places.values import NewSpot
from antoan.domains.policy.services import publish_shipped
from antoan.domains.textline.reading import read_hour
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.values import EntrySource, ExitSource
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from tests.factories.people import a_person
from tests.factories.places import an_equipped_place
from tests.factories.sms import GRANNYS, OTHERS, answered, answers, send_us, somebody_on
from tests.factories.visits import a_gates_visit

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
UNKNOWN = "Khong co noi nao mang so nay, hoac to ma da cu."
NOWHERE = "Chua thay N.V. An bao vao noi nao."


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOON, tick=False) as travelled:
        open_days_around(clock.today())
        publish_shipped(actor=SYSTEM)
        yield travelled


@pytest.fixture
def market():
    return an_equipped_place()


def posted(place) -> str:
    return issue_place_code(actor=SYSTEM, place_id=place.id, at=clock.now()).serial


def stays(person) -> list[tuple]:
    rows = Visit.objects.filter(person_id=person.id).order_by("t_in")
    return [(row.t_in, row.t_out, row.source, row.out_source) for row in rows]


def test_somebody_goes_in_and_out_by_two_messages(market, at):
    an = somebody_on()
    told = answered(f"VÀO {posted(market.place).lower()}")
    assert told == "N.V. An: da ghi vao luc 12:00 22/11. Khi ra, nhan RA."
    at.shift(30 * MINUTE)
    assert answered("ra") == "N.V. An: da ghi ra luc 12:30 22/11."
    assert stays(an) == [(NOON, NOON + 30 * MINUTE, EntrySource.SELF, ExitSource.SELF)]
    assert answered("RA").startswith(NOWHERE)
    assert not any("Bến Thành" in text or "Ben Thanh" in text for text in answers())


def test_the_same_message_delivered_again_is_one_visit(market):
    an = somebody_on()
    serial = posted(market.place)
    for _ in range(3):
        send_us(f"VAO {serial}", reference="r-same")
    assert (len(stays(an)), len(answers())) == (1, 1)


def test_a_message_that_came_late_counts_from_when_it_came(market, at):
    an = somebody_on()
    serial = posted(market.place)
    from antoan.domains.messaging.services import receive_sms
    from antoan.domains.messaging.values import NewIncoming
    from antoan.foundation.events.outbox import deliver_waiting

    receive_sms(NewIncoming("kannel", "late", GRANNYS, f"VAO {serial}"))
    at.shift(20 * MINUTE)
    deliver_waiting()
    assert stays(an) == [(NOON, None, EntrySource.SELF_QUEUED, None)]


def test_a_child_and_a_parent_on_one_telephone_are_told_apart_by_a_digit(market):
    parent = somebody_on()
    child = a_person("Nguyễn Thị Bé")
    add_dependant(actor=SYSTEM, guardian_id=parent.id, person_id=child.id, kinship="con")
    serial = posted(market.place)
    assert answered(f"VAO {serial}").startswith("So nay dung cho 2 nguoi: 1 N.V. An, 2 N.T. Be.")
    assert answered(f"VAO 2 {serial}").startswith("N.T. Be: da ghi vao")
    assert (stays(parent), len(stays(child))) == ([], 1)
    assert answered("RA 1").startswith(NOWHERE)
    assert answered("RA 2").startswith("N.T. Be: da ghi ra")


def test_a_place_with_zones_asks_which(market):
    an = somebody_on()
    add_spot(actor=SYSTEM, place_id=market.place.id, spot=NewSpot(name="Kho lạnh", usual_stay_minutes=20))
    serial = posted(market.place)
    asked = answered(f"VAO {serial}")
    assert asked.startswith("Noi nay co nhieu khu vuc: 1 ")
    assert f"VAO {serial} 1" in asked
    assert stays(an) == []
    assert answered(f"VAO {serial} 3").startswith("Noi nay co nhieu khu vuc")
    assert answered(f"VAO {serial} 2").startswith("N.V. An: da ghi vao")
    assert Visit.objects.get().spot_id != market.spot.id


def test_retired_closed_and_invented_numbers_get_one_answer(market):
    somebody_on()
    old = posted(market.place)
    new = posted(market.place)
    assert {answered(f"VAO {one}")[: len(UNKNOWN)] for one in (old, "0000000000", "x", "A" * 90)} == {UNKNOWN}
    close_place(actor=SYSTEM, place_id=market.place.id, at=clock.now())
    assert answered(f"VAO {new}").startswith(UNKNOWN)
    assert answered("RA chợ").startswith(UNKNOWN)
    assert answered("VAO").startswith("Chua ghi gi.")
    assert not Visit.objects.exists()


def test_whom_a_gate_saw_coming_leaves_by_the_number_on_the_poster(market, at):
    an = somebody_on()
    a_gates_visit(an.id, market, NOON)
    serial = posted(market.place)
    at.shift(10 * MINUTE)
    assert answered("RA").startswith(NOWHERE)
    assert answered(f"RA {serial}") == "N.V. An: da ghi ra luc 12:10 22/11."
    assert Visit.objects.get().t_out == NOON + 10 * MINUTE


@pytest.mark.parametrize(
    ("words", "left"), [("12:20", 20), ("12h20", 20), ("12 gio 20", 20), ("12:40", None), ("11:59", None)]
)
def test_when_one_left_may_be_told_afterwards(market, at, words, left):
    an = somebody_on()
    answered(f"VAO {posted(market.place)}")
    at.shift(30 * MINUTE)
    told = answered(f"RA {words}")
    if left is None:
        assert told.startswith("Chua ghi gi: khong ai ra luc do duoc.")
        assert stays(an)[0][1] is None
        return
    assert told == "N.V. An: da ghi ra luc 12:20 22/11."
    assert stays(an) == [(NOON, NOON + left * MINUTE, EntrySource.SELF, ExitSource.TOLD)]


def test_told_after_midnight_the_hour_is_yesterdays(market, at):
    at.move_to(datetime(2026, 11, 22, 16, 40, tzinfo=UTC))  # 23:40 in the city.
    an = somebody_on()
    answered(f"VAO {posted(market.place)}")
    at.shift(30 * MINUTE)
    assert answered("RA 23:50") == "N.V. An: da ghi ra luc 23:50 22/11."
    assert stays(an)[0][1] == datetime(2026, 11, 22, 16, 50, tzinfo=UTC)


def test_nobody_is_checked_in_from_a_number_that_is_not_verified(market):
    somebody_on(OTHERS, verified=False)
    assert answered(f"VAO {posted(market.place)}", OTHERS).startswith("So nay chua duoc xac nhan cho ai.")
    assert not Visit.objects.exists()


def test_answers_fit_one_part(market):
    somebody_on()
    serial = posted(market.place)
    for text in ("VAO", "VAO 1", f"VAO {serial}", "RA", "RA", "RA 12:00"):
        assert parts(answered(text)) == 1


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("10:30", (10, 30)), ("10h30", (10, 30)), ("10h", (10, 0)), ("9 giờ 05", (9, 5)), ("0:00", (0, 0)), ("23:59", (23, 59)),
        ("24:00", None), ("10:60", None), ("10", None), ("", None), ("7K2P9QXM3T", None), ("10:3", None), ("٠:٠٠", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(words, hour):
    assert read_hour(words) == hour
