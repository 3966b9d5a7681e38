"""What is older than its period goes at night, from tables and from what was derived of it, and is reported (lesson L12)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection

from antoan.domains.corrections.models import Appeal, Ticket
from antoan.domains.corrections.services import refuse_ticket
from antoan.domains.declarations.models import Declaration
from antoan.domains.messaging.models import Incoming, Message
from antoan.domains.messaging.services import queue_message
from antoan.domains.messaging.values import MessageState
from antoan.domains.passes.checking import differences
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.places.models import PosterReport
from antoan.domains.places.poster_values import NewPosterReport, PosterReportView, ReportState
from antoan.domains.places.services import close_report, report_poster
from antoan.domains.privacy import keeping
from antoan.domains.privacy.models import RetentionRun, RightsRequest
from antoan.domains.privacy.queries.retention import days_with_runs, last_sweeps, runs
from antoan.domains.privacy.registry import _sweeps
from antoan.domains.privacy.retention import first_day_kept, period, periods
from antoan.domains.privacy.services import deciding, retaining
from antoan.domains.privacy.services.retaining import sweep_all
from antoan.domains.privacy.values import RequestKind
from antoan.domains.textline.models import Application
from antoan.domains.visits.models import Visit
from antoan.domains.visits.values import EntrySource
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.db.history import history
from antoan.foundation.db.partitions import drop_days, open_days, partition_name
from antoan.foundation.events.models import OutboxEvent
from antoan.foundation.files.models import StoredFile
from antoan.kit import clock
from antoan.kit.clock import day_end, day_start
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.corrections import REASON, a_ticket, clinic
from tests.factories.declarations import FEVER
from tests.factories.declarations import a_declaration as declared
from tests.factories.people import a_person, citizen
from tests.factories.pictures import a_picture
from tests.factories.privacy import ANSWER, a_request, auditor, officer
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)
INSTANT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def at_night(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(day_start(TODAY) + timedelta(hours=2), tick=False) as travelled:
        yield travelled


@pytest.fixture
def here():
    return ward()


@pytest.fixture
def an():
    return a_person(phones=("0912345678",))


def edges(days: int) -> tuple[datetime, datetime]:
    """Return the first moment of the oldest day that stays, and the last one of the day that goes."""
    oldest = day_start(TODAY - timedelta(days=days))
    return oldest, oldest - INSTANT


def a_visit(person_id: int, t_in: datetime) -> None:
    open_days(Visit._meta.db_table, clock.local_date(t_in), clock.local_date(t_in))
    Visit.objects.create(
        person_id=person_id, t_in=t_in, t_eff=t_in + timedelta(minutes=20), received_at=t_in, spot_id=1,
        gate_id=1, policy_id=None, rule=0, colour=1, source=EntrySource.SCAN, scan_id=uuid7(),
    )  # fmt: skip


def a_report(person_id: int, ward_id: int) -> PosterReportView:
    report = NewPosterReport(
        id=uuid7(), code="", ward_id=ward_id, words="Dán ở cột điện", photos=(a_picture(),)
    )
    return report_poster(actor=citizen(person_id), report=report, at=clock.now())


def a_declaration(person_id: int, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        declared(person_id, FEVER, actor=citizen(person_id))


def a_message(key: str, queued_at: datetime, state: MessageState = MessageState.SENT) -> None:
    values = {"number": "K7M2-9QX", "due": "x"}
    queue_message(number="+84912345678", template="corrections.opened", values=values, key=key)
    Message.objects.filter(key=key).update(queued_at=queued_at, state=state)


def partitions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'visits_visit'::regclass"
        )
        return {row[0] for row in cursor.fetchall()}


def test_a_day_is_kept_that_is_as_old_as_the_period_and_not_one_day_more():
    assert first_day_kept(28, TODAY) == date(2026, 10, 22)
    assert first_day_kept(1, date(2024, 3, 1)) == date(2024, 2, 29)


def test_visits_of_day_28_stay_and_of_day_29_are_gone_with_table_and_index(an):
    stays, goes = edges(28)
    a_visit(an.id, stays)
    a_visit(an.id, goes)
    a_visit(an.id, goes - timedelta(days=40))
    deleted = sweep_all()["visits"]
    assert list(Visit.objects.values_list("t_in", flat=True)) == [stays]
    assert sum(deleted.values()) == 2
    old, kept = date(2026, 10, 21), date(2026, 10, 22)
    names = partitions()
    assert partition_name("visits_visit", old) not in names
    assert partition_name("visits_visit", kept) in names
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'visits_visit_20261021%%'")
        assert cursor.fetchone()[0] == 0


def test_more_days_than_one_step_drops_all_go_in_one_night(an):
    for ago in range(29, 50):
        a_visit(an.id, day_start(TODAY - timedelta(days=ago)))
    assert sum(sweep_all()["visits"].values()) == 21
    assert Visit.objects.count() == 0


def test_declarations_of_day_28_stay_and_of_day_29_are_gone_from_the_pass_too(an):
    other = a_person("Trần Văn Bình")
    stays, goes = edges(28)
    a_declaration(an.id, goes)
    a_declaration(other.id, stays)
    assert stored_passes([an.id])[an.id].declared_at == goes
    assert sweep_all()["declarations"] == {"declarations_declaration": 1}
    assert list(Declaration.objects.values_list("person_id", flat=True)) == [other.id]
    assert stored_passes([an.id])[an.id].declared_at is None
    assert stored_passes([other.id])[other.id].declared_at == stays
    assert list(differences()) == []


def test_sent_messages_go_after_ninety_days_and_waiting_ones_never(an):
    stays, goes = edges(90)
    a_message("stays", stays)
    a_message("goes", goes)
    a_message("waits", goes, MessageState.WAITING)
    assert sweep_all()["messages"] == {"messaging_message": 1}
    assert set(Message.objects.values_list("key", flat=True)) == {"stays", "waits"}


def test_what_people_sent_us_goes_after_thirty_days():
    stays, goes = edges(30)
    for reference, at in (("stays", stays), ("goes", goes)):
        Incoming.objects.create(
            gateway="kannel", reference=reference, number="", number_index=b"1", text="", received_at=at
        )
    assert sweep_all()["incoming"] == {"messaging_incoming": 1}
    assert Incoming.objects.get().reference == "stays"


def test_finished_registrations_go_after_ninety_days_and_open_ones_wait():
    stays, goes = edges(90)
    for words, decided_at, state in (("s", stays, "closed"), ("g", goes, "completed"), ("o", None, "open")):
        Application.objects.create(
            number="", number_index=b"1", words=words, words_index=words.encode(), received_at=goes,
            decided_at=decided_at, state=state,
        )  # fmt: skip
    assert sweep_all()["registrations"] == {"textline_application": 1}
    assert set(Application.objects.values_list("words", flat=True)) == {"s", "o"}


def test_delivered_events_go_after_thirty_days_and_undelivered_ones_never():
    stays, goes = edges(30)
    for name, delivered_at in (("stays", stays), ("goes", goes), ("waits", None)):
        OutboxEvent.objects.create(name=name, payload={}, at=goes, delivered_at=delivered_at)
    assert sweep_all()["outbox"] == {"events_outboxevent": 1}
    assert set(OutboxEvent.objects.values_list("name", flat=True)) == {"stays", "waits"}


def test_sessions_and_wrong_sign_ins_go(settings):
    stays, goes = edges(1)
    for key, end in (("stays", stays), ("goes", goes)):
        Session.objects.create(session_key=key, session_data="", expire_date=end)
    for name, days in (("stays", 30), ("goes", 31)):
        with time_machine.travel(day_start(TODAY - timedelta(days=days)), tick=False):
            AccessAttempt.objects.create(username=name, ip_address="203.0.113.7", failures_since_start=1)
    sweep_all()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["stays"]
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["stays"]


def test_closed_tickets_go_after_two_years_with_steps_and_history_and_open_ones_never(an):
    closed, waits = a_ticket(an.id), a_ticket(an.id)
    refuse_ticket(actor=clinic(), number=closed.number, words=REASON)
    stays, goes = edges(730)
    Ticket.objects.update(updated_at=stays)
    assert sweep_all()["tickets"] == {}
    Ticket.objects.update(updated_at=goes)
    deleted = sweep_all()["tickets"]
    assert deleted["corrections_ticket"] == 1
    assert deleted["corrections_step"] == 2
    assert deleted["corrections_ticketevent"] > 0
    assert list(Ticket.objects.values_list("number", flat=True)) == [waits.number]
    assert set(history(Ticket).values_list("number", flat=True)) == {waits.number}
    assert Appeal.objects.count() == 0


def test_closed_reports_of_posters_go_after_two_years_with_photos_and_history_and_open_ones_never(an, here):
    closed, waits = (a_report(an.id, here.id) for _ in range(2))
    close_report(actor=SYSTEM, report_id=closed.id, outcome=ReportState.REMOVED, at=clock.now())
    stays, goes = edges(730)
    PosterReport.objects.filter(pk=closed.id).update(decided_at=stays)
    assert sweep_all()["poster_reports"] == {}
    PosterReport.objects.filter(pk=closed.id).update(decided_at=goes)
    deleted = sweep_all()["poster_reports"]
    assert deleted["places_posterreport"] == 1
    assert deleted["places_posterreportevent"] > 0
    assert list(PosterReport.objects.values_list("id", flat=True)) == [waits.id]
    assert set(history(PosterReport).values_list("pgh_obj_id", flat=True)) == {waits.id}
    assert list(StoredFile.objects.values_list("owner_id", flat=True)) == [
        str(PosterReport.objects.get().sent_id)
    ]


def test_closed_requests_go_after_two_years_and_open_ones_never(an):
    closed, waits = a_request(an.id), a_request(an.id, RequestKind.DELETE)
    deciding.grant(actor=officer(), number=closed.number, words=ANSWER)
    stays, goes = edges(730)
    RightsRequest.objects.filter(number=closed.number).update(closed_at=stays)
    assert sweep_all()["requests"] == {}
    RightsRequest.objects.filter(number=closed.number).update(closed_at=goes)
    deleted = sweep_all()["requests"]
    assert (deleted["privacy_rightsrequest"], deleted["privacy_requeststep"]) == (1, 2)
    assert list(RightsRequest.objects.values_list("number", flat=True)) == [waits.number]


def test_running_again_deletes_nothing_more(an):
    a_visit(an.id, edges(28)[1])
    sweep_all()
    assert all(sum(rows.values()) == 0 for rows in sweep_all().values())


def test_every_run_reports_every_period_also_when_nothing_was_old_enough(an):
    a_visit(an.id, edges(28)[1])
    sweep_all()
    lines = runs(auditor())
    assert {line.period for line in lines} == {one.key for one in periods() if one.days is not None}
    [visits] = [line for line in lines if line.period == "visits"]
    assert (visits.table, visits.rows, visits.first_day_kept, visits.day) == (
        "visits_visit_20261021", 1, date(2026, 10, 22), TODAY,
    )  # fmt: skip
    assert {line.rows for line in lines if line.period != "visits"} == {0}
    assert days_with_runs(auditor()) == [TODAY]
    assert last_sweeps()["visits"].rows == 1


def test_the_report_of_another_day_is_found_and_others_may_not_read_it(an, at_night):
    sweep_all()
    at_night.shift(timedelta(days=1))
    sweep_all()
    assert {line.day for line in runs(auditor())} == {TODAY + timedelta(days=1)}
    assert {line.day for line in runs(auditor(), day=TODAY)} == {TODAY}
    assert runs(officer(), day=date(2020, 1, 1)) == []
    with pytest.raises(Forbidden):
        runs(someone_as("tracer", officer().grants[0].scope_kind))


def test_a_period_that_fails_is_reported_and_stops_no_other(an, monkeypatch):
    a_declaration(an.id, edges(28)[1])

    def locked(first_day: date) -> dict[str, int]:
        raise OperationalError("canceling statement due to lock timeout\nLINE 1")

    monkeypatch.setitem(_sweeps, "visits", locked)
    assert sweep_all()["declarations"] == {"declarations_declaration": 1}
    [visits] = [line for line in runs(auditor()) if line.period == "visits"]
    assert visits.error == "OperationalError: canceling statement due to lock timeout"
    assert "visits" not in last_sweeps()


def test_what_one_run_cannot_finish_is_said(monkeypatch):
    monkeypatch.setattr(retaining, "SWEEPS_PER_RUN_MAX", 2)
    monkeypatch.setitem(_sweeps, "visits", lambda first_day: {"visits_visit": 1})
    assert sweep_all()["visits"] == {"visits_visit": 2}
    [visits] = [line for line in runs(auditor()) if line.period == "visits"]
    assert visits.error.startswith("more is left")


def test_reports_themselves_go_after_three_years(at_night):
    sweep_all()
    at_night.shift(timedelta(days=1_095))
    sweep_all()
    assert RetentionRun.objects.filter(day=TODAY).exists()
    at_night.shift(timedelta(days=1))
    sweep_all()
    assert not RetentionRun.objects.filter(day=TODAY).exists()


def test_dropping_days_touches_no_other_table_and_no_later_day():
    open_days("visits_visit", date(2020, 1, 1), date(2020, 1, 3))
    dropped = drop_days("visits_visit", date(2020, 1, 3), limit=10)
    assert dropped == {"visits_visit_20200101": 0, "visits_visit_20200102": 0}
    assert "visits_visit_20200103" in partitions()
    assert drop_days("visits_visit", date(2020, 1, 3), limit=10) == {}


def test_every_local_day_ends_at_local_midnight():
    assert day_end(TODAY - timedelta(days=29)) == edges(28)[0]
    assert period("visits").days == 28
    assert keeping.register_all() is None  # Registering twice is registering once.
