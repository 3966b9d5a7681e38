"""What fits together at a campaign, and what a vial's code says."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.records.values import Dose, Hours
from antoan.domains.vaccination.rules import (
    hours_of,
    is_plan_sound,
    is_session_sound,
    may_undo,
    next_dose_number,
    slot_of,
)
from antoan.domains.vaccination.values import NewCampaign, NewSession
from antoan.domains.vaccination.vials import Vial, read_vial
from antoan.kit.clock import CITY_ZONE

DAY = date(2021, 10, 20)
AT = datetime(2021, 10, 20, 7, tzinfo=CITY_ZONE)


@pytest.mark.parametrize(
    ("name", "days", "sound"),
    [
        ("Mũi 2", 0, True),
        ("Mũi 2", 365, True),
        ("Mũi 2", 366, False),
        ("Mũi 2", -1, False),
        ("  M ", 0, False),
    ],
)
def test_a_campaign_has_a_name_and_ends_after_it_begins(name, days, sound):
    plan = NewCampaign(
        id=uuid4(), unit_id=1, name=name, product="x", starts_on=DAY, ends_on=DAY + timedelta(days=days)
    )
    assert is_plan_sound(plan) is sound


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ({}, True), ({"held_on": DAY + timedelta(days=8)}, False), ({"held_on": DAY - timedelta(days=1)}, False),
        ({"closes": time(7)}, False), ({"capacity": 0}, False), ({"capacity": 20_001}, False), ({"site": " "}, False),
        ({"teams": 0}, False),
    ],
)  # fmt: skip
def test_a_session_lies_in_its_campaign_and_has_room(change, sound):
    fields = {
        "id": uuid4(), "campaign_id": uuid4(), "site": "Trường A", "address": "", "held_on": DAY,
        "opens": time(7), "closes": time(17), "capacity": 300,
    }  # fmt: skip
    session = NewSession(**(fields | change))
    assert is_session_sound(session, starts_on=DAY, ends_on=DAY + timedelta(days=7)) is sound


@pytest.mark.parametrize(("place", "at"), [(0, "07:00"), (29, "07:45"), (30, "08:00"), (299, "16:45")])
def test_invitations_are_spread_over_the_hours(place, at):
    slot = slot_of(place, capacity=300, opens=AT, closes=AT + timedelta(hours=10))
    assert f"{slot:%H:%M}" == at


@given(st.integers(1, 20_000), st.data())
def test_nobody_is_asked_to_come_outside_the_hours(capacity, data):
    place = data.draw(st.integers(0, capacity - 1))
    slot = slot_of(place, capacity=capacity, opens=AT, closes=AT + timedelta(hours=10))
    assert AT <= slot < AT + timedelta(hours=10)


def a_dose(day, state="verified"):
    return Dose(1, 1, state, "clinic:1", "comirnaty", day)


def test_the_next_dose_follows_those_that_count():
    doses = [a_dose(DAY), a_dose(DAY), a_dose(DAY - timedelta(days=30)), a_dose(DAY, "quarantined")]
    assert next_dose_number(doses) == 3
    assert next_dose_number([]) == 1


def test_the_row_is_finished_within_the_hour_after_closing_and_never_past_midnight():
    assert hours_of(AT, AT.replace(hour=17)) == Hours(time(7), time(18))
    assert hours_of(AT, AT.replace(hour=23, minute=30)) == Hours(time(7), time(23, 59))


@pytest.mark.parametrize(("seconds", "may"), [(0, True), (599, True), (600, False)])
def test_a_slip_is_taken_back_within_ten_minutes(seconds, may):
    assert may_undo(AT, AT + timedelta(seconds=seconds)) is may


@pytest.mark.parametrize(
    ("text", "vial"),
    [
        ("FF8871", Vial("FF8871")), (" ff 8871\r\n", Vial("FF8871")),
        ("0105415062312345172204301 0FF8871".replace(" ", ""), Vial("FF8871", date(2022, 4, 30))),
        ("]d201054150623123451722020010FF8871\x1d21ABC", Vial("FF8871", date(2022, 2, 28))),
        ("(01)05415062312345(17)241200(10)940915", Vial("940915", date(2024, 12, 31))),
        ("]C10105415062312345 10ZK12\x1d17211399".replace(" ", ""), Vial("ZK12")),
        ("", None), ("   ", None), ("Lô ABC", None), ("x" * 101, None), ("0105415062312345", None),
    ],
)  # fmt: skip
def test_a_vial_is_read_as_gs1_or_as_a_number(text, vial):
    assert read_vial(text) == vial


@given(st.text(max_size=150))
def test_no_text_breaks_the_reader_of_vials(text):
    vial = read_vial(text)
    assert vial is None or vial.lot
