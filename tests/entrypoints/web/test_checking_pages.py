"""The pages on which a citizen checks in and out, as a browser without JavaScript and as our script uses them."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import quote

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from antoan.domains.places import services as places
from antoan.domains.places.values import PlaceKind
from antoan.domains.policy.services import publish_shipped
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.values import EntrySource, ExitSource
from antoan.entrypoints.web.shared.posters import picture_svg, picture_words
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.declarations import a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place, a_spot
from tests.factories.records import an_isolation
from tests.factories.units import a_place_of, a_unit
from tests.factories.visits import a_family

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def at(settings):
    cache.clear()
    settings.PUBLIC_URL = "http://testserver"
    with time_machine.travel(NOON, tick=False) as travelled:
        open_days_around(clock.today())
        publish_shipped(actor=SYSTEM)
        yield travelled


@pytest.fixture
def market():
    return a_place("Chợ Bà Chiểu", capacity=2)


@pytest.fixture
def door(market):
    return door_of(market)


def door_of(place) -> str:
    code = places.issue_place_code(actor=SYSTEM, place_id=place.id, at=clock.now())
    return code.url.removeprefix("http://testserver")


class Family:
    """A parent who signed in, with a child."""

    def __init__(self) -> None:
        _, self.parent, self.child = a_family()
        self.account = a_colleague(
            "citizen", login="dan", scope_kind=ScopeKind.SELF, person_id=self.parent.id, totp_secret=None
        )
        self.phone = Client()
        self.sign_in()

    def sign_in(self) -> None:
        """Sign in, perhaps again: a session lasts a working day."""
        self.phone.force_login(self.account, backend="allauth.account.auth_backends.AuthenticationBackend")


@pytest.fixture
def family():
    return Family()


def text(answer) -> str:
    return answer.content.decode()


def check_of(page: str, do: str) -> str:
    """Return the id of the form behind a button."""
    form = next(form for form in page.split("<form")[1:] if f'value="{do}"' in form)
    return re.search(r'name="check" value="([0-9a-f-]{36})"', form)[1]


def press(phone, door, do, *people, **more):
    page = text(phone.get(door))
    fields = {"check": check_of(page, do), "do": do, "person": [person.id for person in people]} | more
    return phone.post(door, fields, follow=True), fields


def stored():
    return list(Visit.objects.order_by("t_in", "person_id").values_list("person_id", "source", "out_source"))


def test_a_stranger_is_led_to_sign_in_and_back(client, door):
    page = text(client.get(door))
    assert f'href="/accounts/phone/?next={quote(door, safe="")}"' in page
    assert "Mã địa điểm thật" in page
    assert 'name="do"' not in page


def test_whose_session_ended_is_led_to_sign_in_and_back(client, door):
    answer = client.post(door, {"do": "in"})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/accounts/phone/?next={quote(door, safe='')}",
    )
    assert client.post(door, {"do": "in"}, **JSON).status_code == 403


def test_staff_without_a_person_see_the_place_and_no_button(client, door):
    client.force_login(a_colleague("auditor"), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = text(client.get(door))
    assert "Chợ Bà Chiểu" in page
    assert 'name="do"' not in page
    assert client.post(door, {"do": "in"}).status_code == 403


def test_the_page_shows_the_picture_svg_and_the_serial_of_this_very_poster(client, market):
    code = places.issue_place_code(actor=SYSTEM, place_id=market.id, at=clock.now())
    page = text(client.get(code.url.removeprefix("http://testserver")))
    assert picture_words(code.check_picture) in page
    assert picture_svg(code.check_picture) in page
    assert code.serial in page


def test_a_family_goes_in_and_out_with_one_button(family, door):
    done, _ = press(family.phone, door, "in", family.parent, family.child)
    page = text(done)
    assert re.fullmatch(r"/me/visits/checks/[0-9a-f-]{36}/", done.redirect_chain[-1][0])
    assert "Chợ Bà Chiểu" in page
    assert "<strong>12:00</strong> 22/11/2026" in page
    assert page.count('class="at-verdict"') == 2
    left, _ = press(family.phone, door, "out", family.parent, family.child)
    assert "ra khỏi" in text(left)
    assert stored() == [
        (person.id, EntrySource.SELF, ExitSource.SELF) for person in (family.parent, family.child)
    ]


def test_in_a_vehicle_the_seat_may_be_written_and_is_shown_again(family):
    door = door_of(a_place("Xe khách 51B-123.45", PlaceKind.VEHICLE))
    assert f'name="seat-{family.child.id}"' in text(family.phone.get(door))
    done, _ = press(
        family.phone, door, "in", family.parent, family.child, **{f"seat-{family.child.id}": " 12a "}
    )
    assert text(done).count("ghế 12A") == 1
    of_child = family.phone.get(f"/me/visits/?person={family.child.id}")
    assert "ghế 12A" in text(of_child)


def test_a_seat_that_is_none_is_refused_in_words(family):
    door = door_of(a_place("Xe khách 51B-123.45", PlaceKind.VEHICLE))
    answer, _ = press(family.phone, door, "in", family.parent, **{f"seat-{family.parent.id}": "cuối"})
    assert (answer.status_code, stored()) == (422, [])
    assert "ví dụ 12A" in text(answer)


def test_where_there_are_no_seats_none_is_asked(family, door):
    assert "seat-" not in text(family.phone.get(door))


def test_sent_twice_is_one_visit_with_the_same_answer(family, door):
    first, fields = press(family.phone, door, "in", family.parent)
    again = family.phone.post(door, fields)
    assert again.headers["Location"] == first.redirect_chain[-1][0]
    assert Visit.objects.count() == 1


def test_red_and_black_are_recorded_and_told_what_to_do(family, door):
    an_isolation(family.child.id, clock.today(), clock.today())
    done, _ = press(family.phone, door, "in", family.parent, family.child)
    page = text(done)
    assert "Việc cần làm ngay: N.T. Bé (Đỏ)" in page
    assert "Đừng vào." in page
    assert "Bạn đang trong thời gian cách ly" in page
    assert {row.colour for row in Visit.objects.all()} == {3, 4}


def test_a_script_hears_where_to_go_on(family, door):
    page = text(family.phone.get(door))
    fields = {"check": check_of(page, "in"), "do": "in", "person": family.parent.id, "waited": 600}
    answer = family.phone.post(door, fields, **JSON)
    assert answer.json() == {"next": f"/me/visits/checks/{fields['check']}/"}
    row = Visit.objects.get()
    assert (row.t_in, row.source) == (NOON - 10 * MINUTE, EntrySource.SELF_QUEUED)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"person": []}, "từ 1 đến 20 người"),
        ({"person": [str(number) for number in range(1, 31)]}, "từ 1 đến 20 người"),
        ({"person": ["x"]}, "Trang này đã cũ"),
        ({"person": ["-1"]}, "Trang này đã cũ"),
        ({"person": ["٣"]}, "Trang này đã cũ"),
        ({"person": ["9" * 19]}, "Trang này đã cũ"),
        ({"check": "x"}, "Trang này đã cũ"),
        ({"do": "fly"}, "Trang này đã cũ"),
        ({"spot": "987654"}, "Hãy chọn khu vực"),
        ({"spot": "'; DROP"}, "Trang này đã cũ"),
        ({"waited": "-5"}, "Trang này đã cũ"),
        ({"waited": "86401"}, "quá 24 giờ"),
        ({"waited": "9" * 18}, "quá 24 giờ"),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_in_words(family, door, wrong, said):
    right = {"check": str(uuid7()), "do": "in", "person": [str(family.parent.id)]}
    answer = family.phone.post(door, right | wrong)
    assert answer.status_code == 422
    assert said in text(answer)
    assert said in family.phone.post(door, right | wrong, **JSON).json()["fault"]
    assert stored() == []


def test_somebody_elses_number_checks_nobody_in(family, door):
    stranger = a_person("Lê Thị Lạ")
    for person_id in (stranger.id, 987654):
        fields = {"check": str(uuid7()), "do": "in", "person": [str(family.parent.id), str(person_id)]}
        assert family.phone.post(door, fields).status_code == 404
    assert stored() == []


@pytest.mark.parametrize("spoil", [lambda door: door[:-4] + "AAAA", lambda door: "/p/AAAA"])
def test_a_forged_code_takes_nobody_in(family, door, spoil):
    fields = {"check": str(uuid7()), "do": "in", "person": family.parent.id}
    assert family.phone.post(spoil(door), fields).status_code == 404
    assert stored() == []


def test_a_replaced_code_takes_nobody_in_and_can_be_reported(family, door, market):
    door_of(market)
    answer = family.phone.post(door, {"check": str(uuid7()), "do": "in", "person": family.parent.id})
    assert answer.status_code == 410
    assert f"/me/posters/?code={quote('http://testserver' + door, safe='')}" in text(answer)
    assert stored() == []


def test_a_full_place_says_so_before(family, door, market):
    assert "đang đủ người" not in text(family.phone.get(door))
    spot = a_spot(market)
    for _ in range(2):
        Visit.objects.create(
            person_id=a_person().id, t_in=NOON - MINUTE, t_eff=NOON + MINUTE, received_at=NOON, spot_id=spot.id,
            rule=0, colour=1, source=0, scan_id=uuid7(),
        )  # fmt: skip
    page = text(family.phone.get(door))
    assert "đang đủ người" in page
    assert 'value="in"' in page  # Nobody is turned away by a count.


def asked_to_declare(family, door) -> list[str]:
    """Return the forms that a place's page leads to."""
    found = re.findall(r'<a href="(/declare/\?place=[^"]+)"', text(family.phone.get(door)))
    return [unescape(address) for address in found]


