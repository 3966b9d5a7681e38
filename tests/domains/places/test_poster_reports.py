"""Somebody reports a false poster; the ward looks, and the unit mends what hangs at its own door."""

from datetime import UTC, datetime, timedelta

import pytest

from antoan.domains.areas.errors import AreaNotFound
from antoan.domains.codes.keys import SigningRing
from antoan.domains.people.events import PersonMerged
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.places import queries, services
from antoan.domains.places.errors import (
    PlaceCodeRefused,
    PlaceNotFound,
    ReportClosed,
    ReportNotFound,
    ReportTaken,
    ReportUnreadable,
    TooManyReportsToday,
)
from antoan.domains.places.models import PosterReport
from antoan.domains.places.poster_values import OWNER_KIND, Finding, NewPosterReport, ReportState, Seen
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import announce
from antoan.foundation.files.errors import FileNotFound, PdfRefused
from antoan.foundation.files.models import StoredFile
from antoan.foundation.files.queries import files_of
from antoan.kit.clock import day_end, local_date
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.people import a_person, citizen
from tests.factories.pictures import SECRET_PLACE, a_photo_with_place, a_picture
from tests.factories.places import a_place
from tests.factories.units import a_place_of, a_unit, admin_of, someone_as

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 5, tzinfo=UTC)
WORDS = "Dán ở cột điện trước chợ"


@pytest.fixture(autouse=True)
def ring(tmp_path, settings):
    settings.DATA = tmp_path
    settings.PUBLIC_URL = "https://antoan.example"
    return SigningRing.create_missing(tmp_path, today=AT.date())


@pytest.fixture
def here():
    return ward("26740").id


@pytest.fixture
def actor(here):
    return citizen(a_person("Nguyễn Văn An", ward_id=here).id)


def officer(ward_id, account_id=21):
    return someone_as("ward_officer", ScopeKind.AREA, ward_id, account_id=account_id)


def posted(place):
    return services.issue_place_code(actor=SYSTEM, place_id=place.id, at=AT)


def reported(actor, ward_id, code="", *, at=AT, **known):
    report = NewPosterReport(**{"id": uuid7(), "code": code, "ward_id": ward_id, "words": WORDS} | known)
    return services.report_poster(actor=actor, report=report, at=at)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", Seen(Finding.UNREAD)),
        ("không phải mã", Seen(Finding.UNREAD)),
        ("https://evil.example/p/AAAA", Seen(Finding.FOREIGN, "evil.example")),
        ("http://EVIL.example/khai-bao?x=1", Seen(Finding.FOREIGN, "evil.example")),
        ("https://an.toan@evil.example:8443/p/x", Seen(Finding.FOREIGN, "evil.example:8443")),
        ("https://antoan.example.evil.vn/p/AAAA", Seen(Finding.FOREIGN, "antoan.example.evil.vn")),
        ("https://antoan.example/p/AAAA", Seen(Finding.FORGED, "antoan.example")),
        ("https://ANTOAN.example/dang-nhap", Seen(Finding.FORGED, "antoan.example")),
        ("https://[::1/p/x", Seen(Finding.FOREIGN, "[::1")),
        ("https://[::1/x", Seen(Finding.UNREAD)),
        ("javascript:alert(1)", Seen(Finding.UNREAD)),
        ("https://" + "a" * 300 + ".vn/", Seen(Finding.UNREAD)),
        ("x" * 100_000, Seen(Finding.UNREAD)),
    ],
)
def test_what_a_scanned_text_is(text, seen):
    assert queries.seen_on_poster(text, at=AT) == seen


def test_our_own_codes_point_to_their_place():
    place = a_place()
    old, new = posted(place), posted(place)
    host = "antoan.example"
    assert queries.seen_on_poster(old.url, at=AT) == Seen(Finding.RETIRED, host, old.serial, place.id)
    assert queries.seen_on_poster(new.url, at=AT) == Seen(Finding.GENUINE, host, new.serial, place.id)
    copied = new.url.replace(host, "antoan.evil.vn")
    assert queries.seen_on_poster(copied, at=AT) == Seen(Finding.FOREIGN, "antoan.evil.vn")


