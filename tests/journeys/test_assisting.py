"""An old woman without a smartphone does all that a phone does: at the ward's desk, and by text message."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.browsing import COMPUTER, device
from tests.journeys.looking import looker
from tests.journeys.messages import answered, newest
from tests.journeys.seeding_assisting import NUMBER

WHY = "Bà đến nhờ làm giúp"
look = looker("assisting")


def begin(desk: Page, way: str) -> None:
    """Say how she is there."""
    desk.click(f"button[value={way}]")
    expect(desk.locator("h1")).to_have_text("Làm cùng người này")


def test_a_woman_without_a_phone_does_at_the_desk_what_others_do_on_theirs(product, browser, sign_in):
    seeds = product.seeds["assisting"]
    base = f"/desk/people/{seeds['id']}/"
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "assisting.officer", base)
        desk.fill("[name=reason]", WHY)
        desk.click("button:has-text('Xem')")
        look(desk, "person")
        desk.click("text=Làm cùng người này")
        look(desk, "how")
        begin(desk, "desk")
        look(desk, "hub")

        desk.click("text=Nơi đã đến")
        expect(desk.locator(".at-log")).to_contain_text("Chợ Chánh Hiệp")
        look(desk, "visits")
        desk.emulate_media(media="print")
        expect(desk.locator("text=Xong với người này")).to_be_hidden()
        desk.emulate_media(media="screen")

        desk.goto(f"{base}with/work/")
        look(desk, "work")
        desk.click("text=Rút tên, hoặc báo không làm ở đây")
        look(desk, "leave")
        desk.click("text=Báo sai và rút tên")
        expect(desk.locator("main")).to_contain_text("Không đơn vị nào ghi tên")

        correct(desk, base)
        appeal(desk, base)
        ask_for_rights(desk, base, product)
        desk.click("text=Xong với người này")
        desk.goto(f"{base}with/visits/")
        expect(desk.locator("h1")).to_contain_text("có mặt, hay đang nghe máy")
    listed = product.rows("SELECT ended_because FROM workers_worker WHERE person_id = %s", seeds["id"])
    assert listed == [("contested",)]


def correct(desk: Page, base: str) -> None:
    """A dose is missing; she brought the slip."""
    desk.goto(f"{base}with/corrections/")
    look(desk, "asked-nothing")
    desk.click("text=Báo dữ liệu sai")
    look(desk, "subjects")
    desk.click(".at-door:has-text('Tiêm chủng')")
    look(desk, "records")
    desk.click("text=Báo thiếu")
    desk.select_option("[name=product]", index=1)
    desk.fill("[name=given_on]", "2021-09-01")
    desk.fill("[name=words]", "Bà có giấy của trạm y tế.")
    look(desk, "details")
    desk.click("button:has-text('Xem lại trước khi gửi')")
    look(desk, "check")
    desk.click("text=Gửi yêu cầu")
    expect(desk.locator("h1")).to_contain_text("Tiêm chủng: thiếu")
    expect(desk.locator(".at-number strong")).to_have_text(re.compile(r"\w{4}-\w{3}"))
    look(desk, "slip")


def appeal(desk: Page, base: str) -> None:
    """Her colour is black, and she says why that is wrong."""
    desk.goto(f"{base}with/appeals/new/")
    desk.fill("[name=words]", "Bà đã tiêm hai mũi từ năm ngoái.")
    look(desk, "appeal")
    desk.click("text=Gửi khiếu nại")
    expect(desk.locator("main")).to_contain_text("Bà đã tiêm hai mũi từ năm ngoái.")
    look(desk, "appeal-slip")


def ask_for_rights(desk: Page, base: str, product) -> None:
    """She withdraws a consent, takes a copy home, and reads what an erasure would mean."""
    desk.goto(f"{base}with/rights/")
    look(desk, "rights")
    desk.click("text=Rút lại")
    look(desk, "withdraw")
    desk.click("button:has-text('Rút lại')")
    expect(desk.locator(".at-messages")).to_contain_text("Đã rút lại đồng ý")
    desk.click("text=Bản sao dữ liệu của tôi")
    look(desk, "copy")
    desk.click("text=Tạo bản sao")
    expect(desk.locator("h1")).to_contain_text("Bản sao dữ liệu")
    link = desk.locator("text=Xem đã xong chưa")
    for _ in range(60):
        if not link.is_visible():
            break
        desk.wait_for_timeout(250)
        desk.reload()
    look(desk, "copy-slip")
    with desk.expect_popup() as opened:
        desk.click("text=Mở bản sao để in")
    page = opened.value
    expect(page.locator("h1")).to_have_text("Bản sao dữ liệu của bạn")
    expect(page.locator("main")).to_contain_text("Lò Thị Mây")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('dl')).display") == "grid"
    )  # Its one style applies.
    page.close()
    desk.goto(f"{base}with/rights/new/delete/")
    look(desk, "erasure")
    desk.click("text=Gửi yêu cầu xóa")
    expect(desk.locator("[role=alert]")).to_contain_text("hỏi lại người dân")


def test_a_plain_telephone_asks_declares_checks_in_and_chooses_by_text_message(product):
    def told(text: str, pattern: str) -> str:
        return answered(product, NUMBER, text, pattern)

    seeds = product.seeds["assisting"]
    asked = newest(product, NUMBER, r"XN (\w{6})")
    assert told(f"XN {asked}", "(to khai ho do la dung)")
    told("TG", "(MA lay ma)")
    told("MA", "(Ma ngan: .*L.V. Ti)")
    told("MAU 1", "(L.T. May: mau DEN)")
    told("MAU 2", "(L.V. Ti: mau )")
    told("KB 2 OK", "(L.V. Ti khoe)")
    told("KB 1 OK", "(L.T. May khoe)")
    told("RA 1", "(L.T. May: da ghi ra)")
    told(f"VAO 1 {seeds['posted']}", "(da ghi vao)")
    told("EN", "(in English)")
    told("MAU 1", "(BLACK)")
    told("VN", "(tieng Viet)")
    told("DUNG", "(khong nhan tin bao nua)")
    told("TIEP", "(nhan tin bao)")
