"""The city's switch over gates: thrown by whoever may, kept in the trail, over by itself."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.gates.errors import StopUnreadable, SwitchReasonMissing, VersionUnknown
from antoan.domains.gates.models import GateSwitch
from antoan.domains.gates.queries.switches import SwitchView, switches_thrown
from antoan.domains.gates.services.switching import require_page_version, resume_scanning, stop_scanning
from antoan.domains.gates.switch_rules import PAGE_VERSION, STOP_MAX, Stop, stop_at
from antoan.domains.units.errors import UnitNotFound
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from antoan.kit.words import Words
from tests.factories.units import a_unit

LIMITS = Path("src/antoan/entrypoints/web/gate/assets/limits.js")
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXT = Words("Hệ thống đang sửa lỗi màu.", "Colours are being mended.")
BECAUSE = "Màu sai sau khi đổi quy định"
HOURS = st.integers(-200, 200).map(lambda hours: NOW + hours * HOUR)


def stop(*, unit_id=None, until=NOW + HOUR, at=NOW, text=TEXT, because=BECAUSE, actor=SYSTEM):
    stop_scanning(actor=actor, text=text, until=until, because=because, at=at, unit_id=unit_id)


def thrown(at=NOW):
    return switches_thrown(SYSTEM, at)


def test_a_stop_holds_from_its_first_moment_to_before_its_last():
    one = Stop(NOW, NOW + HOUR, TEXT)
    second = timedelta(seconds=1)
    moments = (NOW - second, NOW, NOW + HOUR - second, NOW + HOUR)
    assert [one.holds_at(moment) for moment in moments] == [False, True, True, False]


@given(HOURS, HOURS, HOURS, HOURS, HOURS)
def test_the_first_stop_that_holds_is_said_and_none_otherwise(a, b, c, d, moment):
    stops = (Stop(a, b, TEXT), Stop(c, d, Words("khác", "other")))
    found = stop_at(stops, moment)
    assert (found is None) == (not any(one.holds_at(moment) for one in stops))
    assert found is None or found == next(one for one in stops if one.holds_at(moment))


def test_the_page_we_serve_is_the_newest_that_can_be_asked_for():
    assert int(re.search(r"PAGE_VERSION = (\d+);", LIMITS.read_text())[1]) == PAGE_VERSION


@pytest.mark.django_db
class TestThrowing:
    """Each deed is checked, kept and told."""

    def test_the_city_is_stopped_with_a_text_and_an_end(self):
        stop()
        assert thrown() == [SwitchView(None, "", 0, Stop(NOW, NOW + HOUR, TEXT))]
        assert thrown(NOW + HOUR) == []  # Over by itself.
        entry = TrailEntry.objects.get(action="gates:switch:stop")
        assert (entry.object_kind, entry.detail["because"]) == ("city", BECAUSE)

    def test_a_unit_is_stopped_alone(self):
        unit = a_unit()
        stop(unit_id=unit.id)
        assert [(one.unit_id, one.unit_name) for one in thrown()] == [(unit.id, unit.name)]

    def test_a_longer_stop_is_the_same_stop(self):
        stop()
        stop(at=NOW + HOUR / 2, until=NOW + 3 * HOUR)
        assert thrown()[0].stop == Stop(NOW, NOW + 3 * HOUR, TEXT)

    def test_a_stop_after_another_begins_anew(self):
        stop()
        stop(at=NOW + 2 * HOUR, until=NOW + 3 * HOUR)
        assert thrown(NOW + 2 * HOUR)[0].stop == Stop(NOW + 2 * HOUR, NOW + 3 * HOUR, TEXT)

    def test_resumed_it_is_over_and_twice_is_once(self):
        stop()
        for _ in range(2):
            resume_scanning(actor=SYSTEM, because="Đã sửa xong", at=NOW + HOUR / 2)
        assert thrown(NOW + HOUR / 2) == []
        assert TrailEntry.objects.filter(action="gates:switch:resume").count() == 1

    def test_resumed_at_once_it_never_held(self):
        stop()
        resume_scanning(actor=SYSTEM, because="Nhầm, không cần", at=NOW)
        assert thrown() == []

    @pytest.mark.parametrize("until", [NOW - HOUR, NOW, NOW + STOP_MAX + timedelta(seconds=1)])
    def test_an_end_that_passed_or_is_too_far_is_none(self, until):
        with pytest.raises(StopUnreadable):
            stop(until=until)
        assert not GateSwitch.objects.exists()

    @pytest.mark.parametrize(
        "text", [Words("", ""), Words("  a ", "b"), Words("x" * 201, ""), Words("đủ dài", "y" * 201)]
    )
    def test_a_stop_without_words_is_none(self, text):
        with pytest.raises(StopUnreadable):
            stop(text=text)

    def test_without_english_the_vietnamese_is_said(self):
        stop(text=Words("Đang sửa lỗi", ""))
        assert thrown()[0].stop.text == Words("Đang sửa lỗi", "Đang sửa lỗi")

    def test_a_reason_is_asked_for(self):
        with pytest.raises(SwitchReasonMissing):
            stop(because=" ")

    def test_an_older_page_can_be_asked_for_and_a_newer_one_cannot(self):
        require_page_version(actor=SYSTEM, version=PAGE_VERSION, because=BECAUSE, at=NOW)
        assert [one.minimum_version for one in thrown()] == [PAGE_VERSION]
        for version in (-1, PAGE_VERSION + 1):
            with pytest.raises(VersionUnknown):
                require_page_version(actor=SYSTEM, version=version, because=BECAUSE, at=NOW)
        require_page_version(actor=SYSTEM, version=0, because=BECAUSE, at=NOW)
        assert thrown() == []

    def test_a_unit_that_is_not_there_has_no_switch(self):
        with pytest.raises(UnitNotFound):
            stop(unit_id=987_654)

    def test_without_the_right_nothing_is_thrown_or_read(self):
        with pytest.raises(Forbidden):
            stop(actor=STRANGER)
        with pytest.raises(Forbidden):
            switches_thrown(STRANGER, NOW)
