"""A case is traced: its places, whom it met, who they are for half an hour, what they, the unit and a second person see."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from antoan.kit import clock
from tests.journeys.browsing import COMPUTER, device
from tests.journeys.looking import looker

look = looker("tracing")


@pytest.fixture
def opened(product, computer, sign_in) -> Page:
    """The tracer at the case of the seeds, opened if it was not yet."""
    page = sign_in(computer, "tracer", "/desk/tracing/")
    new = f"/desk/tracing/new/{product.seeds['outbreak']['infection']}/"
    link = page.locator(f"a[href='{new}']")
    if link.count():
        look(page, "cases")
        link.click()
        look(page, "new")
        page.fill("[name=reason]", "Truy vết ca xác định hôm nay")
        page.click("text=Mở hồ sơ và tìm người tiếp xúc")
        expect(page.locator(".at-messages")).to_contain_text("Tìm thấy 3 người tiếp xúc")
    else:
        page.click("table a")
    return page


def test_from_a_case_to_the_people_it_met(product, opened, browser, sign_in):
    page = opened
    look(page, "case")
    page.click("nav >> text=Người tiếp xúc")
    expect(page.locator("tbody tr").first).to_contain_text("L.V. Bạn")
    look(page, "contacts")
    page.click("text=Gọi ai trước")
    look(page, "calls")
    page.click("text=L.V. Bạn")
    look(page, "contact")
    expect(page.locator("main")).not_to_contain_text("Lê Văn Bạn")
    page.fill("[name=reason]", "Gọi hướng dẫn cách ly")
    page.click("text=Mở tên trong 30 phút")
    expect(page.locator("main")).to_contain_text("Lê Văn Bạn")
    look(page, "unmasked")
    page.click("text=Phiếu hỏi chuyện")
    look(page, "script")

    with device(browser, product.url) as phone:
        mine = sign_in(phone, "met_citizen", "/me/")
        mine.click("text=Ai đã xem dữ liệu của tôi")
        expect(mine.locator("main")).to_contain_text(
            "Mở tên và số điện thoại của bạn trong 30 phút để truy vết"
        )
        expect(mine.locator("main")).to_contain_text("Gọi hướng dẫn cách ly")
        look(mine, "my-looks")


def test_contacts_are_told_followed_and_drawn(opened):
    page = opened
    page.click("nav >> text=Người tiếp xúc")
    page.check("tbody tr:nth-child(1) input")
    page.check("tbody tr:nth-child(2) input")
    page.click("text=Xem tin rồi gửi")
    expect(page.locator("h1")).to_contain_text("Gửi tin cho 2 người?")
    look(page, "tell")
    page.click("button:has-text('Gửi tin')")
    expect(page.locator(".at-messages")).to_contain_text("Đã gửi 2 tin")
    page.check("tbody tr:nth-child(1) input")
    page.click("button:has-text('Hỏi thăm hằng ngày')")
    expect(page.locator(".at-messages")).to_contain_text("lần hỏi thăm")
    look(page, "told")
    page.click("text=L.V. Bạn")
    look(page, "followed")
    page.click("nav >> text=Sơ đồ")
    expect(page.locator(".at-chain__line")).to_have_count(3)
    look(page, "chain")
    page.goto("/desk/tracing/follow-ups/")
    look(page, "follow-ups")
    page.click("button:has-text('Khỏe')")
    expect(page.locator(".at-messages")).to_contain_text("Đã ghi.")
    page.goto("/desk/tracing/clusters/")
    look(page, "clusters")


def test_a_place_is_told_a_day_and_its_unit_reads_it(product, opened, browser, sign_in):
    page = opened
    page.click("text=Văn phòng Sông Xanh")
    look(page, "spot")
    page.click("text=Báo về ngày này")
    expect(page.locator(".at-messages")).to_contain_text("Đã báo cho địa điểm.")
    page.fill("[name=area]", "40")
    page.select_option("[name=ventilation]", "windows")
    page.click("text=Ghi lại")
    expect(page.locator("[name=area]")).to_have_value("40,0")
    with device(browser, product.url, viewport=COMPUTER) as office:
        unit = sign_in(office, "office_admin", f"/unit/places/{product.seeds['outbreak']['office']}/")
        look(unit, "unit-place")
        unit.click("text=Thông báo của y tế")
        expect(unit.locator("main")).to_contain_text("Có ca mắc đã đến đây")
        expect(unit.locator("main")).not_to_contain_text("P.T. Ca")
        look(unit, "unit-notices")


def test_a_unit_confirms_its_visitors_of_a_day_before_the_tracer_reads_them(
    product, opened, browser, sign_in
):
    page = opened
    page.click("nav >> text=Hỏi danh sách khách")
    page.select_option("[name=place]", label="Văn phòng Sông Xanh")
    yesterday = clock.today() - timedelta(days=1)
    page.fill("[name=on]", yesterday.isoformat())
    page.fill("[name=reason]", "Tìm người ngồi gần mà không quét")
    look(page, "visitors-ask")
    page.click("button:has-text('Hỏi đơn vị')")
    expect(page.locator("main")).to_contain_text("chờ đơn vị xác nhận")
    with device(browser, product.url, viewport=COMPUTER) as office:
        unit = sign_in(office, "office_admin", f"/unit/places/{product.seeds['outbreak']['office']}/")
        unit.click("text=Thông báo của y tế")
        expect(unit.locator("main")).to_contain_text(f"ai đã đến đây ngày {yesterday:%d/%m/%Y}?")
        expect(unit.locator("main")).not_to_contain_text("ngồi gần")
        look(unit, "visitors-asked")
        unit.fill("[name=unscanned]", "3")
        unit.click("text=Xác nhận danh sách")
        expect(unit.locator("main")).to_contain_text("Người không quét mã: 3.")
    page.reload()
    look(page, "visitors-confirmed")
    page.click("text=Mở danh sách")
    expect(page.locator("tbody")).to_contain_text("Lê Văn Bạn")
    look(page, "visitors-list")


def test_a_list_leaves_only_after_a_second_person_said_so(product, opened, browser, sign_in):
    page = opened
    page.click("nav >> text=Xuất tệp")
    page.fill("[name=purpose]", "Giao danh sách cho trạm y tế phường")
    look(page, "exports")
    page.click("button:has-text('Đề nghị')")
    expect(page.locator("main")).to_contain_text("Đang chờ một người khác cho phép.")
    with device(browser, product.url, viewport=COMPUTER) as other:
        health = sign_in(other, "desk_health", "/desk/tracing/exports/")
        look(health, "export-queue")
        health.click("text=Giao danh sách cho trạm y tế phường")
        look(health, "export-allow")
        health.click("text=Cho phép trong 24 giờ")
        expect(health.locator(".at-messages")).to_contain_text("Đã cho phép")
    page.reload()
    look(page, "export-ready")
    with page.expect_download() as taken:
        page.click("text=Tải tệp Excel")
    assert taken.value.suggested_filename.endswith(".xlsx")
