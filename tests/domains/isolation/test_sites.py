"""A site takes nobody without an order, nobody twice, and nobody more than it has beds."""

from datetime import timedelta
from uuid import uuid4

import pytest

from antoan.domains.isolation.errors import (
    BedTaken,
    CameraUnreadable,
    ElsewhereAlready,
    NotToBeIsolated,
    SiteFull,
    SiteNotFound,
    SiteUnreadable,
)
from antoan.domains.isolation.models import Site, SiteStay
from antoan.domains.isolation.queries.sites import site_for, site_list, stays_at
from antoan.domains.isolation.services.ordering import end_order, give_order
from antoan.domains.isolation.services.sites import admit, register_site, release
from antoan.domains.isolation.values import Leaving, NewOrder, NewSite, SiteKind
from antoan.domains.records.values import IsolationKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.domains.isolation.conftest import an_officer
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.records import a_case

pytestmark = pytest.mark.django_db


def a_site(name: str = "Ký túc xá A", beds: int = 2, *, ward_code: str = "26740", actor=SYSTEM):
    new = NewSite(ward(ward_code).id, name, SiteKind.SITE, "1 Võ Văn Ngân", "02838123456", beds)
    return register_site(actor=actor, new=new)


def an_order() -> str:
    person = a_person(ward_id=ward("26740").id)
    a_case(person.id, clock.today())
    new = NewOrder(uuid4(), person.id, IsolationKind.CASE)
    return give_order(actor=an_officer(), new=new).number


def goes_in(site, order: str, bed: str) -> None:
    admit(actor=an_officer(), site_id=site.id, order_number=order, bed=bed)


def test_people_come_and_go_and_beds_are_counted():
    site, first, second = a_site(), an_order(), an_order()
    for _twice in range(2):
        goes_in(site, first, "A1")
    goes_in(site, second, " A2 ")
    view = site_for(an_officer(), site.id)
    assert (view.inside, view.free) == (2, 0)
    inside, left = stays_at(an_officer(), site.id)
    assert ([(one.order_number, one.bed) for one in inside], left) == ([(first, "A1"), (second, "A2")], [])
    for _twice in range(2):
        release(actor=an_officer(), site_id=site.id, stay_id=inside[0].id, leaving=Leaving.HOSPITAL)
    assert site_for(an_officer(), site.id).free == 1
    assert SiteStay.objects.get(pk=inside[0].id).left_for == Leaving.HOSPITAL


def test_a_full_site_a_taken_bed_and_a_second_site_refuse():
    site, other = a_site(beds=1), a_site("Khách sạn B")
    first, second = an_order(), an_order()
    goes_in(site, first, "A1")
    with pytest.raises(BedTaken):
        goes_in(site, second, "A1")
    with pytest.raises(SiteFull):
        goes_in(site, second, "A2")
    with pytest.raises(ElsewhereAlready):
        goes_in(other, first, "B1")


@pytest.mark.parametrize("number", ["", "K7M2-9QX", "<b>", "x" * 99])
def test_without_an_order_nobody_is_kept(number):
    with pytest.raises(NotToBeIsolated):
        goes_in(a_site(), number, "A1")


def test_an_order_that_is_over_or_ended_keeps_nobody(november):
    site, ended, over = a_site(), an_order(), an_order()
    end_order(actor=an_officer(), number=ended, because="Kết quả nhầm ống")
    with pytest.raises(NotToBeIsolated):
        goes_in(site, ended, "A1")
    november.shift(timedelta(days=7))
    goes_in(site, over, "A1")
    third = an_order()
    november.shift(timedelta(days=8))
    with pytest.raises(NotToBeIsolated):
        goes_in(site, third, "A2")


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"address": ""}, {"beds": 0}, {"beds": 10_001}, {"phone": "0" * 21}]
)
def test_a_site_has_a_name_an_address_and_beds(wrong):
    new = {
        "ward_id": ward().id, "name": "Ký túc xá", "kind": SiteKind.SITE, "address": "1 Lê Lợi", "phone": "", "beds": 5,
    }  # fmt: skip
    with pytest.raises(SiteUnreadable):
        register_site(actor=SYSTEM, new=NewSite(**new | wrong))


def test_registered_again_it_is_the_same_site_with_new_beds():
    assert a_site().id == a_site(beds=9).id
    assert Site.objects.get().beds == 9


def test_an_officer_keeps_the_sites_of_the_ward_only():
    there = a_site(ward_code="25747")
    assert site_list(an_officer()) == []
    with pytest.raises(SiteNotFound):
        site_for(an_officer(), there.id)
    with pytest.raises(Forbidden):
        a_site("Nơi khác", ward_code="25747", actor=an_officer())


def test_a_site_leads_to_its_cameras_own_system():
    ward_id, name = ward("26740").id, "Ký túc xá A"
    new = NewSite(ward_id, name, SiteKind.SITE, "1 Lê Lợi", "", 2, " https://cam.example.vn/khu-a?id=7 ")
    site = register_site(actor=SYSTEM, new=new)
    assert site_for(an_officer(), site.id).camera_url == "https://cam.example.vn/khu-a?id=7"
    assert (
        register_site(actor=SYSTEM, new=NewSite(ward_id, name, SiteKind.SITE, "1 Lê Lợi", "", 2)).camera_url
        == ""
    )


@pytest.mark.parametrize(
    "link",
    [
        "http://cam.example.vn/", "javascript:alert(1)", "cam.example.vn", "https://", "https://admin:secret@cam.example.vn/",
        "https://cam.example.vn/a b", "https://[cam", "https://cam.example.vn/" + "a" * 300, "https://cam.example.vn/\nx",
    ],
)  # fmt: skip
def test_a_link_to_cameras_that_is_unsafe_or_holds_a_password_is_refused(link):
    new = NewSite(ward("26740").id, "Ký túc xá A", SiteKind.SITE, "1 Lê Lợi", "", 2, link)
    with pytest.raises(CameraUnreadable):
        register_site(actor=SYSTEM, new=new)
    assert not Site.objects.exists()
