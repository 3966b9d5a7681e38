"""A unit assesses a place with a photo, plans what it mends, assesses anew; a visitor and the ward see what came of it."""

from datetime import timedelta

from playwright.sync_api import expect

from antoan.kit import clock
from tests.factories.pictures import a_picture
from tests.journeys.browsing import COMPUTER, PHONE, device
from tests.journeys.looking import looker

look = looker("safety")


def choose(page, item, word):
    page.locator(f"fieldset:has(#a-{item}-met)").get_by_text(word, exact=True).click()


def test_a_unit_assesses_mends_and_assesses_anew(product, browser, sign_in):
    seeds = product.seeds["safety"]
    with (
        device(browser, product.url, viewport=PHONE) as phone,
        device(browser, product.url, viewport=COMPUTER) as desk,
        device(browser, product.url, viewport=PHONE) as street,
    ):
        unit = sign_in(phone, "safety.admin", f"/unit/places/{seeds['place']}/")
        unit.click("text=Đánh giá an toàn")
        look(unit, "sets")
        unit.click("button:has-text('Bắt đầu đánh giá') >> nth=0")
        look(unit, "draft")
        unit.click("text=Phần 1")
        for item in ("1", "2", "3", "4", "6"):
            choose(unit, item, "Đạt")
        choose(unit, "5", "Không đạt")
        notes = unit.locator("section", has=unit.locator("#a-5-met"))
        notes.locator("summary").click()
        notes.locator("#n-5").fill("Cửa sau chưa có người trực")
        notes.locator("#p-5").set_input_files(
            {"name": "cua.jpg", "mimeType": "image/jpeg", "buffer": a_picture(size=(640, 480))}
        )
        unit.click("text=Lưu, ở lại trang này")
        expect(unit.locator(".at-evidence img")).to_be_visible()
        look(unit, "part")
        unit.click("text=Lưu và sang phần sau")
        unit.get_by_text("Không áp dụng").click()
        unit.get_by_role("button", name="Lưu", exact=True).click()
        look(unit, "whole")
        unit.get_by_text("Tôi xác nhận").click()
        unit.get_by_role("button", name="Gửi", exact=True).click()
        expect(unit.locator("main")).to_contain_text("Không đạt tiêu chí bắt buộc")
        look(unit, "result")
        unit.click("text=Lập kế hoạch khắc phục")
        unit.fill("[name=words]", "Cử người trực cửa sau")
        unit.fill("[name=due_on]", (clock.today() + timedelta(days=3)).isoformat())
        unit.click("button:has-text('Lưu vào kế hoạch')")
        expect(unit.locator("main")).to_contain_text("Cử người trực cửa sau")
        look(unit, "plan")

        officer = sign_in(desk, "safety.officer", "/desk/safety/?set=hcm-general")
        look(officer, "places")
        officer.select_option("[name=level]", "poor")
        officer.click("text=Lọc")
        officer.click("text=Siêu thị Dầu Tiếng")
        expect(officer.locator("main")).to_contain_text("Cửa sau chưa có người trực")
        look(officer, "assessment")

        unit.click("button:has-text('Đã làm xong')")
        unit.click(".at-back")
        expect(unit.locator("main")).to_contain_text("hãy đánh giá lại")

        visitor = street.new_page()
        visitor.goto(seeds["path"])
        expect(visitor.locator("main")).to_contain_text("Không đạt tiêu chí bắt buộc")
        look(visitor, "published")
        visitor.goto("/safety/")
        visitor.select_option("[name=ward]", label="Xã Dầu Tiếng")
        visitor.get_by_role("button", name="Xem", exact=True).click()
        expect(visitor.locator("main")).to_contain_text("Cửa hàng Long Hòa")
        look(visitor, "ward")
