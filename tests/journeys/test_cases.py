"""A ward's days with cases: one is reported, isolated and recovers; an outbreak ends; a red by hand takes two people."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from antoan.kit import clock
from tests.journeys.browsing import COMPUTER, device, picture
from tests.journeys.looking import looker

pytestmark = pytest.mark.timeout(600)  # Long walks; a busy machine is not a fault.
look = looker("cases")


def colour_of(browser, product, sign_in, who: str) -> str | None:
    """Return the colour somebody sees on their own phone."""
    with device(browser, product.url) as phone:
        page = sign_in(phone, who, "/me/code")
        picture(page, f"cases-phone-{who}")
        return page.locator(".at-verdict").get_attribute("data-colour")


def test_a_positive_test_is_reported_isolated_and_recovers(product, computer, browser, sign_in):
    page = sign_in(computer, "case_officer", "/desk/cases/")
    assert colour_of(browser, product, sign_in, "patient") == "red"
    expect(page.locator("main")).to_contain_text("Chưa báo cáo")
    look(page, "list")
    page.click("tr:has-text('K.V. Bệnh') a")
    look(page, "one")
    page.click("text=Lập phiếu báo cáo")
    page.click("button:has-text('Lập phiếu')")
    expect(page.locator(".nhsuk-error-message").first).to_be_visible()
    look(page, "report")
    page.select_option("[name=subject]", "ill")
    page.select_option("[name=diagnosis]", "laboratory")
    page.select_option("[name=treatment]", "outpatient")
    page.fill("[name=reporter]", "Trạm y tế phường")
    page.click("button:has-text('Lập phiếu')")
    expect(page.locator("main")).to_contain_text("Đã báo cáo")
    case = page.url
    page.click("text=Ra lệnh cách ly")
    expect(page.locator("main")).to_contain_text("Ca mắc đã xác nhận trong hệ thống")
    look(page, "preview")
    page.click("text=Ra lệnh này")
    expect(page.locator(".at-messages")).to_contain_text("Đã ra lệnh cách ly")
    look(page, "order")
    with page.expect_download() as paper:
        page.click("text=In lệnh (PDF)")
    assert paper.value.path().read_bytes().startswith(b"%PDF")
    page.goto(case)
    page.check("text=Giấy ra viện")
    page.fill("[name=recovered_on]", clock.today().isoformat())
    page.click("button:has-text('Ghi khỏi bệnh')")
    expect(page.locator("h1")).to_contain_text("Đã khỏi")
    look(page, "recovered")
    page.click("text=Người mắc (F0)")
    expect(page.locator("h1")).to_contain_text("Đã kết thúc")
    assert colour_of(browser, product, sign_in, "patient") == "green"


def test_an_outbreak_is_opened_and_closed(product, computer, sign_in):
    page = sign_in(computer, "case_officer", "/desk/outbreaks/")
    page.click("text=Mở ổ dịch")
    page.fill("[name=name]", "Chợ nhỏ Hẻm 12")
    page.select_option("[name=ward]", str(product.seeds["ward_cases"]["ward"]))
    page.fill("[name=where]", "Hẻm 12")
    page.fill("[name=began_on]", (clock.today() - timedelta(days=45)).isoformat())
    look(page, "new-outbreak")
    page.click("button:has-text('Mở ổ dịch')")
    expect(page.locator("h1")).to_contain_text("Chợ nhỏ Hẻm 12")
    outbreak = page.url
    page.goto("/desk/cases/")
    page.click("tr:has-text('K.T. Cũ') a")
    page.select_option("[name=outbreak]", label="Chợ nhỏ Hẻm 12")
    page.click("text=Ghi ổ dịch")
    page.goto(outbreak)
    expect(page.locator("main")).to_contain_text("K.T. Cũ")
    look(page, "outbreak")
    page.click("button:has-text('Đóng ổ dịch')")
    expect(page.locator("h1")).to_contain_text("đã đóng")
    page.goto("/desk/outbreaks/?closed=1")
    look(page, "outbreaks")


def test_a_red_by_hand_takes_two_people(product, computer, browser, sign_in):
    before = colour_of(browser, product, sign_in, "next_door")
    page = sign_in(computer, "case_officer", "/desk/isolation/")
    page.click("text=Tìm người bằng mã ngắn")
    look(page, "find")
    page.goto(f"/desk/isolation/people/{product.seeds['ward_cases']['neighbour']}/")
    page.check("text=Người tiếp xúc (F1)")
    page.fill("[name=anchor_on]", clock.today().isoformat())
    page.click("text=Xem trước theo quy định")
    page.select_option("[name=reason]", "household")
    page.select_option("[name=evidence]", "document")
    page.fill("[name=reference]", "DS-12/TYT")
    look(page, "propose")
    page.click("button:has-text('Đề nghị')")
    expect(page.locator("main")).to_contain_text("đồng nghiệp khác phải quyết định")
    look(page, "proposed")
    order = page.url
    assert colour_of(browser, product, sign_in, "next_door") == before != "red"
    with device(browser, product.url, viewport=COMPUTER) as other:
        second = sign_in(other, "second_officer", "/desk/isolation/")
        look(second, "waiting")
        second.goto(order)
        second.click("text=Duyệt, ra lệnh")
        expect(second.locator("h1")).to_contain_text("Đang có hiệu lực")
        second.goto("/desk/isolation/sites/")
        second.click("text=Thêm hoặc sửa nơi cách ly")
        second.fill("[name=name]", "Ký túc xá Hẻm 12")
        second.select_option("[name=ward]", str(product.seeds["ward_cases"]["ward"]))
        second.fill("[name=address]", "12 Hẻm 12")
        second.fill("[name=beds]", "40")
        second.click("button:has-text('Ghi')")
        look(second, "sites")
        second.click("text=Ký túc xá Hẻm 12")
        second.fill("[name=order]", order.rstrip("/").rpartition("/")[2])
        second.fill("[name=bed]", "A1")
        second.click("button:has-text('Nhận vào')")
        expect(second.locator("main")).to_contain_text("còn trống 39")
        look(second, "site")
    assert colour_of(browser, product, sign_in, "next_door") == "red"
    with device(browser, product.url, viewport=COMPUTER) as other:
        auditor = sign_in(other, "case_auditor", "/desk/isolation/manual/")
        expect(auditor.locator("main")).to_contain_text("Ở cùng nhà với người mắc")
        look(auditor, "manual")
