"""A place that should be open and is not scanned: its unit is asked once, then its ward has it on a list."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.gates.errors import RestTooLong, SilenceNotFound
from antoan.domains.gates.models import Silence
from antoan.domains.gates.queries.silence import silences_of_unit, silences_to_follow
from antoan.domains.gates.services import silence as services
from antoan.domains.gates.services.silence import forget_silences, handle_silence, say_resting, watch_places
from antoan.domains.gates.silence_rules import quiet_since, silence_rule
from antoan.domains.gates.silence_values import SilenceOutcome
from antoan.domains.messaging.models import Message
from antoan.domains.monitoring.services import set_alert_contact
from antoan.domains.places.services import close_place
from antoan.domains.places.values import PlaceKind
from antoan.domains.visits.models import Visit, VisitCount
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.places import an_equipped_place
from tests.factories.units import a_place_of, a_unit, admin_of, someone_as
from tests.factories.visits import a_gates_visit

MONDAY = date(2021, 11, 15)
OPENED = datetime(2021, 11, 1, 2, tzinfo=UTC)


class TestRules:
    """How many open days may pass without a scan."""

    rule = silence_rule(MONDAY)

    @pytest.mark.parametrize(("today", "is_silent"), [(3, False), (4, True), (5, True)])
    def test_a_shop_is_asked_after_three_whole_days(self, today, is_silent):
        assert self.rule.is_silent(PlaceKind.SHOP, MONDAY, today=MONDAY + timedelta(today)) is is_silent

    def test_today_and_the_day_of_the_last_scan_do_not_count(self):
        assert self.rule.open_days_after(PlaceKind.SHOP, MONDAY, today=MONDAY + timedelta(1)) == 0
        assert self.rule.open_days_after(PlaceKind.SHOP, MONDAY, today=MONDAY) == 0

    def test_a_weekend_is_no_open_day_of_an_office(self):
        friday, wednesday = MONDAY - timedelta(3), MONDAY + timedelta(2)
        assert self.rule.open_days_after(PlaceKind.OFFICE, friday, today=wednesday) == 2
        assert self.rule.open_days_after(PlaceKind.SHOP, friday, today=wednesday) == 4

    def test_holidays_and_the_new_year_count_for_nobody(self):
        assert not self.rule.is_open_on(PlaceKind.SHOP, date(2022, 9, 2))
        assert not self.rule.is_open_on(PlaceKind.SHOP, date(2022, 1, 31))
        assert not self.rule.is_open_on(PlaceKind.SHOP, date(2022, 2, 4))
        assert self.rule.is_open_on(PlaceKind.SHOP, date(2022, 2, 5))

    @pytest.mark.parametrize("kind", [PlaceKind.VEHICLE, PlaceKind.BUS, PlaceKind.SHIP])
    def test_what_may_stand_still_is_not_watched(self, kind):
        assert not self.rule.is_silent(kind, MONDAY, today=MONDAY + timedelta(50))

    def test_the_ward_asks_three_open_days_later(self):
        assert self.rule.ward_asks_on(PlaceKind.SHOP, MONDAY) == MONDAY + timedelta(3)
        assert self.rule.ward_asks_on(PlaceKind.OFFICE, MONDAY + timedelta(4)) == MONDAY + timedelta(9)

    def test_silence_begins_with_the_latest_of_scan_registration_and_rest(self):
        days = {"last_scan_on": MONDAY, "known_since": MONDAY - timedelta(9), "resting_until": None}
        assert quiet_since(**days) == MONDAY
        assert quiet_since(**{**days, "last_scan_on": None}) == MONDAY - timedelta(9)
        assert quiet_since(**{**days, "resting_until": MONDAY + timedelta(2)}) == MONDAY + timedelta(2)

    def test_before_the_first_version_its_figures_hold(self):
        assert silence_rule(date(2020, 1, 1)) == self.rule


@pytest.fixture
def shop(db):
    """A shop of a ward, known since the first of November, with a number to be told on."""
    with time_machine.travel(OPENED, tick=False):
        ward_id = ward("26740", on=OPENED.date()).id
        unit = a_unit("Tạp hóa Cô Ba", ward_id=ward_id)
        place = an_equipped_place(a_place_of(unit, "Tạp hóa Cô Ba", ward_id=ward_id))
        set_alert_contact(actor=SYSTEM, unit_id=unit.id, number="0912345678")
    return unit, place, ward_id


def looked(day: date) -> datetime:
    """Look at the whole city on the morning of a day; return the moment."""
    now = clock.day_start(day) + timedelta(hours=8)
    with time_machine.travel(now, tick=False):
        assert watch_places(after_id=0, now=now) is None
    return now


def counted(place, day: date) -> None:
    """Count one person at a place on a day."""
    noon = clock.day_start(day) + timedelta(hours=12)
    VisitCount.objects.create(
        spot_id=place.spot.id, gate_id=place.gate.id, half_hour=noon, direction=0, colour=1, people=1
    )


def ward_officer(ward_id: int):
    return someone_as("ward_officer", ScopeKind.AREA, ward_id)


def test_unit_hears_once_and_its_page_names_the_place(shop):
    unit, place, _ward = shop
    counted(place, MONDAY)
    looked(MONDAY + timedelta(3))
    assert not Silence.objects.exists()
    looked(MONDAY + timedelta(4))
    looked(MONDAY + timedelta(4))
    looked(MONDAY + timedelta(5))
    found = silences_of_unit(admin_of(unit), unit.id)
    assert [(one.place_name, one.last_scan_on, one.found_on) for one in found] == [
        ("Tạp hóa Cô Ba", MONDAY, MONDAY + timedelta(4))
    ]
    texts = [message.text for message in Message.objects.filter(template="gates.silent")]
    assert len(texts) == 1
    assert "Tap hoa Co Ba" in texts[0]  # As a text message is written.


def test_many_silent_branches_are_one_message(shop):
    unit, _place, ward_id = shop
    with time_machine.travel(OPENED, tick=False):
        a_place_of(unit, "Chi nhánh 2", ward_id=ward_id)
    looked(MONDAY)
    assert len(silences_of_unit(admin_of(unit), unit.id)) == 2
    assert Message.objects.filter(template="gates.silent").count() == 1


def test_ward_has_it_on_its_list_only_when_the_reminder_was_of_no_use(shop):
    _unit, place, ward_id = shop
    counted(place, MONDAY)
    looked(MONDAY + timedelta(4))
    early, later = (clock.day_start(MONDAY + timedelta(days)) for days in (6, 7))
    assert silences_to_follow(ward_officer(ward_id), early) == []
    assert [one.place_name for one in silences_to_follow(ward_officer(ward_id), later)] == ["Tạp hóa Cô Ba"]
    other = ward("26743", on=OPENED.date()).id
    assert silences_to_follow(ward_officer(other), later) == []


def test_a_scan_ends_it(shop):
    unit, place, ward_id = shop
    looked(MONDAY)
    counted(place, MONDAY + timedelta(1))
    now = looked(MONDAY + timedelta(2))
    assert silences_of_unit(admin_of(unit), unit.id) == []
    assert silences_to_follow(ward_officer(ward_id), now + timedelta(days=30)) == []
    assert Silence.objects.get().ended_on == MONDAY + timedelta(2)


def test_what_the_counts_do_not_know_the_log_does(shop):
    _unit, place, _ward = shop
    came_at = clock.day_start(MONDAY) + timedelta(hours=9)
    open_days_around(MONDAY)
    a_gates_visit(a_person().id, place, came_at, scan_id=uuid7())
    VisitCount.objects.all().delete()
    assert Visit.objects.exists()
    looked(MONDAY + timedelta(1))
    assert not Silence.objects.exists()


def test_a_rest_is_believed_until_its_last_day(shop):
    unit, place, _ward = shop
    looked(MONDAY)
    now = clock.day_start(MONDAY) + timedelta(hours=9)
    say_resting(actor=admin_of(unit), place_id=place.place.id, until=MONDAY + timedelta(10), now=now)
    assert silences_of_unit(admin_of(unit), unit.id) == []
    looked(MONDAY + timedelta(13))
    assert silences_of_unit(admin_of(unit), unit.id) == []
    looked(MONDAY + timedelta(14))
    assert [one.found_on for one in silences_of_unit(admin_of(unit), unit.id)] == [MONDAY + timedelta(14)]


@pytest.mark.parametrize("days", [-1, 91])
def test_a_rest_ends_within_ninety_days(shop, days):
    unit, place, _ward = shop
    looked(MONDAY)
    with pytest.raises(RestTooLong):
        say_resting(
            actor=admin_of(unit), place_id=place.place.id, until=MONDAY + timedelta(days), now=clock.day_start(MONDAY)
        )  # fmt: skip


def test_who_does_not_run_the_place_says_nothing_for_it(shop):
    _unit, place, ward_id = shop
    looked(MONDAY)
    with pytest.raises(Forbidden):
        say_resting(
            actor=ward_officer(ward_id), place_id=place.place.id, until=MONDAY, now=clock.day_start(MONDAY)
        )  # fmt: skip


def test_what_the_ward_handled_is_on_its_list_again_after_two_weeks(shop):
    _unit, _place, ward_id = shop
    looked(MONDAY)
    asked = clock.day_start(MONDAY + timedelta(7))
    (one,) = silences_to_follow(ward_officer(ward_id), asked)
    handle_silence(actor=ward_officer(ward_id), silence_id=one.id, outcome=SilenceOutcome.CALLED, now=asked)
    assert silences_to_follow(ward_officer(ward_id), asked + timedelta(days=13)) == []
    assert silences_to_follow(ward_officer(ward_id), asked + timedelta(days=14)) != []


def test_another_ward_handles_nothing_of_it(shop):
    looked(MONDAY)
    other = ward_officer(ward("26743", on=OPENED.date()).id)
    with pytest.raises(SilenceNotFound):
        handle_silence(
            actor=other, silence_id=Silence.objects.get().pk, outcome=SilenceOutcome.GONE, now=OPENED
        )


def test_a_closed_place_is_not_followed_and_old_rows_go(shop):
    _unit, place, _ward = shop
    looked(MONDAY)
    now = clock.day_start(MONDAY + timedelta(1))
    close_place(actor=SYSTEM, place_id=place.place.id, at=now)
    forget_silences(now=now)
    assert Silence.objects.get().ended_on == MONDAY + timedelta(1)
    forget_silences(now=now + timedelta(days=180))
    assert Silence.objects.exists()
    forget_silences(now=now + timedelta(days=181))
    assert not Silence.objects.exists()


def test_a_large_city_is_looked_at_in_batches(shop, monkeypatch):
    unit, place, ward_id = shop
    with time_machine.travel(OPENED, tick=False):
        second = a_place_of(unit, "Chi nhánh 2", ward_id=ward_id)
    monkeypatch.setattr(services, "BATCH_PLACES", 1)
    now = clock.day_start(MONDAY)
    first = watch_places(after_id=0, now=now)
    assert first == place.place.id
    last = watch_places(after_id=first, now=now)
    assert (last, watch_places(after_id=last, now=now)) == (second.id, None)
    assert Silence.objects.count() == 2


def test_a_city_that_never_scanned_is_asked_so_many_a_day(shop, monkeypatch):
    unit, _place, ward_id = shop
    with time_machine.travel(OPENED, tick=False):
        a_place_of(unit, "Chi nhánh 2", ward_id=ward_id)
    rule = replace(silence_rule(MONDAY), asked_per_day_max=1)
    monkeypatch.setattr(services, "silence_rule", lambda on: rule)
    for days in (0, 0, 1):
        looked(MONDAY + timedelta(days))
    assert sorted(Silence.objects.values_list("found_on", flat=True)) == [MONDAY, MONDAY + timedelta(1)]