def test_who_has_not_declared_is_led_to_the_form_of_the_place(family, door):
    token = door.removeprefix("/p/")
    asked = asked_to_declare(family, door)
    assert asked == [f"/declare/?place={token}&for={person.id}" for person in (family.parent, family.child)]
    form = family.phone.get(asked[1], follow=True)
    assert "Chợ Bà Chiểu" in text(form)
    assert "N.T. Bé" in text(form)


def test_a_declaration_is_asked_for_again_when_a_day_is_over(family, door, at):
    a_declaration(family.parent.id, actor=citizen(family.parent.id))
    assert len(asked_to_declare(family, door)) == 1
    at.move_to(NOON + timedelta(hours=24, seconds=-1))
    family.sign_in()
    assert len(asked_to_declare(family, door)) == 1
    at.move_to(NOON + timedelta(hours=24))
    assert len(asked_to_declare(family, door)) == 2


def test_a_declaration_for_an_office_ends_with_its_day(family, at):
    office = door_of(a_place("Ủy ban phường", kind=PlaceKind.OFFICE))
    a_declaration(family.parent.id, actor=citizen(family.parent.id))
    at.move_to(clock.day_end(clock.today()) - timedelta(seconds=1))
    family.sign_in()
    assert len(asked_to_declare(family, office)) == 1
    at.move_to(clock.day_end(clock.today()))
    assert len(asked_to_declare(family, office)) == 2


