"""A citizen reports a missing dose with a photo; the office sees the colour change and grants; an appeal is answered."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from antoan.kit import clock
from tests.factories.pictures import a_photo_with_place
from tests.journeys.browsing import COMPUTER, PHONE, device
from tests.journeys.looking import looker

SIZES = (PHONE, COMPUTER)


look = looker("correcting")


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "giay-tiem.jpg"
    path.write_bytes(a_photo_with_place((1200, 900)))
    return path


def test_a_missing_dose_is_reported_granted_and_turns_the_code_green(product, phone, browser, sign_in, photo):
    page = sign_in(phone, "black_citizen", "/corrections/")
    look(page, "empty")
    page.click("text=Báo dữ liệu sai")
    look(page, "subjects")
    page.click("text=Tiêm chủng")
    look(page, "records")
    page.click("text=Báo thiếu")
    page.select_option("[name=product]", "comirnaty")
    page.fill("[name=given_on]", (clock.today() - timedelta(days=40)).isoformat())
    page.set_input_files("#photos", photo)
    expect(page.locator("[data-photos-preview] img")).to_be_visible()
    look(page, "details")
    page.click("text=Xem lại trước khi gửi")
    expect(page.locator(".at-photos__list img")).to_be_visible()
    look(page, "check")
    page.click("text=Gửi yêu cầu")
    number = page.inner_text(".at-number strong")
    assert re.fullmatch(r"\w{4}-\w{3}", number)
    look(page, "sent")

    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "desk_officer", "/desk/corrections/")
        look(desk, "queue")
        desk.click(f"label:has-text('{number}')")
        desk.click("text=Giải quyết các yêu cầu đã chọn")
        expect(desk.locator(".at-verdict")).to_have_count(2)
        look(desk, "several")
        desk.click(f"a:has-text('{number}')")
        colours = desk.locator(".at-verdict")
        expect(colours.nth(0)).to_have_attribute("data-colour", "black")
        expect(colours.nth(1)).to_have_attribute("data-colour", "green")
        look(desk, "desk")
        desk.fill("[name=words]", "Đã xem giấy xác nhận tiêm.")
        desk.click("button[value=grant]")
        expect(desk.locator(".at-messages")).to_contain_text("Đã sửa dữ liệu")

    page.reload()
    expect(page.locator("h1")).to_contain_text("Đã sửa")
    look(page, "granted")
    page.goto("/me/code")
    expect(page.locator(".at-verdict")).to_have_attribute("data-colour", "green")


def test_an_appeal_is_written_and_answered(product, phone, browser, sign_in):
    page = sign_in(phone, "red_citizen", "/appeals/new/")
    page.fill("[name=words]", "Tôi không tiếp xúc với ca bệnh nào.")
    look(page, "new-appeal")
    page.click("text=Gửi khiếu nại")
    number = page.inner_text(".at-number strong")
    look(page, "appeal")
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "desk_health", "/desk/appeals/")
        look(desk, "appeals")
        desk.click(f"a:has-text('{number}')")
        look(desk, "desk-appeal")
        desk.fill("[name=words]", "Lệnh cách ly của phường còn hiệu lực.")
        desk.click("text=Giữ nguyên màu")
        expect(desk.locator("h1")).to_contain_text("Giữ nguyên màu")
    page.reload()
    expect(page.locator("h1")).to_contain_text("Giữ nguyên màu")
    look(page, "answered")
