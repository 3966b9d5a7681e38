"""antoan retention and antoan statistics, as they are typed."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from typer.testing import CliRunner

from antoan.domains.privacy.registry import _sweeps
from antoan.domains.statistics.queries import counted_days
from antoan.entrypoints.cli import retention, statistics
from antoan.foundation.events.models import OutboxEvent
from antoan.kit.clock import CITY_ZONE, day_start
from tests.factories.areas import the_areas

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def noon(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(datetime(2026, 11, 19, 12, tzinfo=CITY_ZONE), tick=False):
        yield


def run(app, *words):
    return CliRunner().invoke(app, list(words))


def an_old_event() -> None:
    old = day_start(TODAY - timedelta(days=31))
    OutboxEvent.objects.create(name="Old", payload={}, at=old, delivered_at=old)


def test_a_run_says_what_went_and_the_report_says_it_again():
    assert "no run is reported" in run(retention.app, "report").stdout
    an_old_event()
    done = run(retention.app, "run")
    assert done.exit_code == 0
    assert "outbox                     1 rows" in done.stdout
    told = run(retention.app, "report").stdout
    assert "2026-11-19 outbox           kept from 2026-10-20          1 events_outboxevent" in told
    assert "2026-11-19 visits           kept from 2026-10-22          0 nothing was old enough" in told


def test_as_of_another_day_less_is_old_enough():
    an_old_event()
    run(retention.app, "run", "--day", "2026-11-18")
    assert OutboxEvent.objects.count() == 1
    assert "2026-11-18 outbox" in run(retention.app, "report", "--day", "2026-11-18").stdout


def test_a_period_that_failed_is_an_exit_status_and_a_line(monkeypatch):
    def broken(first_day: date) -> dict[str, int]:
        raise RuntimeError("disk full")

    monkeypatch.setitem(_sweeps, "outbox", broken)
    done = run(retention.app, "run")
    assert done.exit_code == 1
    assert "outbox: RuntimeError: disk full" in done.stderr


def test_days_are_counted_from_start_to_end():
    the_areas()
    assert run(statistics.app, "count").stdout == "1 days counted\n"
    assert run(statistics.app, "count", "--start", "2026-11-16", "--until", "2026-11-18").stdout == (
        "3 days counted\n"
    )
    assert counted_days() == [date(2026, 11, day) for day in (19, 18, 17, 16)]
