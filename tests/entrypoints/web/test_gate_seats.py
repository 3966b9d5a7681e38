"""A gate on a vehicle writes down the seat of whoever it just scanned; the token is the only right."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.places.values import PlaceKind
from antoan.domains.visits.models import Seat
from antoan.domains.visits.services import open_days_around
from antoan.kit import clock
from tests.factories.places import a_place, an_equipped_place
from tests.factories.visits import a_gates_visit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PERSON = 4711


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False):
        open_days_around(clock.today())
        yield


@pytest.fixture
def coach():
    return an_equipped_place(a_place("Xe khách 51B-123.45", PlaceKind.VEHICLE))


def ask(client, token, scan_id, seat):
    answer = client.post(
        "/gate/seats", json.dumps({"id": str(scan_id), "seat": seat}), content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
    )  # fmt: skip
    return answer.status_code, answer.json().get("code", "")


def seats():
    return list(Seat.objects.values_list("person_id", "seat"))


def test_a_seat_is_written_and_the_later_one_stands(client, coach):
    visit = a_gates_visit(PERSON, coach, NOW)
    for seat in ("12a", "12a", "12B"):
        assert ask(client, coach.token, visit.scan_id, seat) == (200, "")
    assert seats() == [(PERSON, "12B")]


@pytest.mark.parametrize("seat", ["hàng cuối", "12AB", "A"])
def test_what_is_no_seat_is_said_in_words(client, coach, seat):
    visit = a_gates_visit(PERSON, coach, NOW)
    assert ask(client, coach.token, visit.scan_id, seat) == (422, "visits:check:seat")
    assert seats() == []


@pytest.mark.parametrize("seat", ["", " ", "1" * 11, 12, None])
def test_a_request_without_a_seat_is_unreadable(client, coach, seat):
    assert ask(client, coach.token, uuid4(), seat) == (400, "gate:request:unreadable")


def test_a_market_has_no_seats(client):
    market = an_equipped_place()
    visit = a_gates_visit(PERSON, market, NOW)
    assert ask(client, market.token, visit.scan_id, "12A") == (422, "visits:check:seat")


def test_another_places_scan_and_one_that_never_was_are_the_same_to_a_gate(client, coach):
    other = an_equipped_place(a_place("Xe khách 51B-678.90", PlaceKind.VEHICLE))
    theirs = a_gates_visit(PERSON, other, NOW)
    answers = [ask(client, coach.token, scan_id, "12A") for scan_id in (theirs.scan_id, uuid4())]
    assert answers == [(404, "visits:visit:not_found")] * 2
    assert seats() == []


def test_after_a_day_no_seat_is_written_any_more(client, coach):
    visit = a_gates_visit(PERSON, coach, NOW - timedelta(hours=24, seconds=1))
    assert ask(client, coach.token, visit.scan_id, "12A")[0] == 404


def test_without_a_token_nothing_is_written(client, coach):
    visit = a_gates_visit(PERSON, coach, NOW)
    assert ask(client, "x" * 40, visit.scan_id, "12A") == (401, "gates:device:unknown")
    assert seats() == []


def test_the_page_knows_which_places_have_seats(client):
    assert 'data-kinds="bus ship vehicle"' in client.get("/gate/").content.decode()