def test_a_code_whose_key_was_revoked_may_be_anybodys(ring):
    code = posted(a_place())
    number, _ = ring.signing_key()
    ring.rotate(today=AT.date()).revoke(number, today=AT.date())
    assert queries.seen_on_poster(code.url, at=AT) == Seen(Finding.FORGED, "antoan.example")


def test_a_report_reaches_the_ward_with_a_deadline_and_no_name(actor, here):
    view = reported(actor, here, "https://evil.example/p/AAAA?phone=0912345678")
    assert (view.finding, view.host, view.state) == (Finding.FOREIGN, "evil.example", ReportState.OPEN)
    assert view.due_at == AT + timedelta(hours=24)
    assert (view.is_late(AT + timedelta(hours=24)), view.is_late(AT + timedelta(hours=23))) == (True, False)
    assert queries.poster_reports(officer(here)) == [view]
    stored = PosterReport.objects.get()
    assert "0912345678" not in str(vars(stored))  # Of a foreign text only the host is kept.


def test_another_ward_sees_nothing_of_it(actor, here):
    view = reported(actor, here)
    elsewhere = officer(ward("25747").id)
    assert queries.poster_reports(elsewhere) == []
    for ask in (queries.poster_report, queries.photos_of_report):
        with pytest.raises(ReportNotFound):
            ask(elsewhere, view.id)
    for act in (
        lambda: services.take_report(actor=elsewhere, report_id=view.id),
        lambda: services.close_report(actor=elsewhere, report_id=view.id, outcome=ReportState.REMOVED, at=AT),
        lambda: queries.poster_report(actor, view.id),
        lambda: queries.poster_report(officer(here), 987654),
    ):
        with pytest.raises(ReportNotFound):
            act()


def test_the_same_report_sent_twice_is_one(actor, here):
    report_id = uuid7()
    first = reported(actor, here, id=report_id, photos=(a_picture(),))
    assert reported(actor, here, id=report_id, photos=(a_picture(),)) == first
    assert (PosterReport.objects.count(), StoredFile.objects.count()) == (1, 1)
    with pytest.raises(ReportTaken):
        reported(citizen(a_person("Lê Thị Lạ").id), here, id=report_id)


