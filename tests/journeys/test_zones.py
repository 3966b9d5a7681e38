"""A market's board invites a firm, the firm joins knowing what is seen of it; a silent place is asked about."""

import re

from playwright.sync_api import expect

from tests.journeys.browsing import COMPUTER, device
from tests.journeys.looking import looker

look = looker("zones")


def test_a_board_invites_a_firm_and_sees_how_it_does(product, browser, sign_in):
    address = f"/unit/{product.seeds['market']['unit']}/zone/"
    with (
        device(browser, product.url, viewport=COMPUTER) as computer,
        device(browser, product.url, viewport=COMPUTER) as office,
    ):
        board = sign_in(computer, "market.admin", address)
        board.fill("[name=labels]", "Sạp 12 – Công ty Sông Xanh\nSạp 13")
        board.click("text=Lập lời mời")
        look(board, "invited")
        row = board.locator("tr", has_text="Sạp 12")
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{3}", row.inner_text())[0]
        unit = sign_in(office, "office_admin", "/unit/")
        unit.click("text=Công ty Sông Xanh")
        unit.click("text=Khu đã vào")
        unit.fill("[name=code]", "AAAA-AAA")
        unit.click("text=Xem khu này")
        look(unit, "wrong-code")
        unit.fill("[name=code]", code.lower())
        unit.click("text=Xem khu này")
        expect(unit.locator("main")).to_contain_text("Vào “Ban quản lý chợ Tân Định”?")
        look(unit, "join")
        unit.click("button:has-text('Vào khu')")
        expect(unit.locator(".at-messages")).to_contain_text("Đã vào")
        look(unit, "joined")
        board.reload()
        expect(board.locator("main h2").first).to_contain_text("Công ty Sông Xanh")
        look(board, "members")
        board.click("text=Bỏ khỏi khu")
        look(board, "end")


def test_a_silent_place_is_asked_by_page_and_then_by_its_ward(product, browser, sign_in):
    with (
        device(browser, product.url, viewport=COMPUTER) as computer,
        device(browser, product.url, viewport=COMPUTER) as desk,
    ):
        unit = sign_in(computer, "market.admin", f"/unit/{product.seeds['market']['unit']}/")
        expect(unit.locator("#silence")).to_be_visible()
        look(unit, "silent")
        officer = sign_in(desk, "market.officer", "/desk/silence/")
        expect(officer.locator("main")).to_contain_text("Nhà văn hóa Tân Định")
        look(officer, "ward")
        officer.select_option("select[name=outcome]", "helped")
        officer.click("text=Ghi kết quả")
        expect(officer.locator(".at-messages")).to_contain_text("Đã ghi.")
        expect(officer.locator("main")).not_to_contain_text("Nhà văn hóa Tân Định")
