"""A ward prints cards, replaces a lost one, makes one person of two entries and back, and reaches who has no code."""

from pathlib import Path

import pypdfium2
import zxingcpp
from playwright.sync_api import Page, expect

from tests.journeys.browsing import COMPUTER, device
from tests.journeys.gating import clear, expect_verdict, open_gate, paste_code
from tests.journeys.looking import looker

look = looker("cards")
WHY = "Người dân đến xin cấp thẻ"


def codes_on(page: Page, button: str) -> list[str]:
    """Press a button that hands out a PDF; return the codes a camera reads on its first page."""
    with page.expect_download() as caught:
        page.click(button)
    pdf = pypdfium2.PdfDocument(Path(caught.value.path()).read_bytes())
    return [code.text for code in zxingcpp.read_barcodes(pdf[0].render(scale=200 / 72).to_pil())]


def test_a_lost_card_of_a_printed_sheet_is_replaced_at_once_and_refused_at_the_gate(
    product, phone, browser, sign_in
):
    seeds = product.seeds["cards"]
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "cards.officer", "/desk/cards/")
        look(desk, "order")
        desk.click("text=Làm thẻ")
        expect(desk.locator("h1")).to_contain_text("Sẵn sàng in")
        look(desk, "batch")
        sheet = codes_on(desk, "text=Tải PDF")
        assert len(sheet) == 3
        [lost] = [code for code in sheet if "|LAI VAN MAT|" in code]
        desk.goto(f"/desk/people/{seeds['loser']}/")
        look(desk, "why")
        desk.fill("[name=reason]", WHY)
        desk.click("button:has-text('Xem')")
        expect(desk.locator("h1")).to_have_text("Lại Văn Mất")
        look(desk, "person")
        desk.click("text=Mất thẻ: khóa và cấp lại")
        look(desk, "lost")
        desk.click("text=Khóa thẻ cũ và làm thẻ mới")
        expect(desk.locator(".at-messages")).to_contain_text("Thẻ cũ đã bị khóa")
        look(desk, "replaced")
        [new] = codes_on(desk, "text=Tải PDF để in")
    gate = open_gate(phone, product)
    paste_code(gate, lost)
    expect_verdict(gate, "black")
    clear(gate)
    paste_code(gate, new)
    expect_verdict(gate, "green", "L.V. Mất")


def test_two_entries_found_despite_typos_are_merged_and_the_merge_is_undone(product, browser, sign_in):
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "cards.officer", "/desk/people/")
        look(desk, "find")
        desk.fill("[name=reason]", WHY)
        desk.fill("[name=name]", "quach thi cuc")
        desk.fill("[name=birth]", "3/2/1951")
        desk.click("button:has-text('Tìm')")
        expect(desk.locator(".at-device")).to_have_count(2)
        look(desk, "found")
        for box in desk.locator("[name=person]").all():
            box.check(force=True)
        desk.click("text=Hai hồ sơ đã chọn là một người?")
        look(desk, "merge")
        desk.fill("[name=because]", "Đã xem căn cước, cùng một người")
        desk.click("text=Gộp làm một")
        expect(desk.locator("h1")).to_have_text("Đã gộp hai hồ sơ")
        look(desk, "merged")
        assert owners_of_the_dose(product) == [product.seeds["cards"]["kept"]]
        desk.click("text=Gộp nhầm? Hoàn tác")
        expect(desk.locator(".at-messages")).to_contain_text("Đã hoàn tác")
        expect(desk.locator("h1")).to_have_text("Quach Cuc Thi")
        assert owners_of_the_dose(product) == [product.seeds["cards"]["twice"]]


def owners_of_the_dose(product) -> list[int]:
    people = [product.seeds["cards"][who] for who in ("kept", "twice")]
    sql = "SELECT person_id FROM records_vaccination WHERE person_id = ANY(%s)"
    return [row[0] for row in product.rows(sql, people)]


def test_whoever_has_no_code_is_called_on_and_gets_a_card(product, browser, sign_in):
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "cards.reacher", "/desk/people/outreach/")
        expect(desk.locator(".at-reach")).to_have_count(2)
        look(desk, "outreach")
        desk.locator(".at-reach", has_text="Đoàn Thị Sen").locator("button[value=met]").click()
        expect(desk.locator(".at-reach", has_text="Đoàn Thị Sen").locator("p")).to_contain_text("Đã gặp")
        desk.click("text=Đoàn Thị Sen")
        desk.check("#layout-large", force=True)
        desk.click("button:has-text('Làm thẻ')")
        assert len(codes_on(desk, "text=Tải PDF để in")) == 1
        desk.goto("/desk/people/outreach/")
        expect(desk.locator(".at-reach")).to_have_count(1)
        desk.goto("/desk/people/team/")
        look(desk, "team")
        desk.goto("/desk/people/new/")
        look(desk, "new")