def test_who_is_inside_is_not_asked_to_declare(family, door):
    press(family.phone, door, "in", family.parent, family.child)
    assert asked_to_declare(family, door) == []


def test_a_declaration_for_a_place_leads_back_to_its_door(family, door, market):
    said = a_declaration(family.parent.id, actor=citizen(family.parent.id), place_id=market.id)
    assert f'href="{door}"' in text(family.phone.get(f"/declare/{said.id}/"))
    nowhere = a_declaration(family.parent.id, actor=citizen(family.parent.id))
    assert 'href="/p/' not in text(family.phone.get(f"/declare/{nowhere.id}/"))


def test_a_second_window_does_not_check_in_twice(family, door):
    old_window = check_of(text(family.phone.get(door)), "in")
    press(family.phone, door, "in", family.parent)
    answer = family.phone.post(
        door, {"check": old_window, "do": "in", "person": family.parent.id}, follow=True
    )
    assert "Đã ghi từ trước" in text(answer)
    assert Visit.objects.count() == 1


def test_a_check_of_somebody_else_does_not_exist(family, door, client):
    _, fields = press(family.phone, door, "in", family.parent)
    other = a_person("Lê Thị Lạ")
    client.force_login(
        a_colleague("citizen", login="thi.la", scope_kind=ScopeKind.SELF, person_id=other.id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    for check in (fields["check"], uuid7()):
        assert client.get(f"/me/visits/checks/{check}/").status_code == 404


def test_the_history_shows_days_places_times_and_how_they_became_known(family, door, at):
    press(family.phone, door, "in", family.parent)
    at.shift(timedelta(hours=2))
    page = text(family.phone.get("/me/visits/"))
    assert "22/11/2026" in page
    assert "Chợ Bà Chiểu" in page
    assert "khoảng 12:40 (ước tính)" in page
    assert "tự báo" in page
    visit = Visit.objects.get()
    assert f"/corrections/new/?about=visit%3A{quote(visit.t_in.isoformat(), safe='')}" in page
    contested = text(family.phone.get("/corrections/new/", {"about": f"visit:{visit.t_in.isoformat()}"}))
    assert "Chợ Bà Chiểu · 12:00 22/11/2026" in contested


def test_a_visit_around_midnight_stands_on_the_citys_day(family, door, at):
    at.move_to(datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC))  # 23:59:59 in the city.
    press(family.phone, door, "in", family.parent)
    page = text(family.phone.get("/me/visits/"))
    assert "22/11/2026" in page
    assert "23/11/2026" not in page


def test_a_guardian_sees_a_childs_history_and_nobody_elses(family, door):
    press(family.phone, door, "in", family.child)
    assert "Chợ Bà Chiểu" in text(family.phone.get(f"/me/visits/?person={family.child.id}"))
    log = text(family.phone.get("/me/visits/")).partition('aria-label="Lượt của ai"')[2]
    assert "Chợ Bà Chiểu" not in log
    for person in (str(a_person("Lê Thị Lạ").id), "987654", "x", "9" * 40):
        assert family.phone.get(f"/me/visits/?person={person}").status_code == 404


def test_the_home_page_asks_who_has_not_checked_out(family, door, at):
    press(family.phone, door, "in", family.parent, family.child)
    page = text(family.phone.get("/me/"))
    assert "Khi ra, bấm một nút" in page
    assert page.count('name="minutes"') == 0  # Just come: nothing to tell yet.
    at.shift(45 * MINUTE)
    page = text(family.phone.get("/me/"))
    assert "Chưa báo ra. Bạn đã ra chưa?" in page
    assert re.findall(r'name="minutes" value="(\d+)"', page) == ["0", "15", "30"]
    at.shift(timedelta(hours=4))
    assert "Chưa báo ra" not in text(family.phone.get("/me/"))


def told(family, **fields):
    family.sign_in()
    ids = [str(key) for key in Visit.objects.order_by("person_id").values_list("scan_id", flat=True)]
    return family.phone.post("/me/visits/left", {"visit": ids, **fields}, follow=True)


def test_one_tap_tells_when_a_family_left(family, door, at):
    press(family.phone, door, "in", family.parent, family.child)
    at.shift(50 * MINUTE)
    answer = told(family, minutes="15")
    assert "Đã ghi giờ ra 12:35" in text(answer)
    assert "giờ ra do bạn báo sau" in text(answer)
    assert set(Visit.objects.values_list("t_out", "out_source")) == {(NOON + 35 * MINUTE, ExitSource.TOLD)}
    assert "được ghi từ trước" in text(told(family, minutes="30"))


@pytest.mark.parametrize(
    ("typed", "after"),
    [("12:20", 20 * MINUTE), ("12:00", None), ("11:59", None), ("23:59", timedelta(hours=11, minutes=59)), ("00:10", timedelta(hours=12, minutes=10))],
)  # fmt: skip
def test_a_time_of_the_clock_is_the_next_one_after_coming_in(family, door, at, typed, after):
    press(family.phone, door, "in", family.parent)
    at.shift(timedelta(hours=13))
    answer = told(family, time=typed)
    left_at = Visit.objects.get().t_out
    if after is None:  # That time of tomorrow has not come yet.
        assert answer.status_code == 422
        assert "không ở tương lai" in text(answer)
        assert left_at is None
    else:
        assert left_at == NOON + after


@pytest.mark.parametrize(
    "fields", [{}, {"time": "x"}, {"time": "25:00"}, {"minutes": "7"}, {"minutes": "-15"}, {"time": ""}]
)
def test_an_unreadable_time_changes_nothing(family, door, at, fields):
    press(family.phone, door, "in", family.parent)
    at.shift(30 * MINUTE)
    answer = told(family, **fields)
    assert answer.status_code == 422
    assert "Giờ ra phải sau giờ vào" in text(answer)
    assert Visit.objects.get().t_out is None


def test_the_form_for_another_time_offers_the_usual_end(family, door):
    press(family.phone, door, "in", family.parent)
    visit = Visit.objects.get()
    page = text(family.phone.get("/me/visits/left", {"visit": visit.scan_id}))
    assert 'value="12:40"' in page
    assert family.phone.get("/me/visits/left").headers["Location"] == "/me/visits/"
    assert family.phone.get("/me/visits/left", {"visit": "x"}).headers["Location"] == "/me/visits/"
    assert family.phone.get("/me/visits/left", {"visit": uuid7()}).status_code == 404


def test_the_scanning_page_brings_the_keys_and_takes_a_serial_by_hand(family, market, settings):
    code = places.issue_place_code(actor=SYSTEM, place_id=market.id, at=clock.now())
    path = code.url.removeprefix("http://testserver")
    page = text(family.phone.get("/me/scan/"))
    assert '"kty": "OKP"' in page
    for typed in (code.serial, f" {code.serial[:5].lower()}-{code.serial[5:]} ", code.url):
        assert family.phone.post("/me/scan/", {"typed": typed}).headers["Location"] == path
    for typed in ("0000000000", "https://evil.example/p/AAAA", "x" * 5_000, "http://testserver/p/AAAA"):
        answer = family.phone.post("/me/scan/", {"typed": typed})
        assert answer.status_code == 422
        assert "Không phải mã của thành phố" in text(answer)


def test_a_retired_address_typed_by_hand_says_so_itself(family, market):
    old, _ = (places.issue_place_code(actor=SYSTEM, place_id=market.id, at=clock.now()) for _ in range(2))
    answer = family.phone.post("/me/scan/", {"typed": old.url}, follow=True)
    assert answer.status_code == 410
    assert "đã được thay" in text(answer)


def test_the_units_list_marks_who_came_by_themselves_and_who_to_speak_to(family, at, client):
    unit = a_unit("Bến Thành")
    shop = a_place_of(unit, "Cửa hàng 1")
    an_isolation(family.child.id, clock.today(), clock.today())
    press(family.phone, door_of(shop), "in", family.parent, family.child)
    client.force_login(
        a_colleague("unit_admin", scope_kind=ScopeKind.UNIT, scope_id=unit.id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    address = f"/unit/places/{shop.id}/visits"
    page = text(client.get(address))
    assert page.count("tự báo</span>") == 2
    assert "cần gặp ngay" in page
    assert "N.T. Bé · 12:00" in page
    assert "isolation" not in page
    assert "cách ly" not in page
    at.shift(timedelta(hours=1))
    page = text(client.get(address))
    assert "cần gặp ngay" not in page
    assert page.count("ước tính</span>") == 2