def test_photos_are_made_anew_and_shown_to_the_ward_only(actor, here):
    view = reported(actor, here, photos=(a_photo_with_place(), a_picture(colour="red")))
    office = officer(here)
    photos = queries.photos_of_report(office, view.id)
    assert [photo.is_attached for photo in photos] == [True, True]
    assert SECRET_PLACE not in queries.photo_of_report(office, view.id, photos[0].id)
    with pytest.raises(FileNotFound):
        queries.photo_of_report(office, view.id, uuid7())
    with pytest.raises(ReportNotFound):
        queries.photo_of_report(actor, view.id, photos[0].id)


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        (ReportUnreadable, {"words": "a"}),
        (ReportUnreadable, {"words": " \n \t "}),
        (ReportUnreadable, {"words": "a" * 501}),
        (ReportUnreadable, {"photos": (b"",) * 4}),
        (AreaNotFound, {"ward_id": 987654}),
        (PdfRefused, {"photos": (b"%PDF-1.7 ...",)}),
    ],
)
def test_what_cannot_be_read_is_refused_whole(actor, here, fault, wrong):
    with pytest.raises(fault):
        reported(actor, **{"ward_id": here} | wrong)
    assert (PosterReport.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_five_reports_a_day_and_the_sixth_tomorrow(actor, here):
    midnight = day_end(local_date(AT))
    for _ in range(5):
        reported(actor, here, at=midnight - timedelta(seconds=1))
    with pytest.raises(TooManyReportsToday):
        reported(actor, here, at=midnight - timedelta(seconds=1))
    reported(actor, here, at=midnight)


def test_only_somebody_who_signed_in_reports(here):
    for nobody in (STRANGER, officer(here)):
        with pytest.raises(Forbidden):
            reported(nobody, here)


def test_the_ward_takes_a_report_and_closes_it_once(actor, here):
    view, office = reported(actor, here), officer(here)
    for _ in range(2):
        assert services.take_report(actor=office, report_id=view.id).state is ReportState.TAKEN
    closing = {"actor": office, "report_id": view.id, "at": AT + timedelta(hours=2)}
    for _ in range(2):
        closed = services.close_report(outcome=ReportState.REMOVED, **closing)
    assert (closed.state, closed.decided_at) == (ReportState.REMOVED, AT + timedelta(hours=2))
    with pytest.raises(ReportClosed):
        services.close_report(outcome=ReportState.HARMLESS, **closing)
    with pytest.raises(ReportUnreadable):
        services.close_report(outcome=ReportState.OPEN, **closing)
    assert queries.poster_reports(office) == []
    assert queries.poster_reports(office, state=ReportState.REMOVED) == [closed]
    assert [one.state for one in queries.own_poster_reports(actor)] == [ReportState.REMOVED]
    assert TrailEntry.objects.filter(action="places.poster.removed").count() == 1


def test_an_old_poster_is_told_to_the_unit_and_mended_by_it(actor, here):
    unit = a_unit(ward_id=here)
    place = a_place_of(unit, ward_id=here)
    old, _ = posted(place), posted(place)
    view = reported(actor, here, old.url, words="Chủ quán không chịu gỡ")
    admin = admin_of(unit)
    (told,) = queries.reports_at_place(admin, place.id)
    assert (told.id, told.serial, told.words) == (view.id, old.serial, "")
    mending = {"place_id": place.id, "report_id": view.id, "at": AT}
    with pytest.raises(PlaceNotFound):
        services.remove_own_poster(actor=admin_of(a_unit("Khác")), **mending)
    with pytest.raises(ReportNotFound):
        services.remove_own_poster(actor=SYSTEM, place_id=a_place().id, report_id=view.id, at=AT)
    for _ in range(2):
        assert services.remove_own_poster(actor=admin, **mending).state is ReportState.REMOVED
    assert queries.reports_at_place(admin, place.id) == []


def test_a_unit_hears_nothing_of_foreign_posters_and_closes_none(actor, here):
    unit = a_unit(ward_id=here)
    place = a_place_of(unit, ward_id=here)
    code = posted(place)
    view = reported(actor, here, code.url)
    reported(actor, here, "https://evil.example/p/x")
    assert [one.finding for one in queries.reports_at_place(admin_of(unit), place.id)] == [Finding.GENUINE]
    with pytest.raises(ReportNotFound):
        services.remove_own_poster(actor=admin_of(unit), place_id=place.id, report_id=view.id, at=AT)


def test_an_erased_person_leaves_the_poster_to_the_ward_and_nothing_of_themselves(actor, here):
    report_id = uuid7()
    view = reported(actor, here, id=report_id, photos=(a_picture(),))
    erase_person(actor=SYSTEM, person_id=actor.person_id, ground=ErasureGround.OWN_REQUEST)
    row = PosterReport.objects.get(pk=view.id)
    assert (row.person_id, row.words, row.state) == (None, "", ReportState.OPEN)
    assert files_of(OWNER_KIND, str(report_id)) == []
    assert not history(PosterReport).exists()
    assert queries.poster_report(officer(here), view.id).words == ""


def test_a_serial_typed_by_hand_leads_where_its_poster_leads():
    place = a_place()
    old, new = posted(place), posted(place)
    assert [queries.address_of_serial(code.serial, at=AT) for code in (old, new)] == [old.url, new.url]
    for serial in ("", "0000000000", new.serial + "0" * 5_000):
        with pytest.raises(PlaceCodeRefused):
            queries.address_of_serial(serial, at=AT)


def test_whose_two_entries_are_merged_follows_both_reports(actor, here):
    again = citizen(a_person("Nguyễn An", ward_id=here).id)
    reports = [reported(actor, here), reported(again, here)]
    announce(PersonMerged(kept_id=actor.person_id, dropped_id=again.person_id))
    assert {view.id for view in queries.own_poster_reports(actor)} == {view.id for view in reports}
    assert queries.own_poster_reports(again) == []
