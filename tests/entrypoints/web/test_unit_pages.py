from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from antoan.domains.places.queries import devices_of_gate
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.values import EntrySource
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.people import a_person
from tests.factories.places import a_device, a_gate, a_spot
from tests.factories.units import a_place_of, a_unit

pytestmark = pytest.mark.django_db


class Shop:
    """A unit with a place, a gate and a device."""

    def __init__(self, name: str) -> None:
        self.unit = a_unit(name)
        self.place = a_place_of(self.unit, f"Cửa hàng của {name}", capacity=50)
        self.spot = a_spot(self.place)
        self.gate = a_gate(self.spot)
        self.device, _ = a_device(self.gate, at=clock.now())

    @property
    def addresses(self):
        return [
            f"/unit/{self.unit.id}/", f"/unit/places/{self.place.id}/", f"/unit/places/{self.place.id}/visits",
            f"/unit/places/{self.place.id}/visits/rows", f"/unit/gates/{self.gate.id}/",
            f"/unit/gates/{self.gate.id}/devices", f"/unit/devices/{self.device.id}/revoke",
        ]  # fmt: skip


@pytest.fixture(autouse=True)
def noon():
    """Far from midnight, when today's list would begin anew."""
    with time_machine.travel(datetime(2026, 11, 22, 5, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def own():
    return Shop("Bến Thành")


@pytest.fixture
def other():
    return Shop("Nhà khác")


@pytest.fixture
def admin(client, own):
    account = a_colleague("unit_admin", scope_kind=ScopeKind.UNIT, scope_id=own.unit.id)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    cache.clear()
    return client


def a_visit(shop, person, at, colour=1, left_at=None):
    open_days_around(clock.today())
    return Visit.objects.create(
        person_id=person.id, t_in=at, t_eff=left_at or at + timedelta(minutes=20), t_out=left_at, received_at=at,
        spot_id=shop.spot.id, gate_id=shop.gate.id, policy_id=None, rule=0, colour=colour,
        source=EntrySource.SCAN, scan_id=uuid7(),
    )  # fmt: skip


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_administrator_sees_own_unit_and_no_other(admin, own, other):
    page = text(admin.get("/unit/"))
    assert own.unit.name in page
    assert other.unit.name not in page


def test_every_page_of_the_own_unit_opens(admin, own):
    assert [admin.get(address).status_code for address in own.addresses] == [200] * len(own.addresses)


def test_another_units_objects_do_not_exist_for_us(admin, other):
    asked = {address: admin.get(address).status_code for address in other.addresses}
    assert asked == dict.fromkeys(other.addresses, 404)
    assert admin.post(f"/unit/gates/{other.gate.id}/ticket").status_code == 404
    assert admin.post(f"/unit/devices/{other.device.id}/revoke").status_code == 404
    assert devices_of_gate(SYSTEM, other.gate.id) == [other.device]


def test_strangers_are_asked_to_sign_in(client, own):
    for address in ("/unit/", *own.addresses):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_account_without_rights_sees_no_units_and_no_objects(client, own):
    account = a_colleague("auditor")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "chưa được giao đơn vị nào" in text(client.get("/unit/"))
    assert {client.get(address).status_code for address in own.addresses} == {404}


def test_enrolment_code_is_shown_as_a_picture_and_never_kept(admin, own):
    answer = admin.post(f"/unit/gates/{own.gate.id}/ticket")
    page = text(answer)
    assert "<svg" in page
    assert "/gate/enrol#" in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_asking_for_a_code_by_address_makes_none(admin, own):
    assert admin.get(f"/unit/gates/{own.gate.id}/ticket").status_code == 405


def test_device_is_revoked_only_after_asking(admin, own):
    asked = text(admin.get(f"/unit/devices/{own.device.id}/revoke"))
    assert f"Thu hồi “{own.device.name}”?" in asked
    assert devices_of_gate(SYSTEM, own.gate.id) == [own.device]
    done = admin.post(f"/unit/devices/{own.device.id}/revoke", follow=True)
    assert "Máy đó không quét được nữa" in text(done)
    assert devices_of_gate(SYSTEM, own.gate.id) == []


def test_visits_show_initials_colour_and_times(admin, own):
    came_at = clock.now()
    a_visit(own, a_person("Nguyễn Văn An"), came_at, colour=3)
    page = text(admin.get(f"/unit/places/{own.place.id}/visits"))
    assert "N.V. An" in page
    assert "Nguyễn Văn An" not in page
    assert "Đỏ" in page
    assert f"{clock.local(came_at):%H:%M:%S}" in page
    assert "<strong>1/50</strong>" in page


def test_visits_of_another_day_are_on_that_days_page(admin, own):
    yesterday = clock.now() - timedelta(days=1)
    a_visit(own, a_person("Lê Thị Bích"), yesterday)
    assert "Hôm nay chưa có ai" in text(admin.get(f"/unit/places/{own.place.id}/visits"))
    day = clock.local_date(yesterday).isoformat()
    page = text(admin.get(f"/unit/places/{own.place.id}/visits?day={day}"))
    assert "L.T. Bích" in page
    assert "every 2s" not in page  # A past day does not change.


@pytest.mark.parametrize("day", ["", "hôm qua", "2026-13-01", "1999-01-01", "9999-12-31", "2026-11-22T00:00"])
def test_unreadable_or_forgotten_day_is_today(admin, own, day):
    page = text(admin.get(f"/unit/places/{own.place.id}/visits", {"day": day}))
    assert f'value="{clock.today().isoformat()}"' in page


def test_long_day_shows_the_newest_hundred_and_says_so(admin, own, django_assert_max_num_queries):
    person = a_person()
    now = clock.now()
    for number in range(101):
        a_visit(own, person, now - timedelta(seconds=number), left_at=now)
    with django_assert_max_num_queries(40):
        page = text(admin.get(f"/unit/places/{own.place.id}/visits"))
    assert page.count("at-tag__icon") <= 100
    assert "Chỉ hiện 100 lượt mới nhất" in page
