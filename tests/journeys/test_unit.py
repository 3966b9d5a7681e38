"""A unit's administrator enrols a phone, watches who comes, and takes the phone off again."""

import re

from playwright.sync_api import expect

from tests.journeys.browsing import PHONE, device, picture
from tests.journeys.gating import expect_verdict, open_gate, paste_code


def test_administrator_enrols_a_phone_that_then_scans(product, browser, computer, sign_in):
    page = sign_in(computer, "admin", "/unit/")
    picture(page, "unit-home")
    page.click(f"text={product.seeds['unit']['name']}")
    picture(page, "unit-unit")
    page.click(f"text={product.seeds['gate']['name']}")
    page.click("text=Thêm thiết bị")
    expect(page.locator(".at-qr svg")).to_be_visible()
    picture(page, "unit-ticket")
    address = page.locator("#address").input_value()
    with device(browser, product.url, viewport=PHONE) as phone:
        gate = phone.new_page()
        gate.goto(address)
        gate.fill("#device-name", "Máy ca chiều")
        gate.click("#enrol-button")
        expect(gate.locator("#enrolled-text")).to_contain_text(product.seeds["place"]["name"])
        # The administrator's page shows the new phone by itself.
        expect(page.locator(".at-devices")).to_contain_text("Máy ca chiều", timeout=40_000)
        gate.click("#open-gate")
        expect(gate.locator("[data-face=scanner]")).to_be_visible()
        page.click("text=Thu hồi Máy ca chiều")
        picture(page, "unit-revoke")
        page.click("text=Thu hồi máy này")
        expect(page.locator(".at-messages")).to_contain_text("Máy đó không quét được nữa")
        expect(page.locator(".at-devices")).not_to_contain_text("Máy ca chiều")
        gate.wait_for_timeout(500)
        paste_code(gate, product.seeds["people"]["green"]["code"])
        expect(gate.locator("#revoked-text")).to_be_visible(timeout=40_000)


def test_visit_appears_in_the_live_list_by_itself(product, browser, computer, sign_in):
    product.execute("DELETE FROM came")
    page = sign_in(computer, "admin", f"/unit/places/{product.seeds['place']['id']}/visits")
    expect(page.locator("#visits")).to_contain_text("Hôm nay chưa có ai")
    with device(browser, product.url, viewport=PHONE) as phone:
        gate = open_gate(phone, product)
        for person, colour in (("red", "red"), ("green", "green")):
            paste_code(gate, product.seeds["people"][person]["code"])
            expect_verdict(gate, colour)
            gate.click("#next")
    rows = page.locator("#visits tbody tr")
    expect(rows).to_have_count(2, timeout=40_000)
    expect(rows.nth(0)).to_contain_text(re.compile(r"\d\d:\d\d:\d\d.*N\.V\. An.*Xanh", re.DOTALL))
    expect(rows.nth(1)).to_contain_text("Đỏ")
    expect(page.locator(".at-inside")).to_contain_text("2/120")
    picture(page, "unit-visits")
    page.set_viewport_size(PHONE)
    picture(page, "unit-visits-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_another_units_places_are_not_there(product, computer, sign_in):
    page = sign_in(computer, "admin", "/unit/")
    stranger = product.seeds["stranger_place"]
    for path in (
        f"/unit/{stranger['unit']}/",
        f"/unit/places/{stranger['id']}/visits",
        f"/unit/gates/{stranger['gate']}/",
    ):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 404
        expect(page.locator("h1")).to_have_text("Không tìm thấy trang")
