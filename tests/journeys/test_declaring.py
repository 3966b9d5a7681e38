"""People declare in a real browser: quickly, without a network, for others; the ward calls; midnight ends it."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from antoan.kit import clock
from tests.journeys.browsing import COMPUTER, PHONE, device, picture, wait_for_worker
from tests.journeys.gating import expect_verdict, open_gate, paste_code
from tests.journeys.looking import faults, looker
from tests.journeys.messages import newest, texts_to

SIZES = (PHONE, COMPUTER)
TAPS_MAX = 6


class Thumb:
    """Counts what a person touches."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.taps += 1


look = looker("declaring")


def choice(page: Page, question: str, word: str) -> Locator:
    """Return the big answer to a question."""
    return page.locator(f"#q-{question} label", has_text=word)


def no_to(page: Page, *questions: str) -> None:
    for question in questions:
        choice(page, question, "Không").click()


def declared(product, login: str) -> list[tuple]:
    return product.rows(
        "SELECT d.questionnaire, d.is_risky, d.confirmed_at IS NOT NULL, d.annulled_at IS NOT NULL"
        " FROM declarations_declaration d JOIN accounts_account a ON a.id = d.declared_by_account_id"
        " WHERE a.login = %s ORDER BY d.declared_at, d.id",
        login,
    )


def declare_nationally(page: Page, thumb: Thumb) -> None:
    """Answer what is not answered yet, look again and send, from the person's first page."""
    thumb.tap(page.locator(".at-door", has_text="Khai báo y tế"))
    thumb.tap(page.locator(".at-door", has_text="Khai báo toàn dân"))
    page.wait_for_load_state("load")  # Saved answers come with the page, not after it.
    for question in ("showCountryPassing", "showSignal"):
        if page.locator(f"#q-{question} input:checked").count() == 0:
            thumb.tap(choice(page, question, "Không"))
    thumb.tap(page.get_by_role("button", name="Xem lại"))
    thumb.tap(page.get_by_role("button", name="Gửi", exact=True))
    expect(page.locator("h1:visible")).to_contain_text("Đã nhận tờ khai")


def test_declaring_takes_at_most_six_taps_and_fewer_with_saved_answers(product, phone, sign_in):
    page = sign_in(phone, "declarer", "/me/")
    first, again = Thumb(), Thumb()
    declare_nationally(page, first)
    page.goto("/me/")
    declare_nationally(page, again)
    assert first.taps <= TAPS_MAX
    assert again.taps < first.taps
    assert declared(product, "khai.bao") == [("national", False, True, False)] * 2
    look(page, "result-clear")


def test_every_page_of_declaring_looks_right_and_asks_what_follows(product, phone, sign_in):
    page = sign_in(phone, "declarer", "/declare/")
    look(page, "start")
    page.goto("/declare/forms/national/")
    expect(page.locator("[data-item=showSignalNote]")).to_be_hidden()
    choice(page, "showSignal", "Có").click()
    expect(page.locator("[data-item=showSignalNote]")).to_be_visible()
    look(page, "form")
    page.get_by_role("button", name="Xem lại").click()
    expect(page.locator("#summary")).to_contain_text("Dấu hiệu gì")
    look(page, "form-faults")
    page.fill("#q-showSignalNote", "Sốt nhẹ")
    no_to(page, "showCountryPassing")
    page.get_by_role("button", name="Xem lại").click()
    expect(page.locator("#check-lines")).to_contain_text("Sốt nhẹ")
    look(page, "check")
    page.get_by_role("button", name="Sửa lại").click()
    expect(page.locator("#declare")).to_be_visible()
    for form in ("hospital", "workplace", "movement", "entry", "home"):
        page.goto(f"/declare/forms/{form}/")
        look(page, f"form-{form}")


def test_a_journey_gives_a_code_that_a_checkpoint_opens(product, phone, browser, sign_in):
    page = sign_in(phone, "declarer", "/declare/forms/movement/")
    page.fill("#q-startTime", clock.today().isoformat())
    page.select_option("#q-vehicle", "personal")
    expect(page.locator("[data-item=flightCode]")).to_be_hidden()
    page.fill("#q-vehicleCode", "59A-123.45")
    page.fill("#q-startWardId", "Phường Sài Gòn")
    page.select_option("#q-endProvinceId", "75")
    page.fill("#q-endWardId", "Phường Trấn Biên")
    no_to(page, "showCountryPassing", "showSignal")
    page.get_by_role("button", name="Xem lại").click()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("#trip")).to_be_visible()
    look(page, "trip-own")
    code = page.inner_text(".at-trip .at-number strong")
    with device(browser, product.url) as officer:
        checked = officer.new_page()
        checked.goto(f"/declare/trips/{code}/")
        expect(checked.locator(".at-stamp")).to_contain_text("khai báo thật")
        expect(checked.locator("h1")).to_have_text("T.T. Khai")
        assert "sốt" not in checked.content().lower()
        look(checked, "trip-checked")


def test_a_draft_outlives_a_lost_network_and_is_sent_once_when_it_is_back(product, phone, sign_in):
    page = sign_in(phone, "declarer", "/declare/forms/workplace/")
    before = len(declared(product, "khai.bao"))
    wait_for_worker(page)
    no_to(page, "signs", "contact")
    phone.set_offline(True)
    page.reload()
    expect(page.locator("#q-signs input[value=false]")).to_be_checked()  # The draft is still there.
    no_to(page, "isolated")
    page.get_by_role("button", name="Xem lại").click()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("#kept")).to_contain_text("Chưa có mạng")
    expect(page.locator("#kept-word")).to_have_text(
        "Chưa thấy yếu tố nguy cơ"
    )  # Worked out by the phone itself.
    look(page, "kept")
    assert len(declared(product, "khai.bao")) == before
    page.goto("/declare/")
    expect(page.locator("#outbox")).to_contain_text("chờ mạng để gửi: 1")
    phone.set_offline(False)
    expect(page.locator("#outbox")).to_contain_text("Đã gửi tờ khai giữ trên máy")
    look(page, "sent-later")
    page.click("#outbox a")
    expect(page.locator("h1:visible")).to_contain_text("Đã nhận tờ khai")
    page.goto("/declare/")
    expect(page.locator("#outbox")).to_be_hidden()
    assert declared(product, "khai.bao")[before:] == [("workplace", False, True, False)]


def test_signing_out_leaves_nothing_on_the_phone(product, phone, sign_in):
    page = sign_in(phone, "declarer", "/declare/forms/national/")
    wait_for_worker(page)
    choice(page, "showSignal", "Không").click()
    kept = "Object.keys(localStorage).filter((name) => name.startsWith('antoan-me-')).length"
    caches = "caches.keys().then((names) => names.filter((name) => name.startsWith('antoan-me-')).length)"
    assert (page.evaluate(kept), page.evaluate(caches)) == (1, 1)
    page.click("text=Đăng xuất")
    page.wait_for_url(f"{product.url}/")
    assert (page.evaluate(kept), page.evaluate(caches)) == (0, 0)


@pytest.mark.parametrize("word", ["Đúng", "Không đúng, hủy"])
def test_whoever_was_declared_for_answers_by_the_link_of_a_message(product, phone, browser, sign_in, word):
    before = len(texts_to(product, "0912777002"))
    page = sign_in(phone, "neighbour", "/declare/?for=other")
    page.locator(".at-door", has_text="Khai báo toàn dân").click()
    page.fill("#code", product.seeds["declared_for"]["short"])
    no_to(page, "showCountryPassing", "showSignal")
    look(page, "form-other")
    page.get_by_role("button", name="Xem lại").click()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("h1:visible")).to_have_text("Đã gửi tờ khai hộ")
    assert "Được" not in page.inner_text("main").replace("Được khai", "")
    look(page, "passed-on")
    link = newest(product, "0912777002", r"(http\S+/declare/confirm/\w+/)", after=before)
    with device(browser, product.url) as hers:
        asked = hers.new_page()
        asked.goto(link)
        expect(asked.locator(".at-facts")).to_contain_text("H.T. Được")
        look(asked, "confirm")
        asked.get_by_role("button", name=word, exact=True).click()
        expect(asked.locator("h1:visible")).to_contain_text(
            "đã ghi là đúng" if word == "Đúng" else "Đã hủy tờ khai này"
        )
        look(asked, f"confirm-{'true' if word == 'Đúng' else 'contested'}")
    _, _, counts, annulled = declared(product, "hang.xom")[-1]
    assert (counts, annulled) == (word == "Đúng", word != "Đúng")


def test_a_risk_is_called_by_the_ward_and_the_person_sees_it_end(product, phone, browser, sign_in):
    page = sign_in(phone, "ill", "/declare/forms/national/")
    choice(page, "showSignal", "Có").click()
    page.fill("#q-showSignalNote", "Sốt 39 độ")
    no_to(page, "showCountryPassing")
    page.get_by_role("button", name="Xem lại").click()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator(".at-meaning")).to_contain_text("Vì câu trả lời:")
    expect(page.locator(".at-verdict")).to_have_attribute("data-colour", "yellow")
    expect(page.locator("main")).to_contain_text("Phường Sài Gòn: sẽ gọi bạn trước")
    look(page, "result-risky")
    with device(browser, product.url, viewport=COMPUTER) as station:
        desk = sign_in(station, "station", "/desk/tasks/")
        look(desk, "desk")
        desk.click("text=M.V. Sốt")
        expect(desk.locator("main")).to_contain_text("Sốt 39 độ")
        expect(desk.locator(".at-call")).to_have_attribute("href", "tel:0912777001")
        look(desk, "desk-task")
        desk.get_by_role("button", name="Nhận việc").click()
        expect(desk.locator("h1")).to_contain_text("Đang làm")
        desk.check("#outcome-test")
        desk.fill("[name=words]", "Hẹn lấy mẫu chiều nay")
        desk.get_by_role("button", name="Ghi kết quả").click()
        expect(desk.locator(".at-messages")).to_contain_text("Đã kết thúc việc này")
    page.reload()
    expect(page.locator("main")).to_contain_text("Trạm y tế đã làm xong lúc")
    look(page, "result-called")


def test_staff_at_a_gate_declare_for_the_person_before_them(product, phone):
    page = open_gate(phone, product, "Máy bàn khai báo")
    paste_code(page, product.seeds["at_gate"]["code"])
    expect_verdict(page, "black")
    page.get_by_role("button", name="Khai báo hộ").click()
    expect(page.locator("#declare-title")).to_have_text("Cơ quan, công sở")
    expect(page.locator("[data-item=signsNote]")).to_be_hidden()
    page.locator("[data-item=signs] label", has_text="Có").click()
    page.fill("#d-signsNote", "Ho")
    page.click("#declare-send")
    expect(page.locator("#declare-fault")).to_contain_text("Chưa trả lời: Trong 14 ngày qua có tiếp xúc")
    picture(page, "declaring-gate-form-360")
    assert faults(page) == []
    for question in ("contact", "isolated"):
        page.locator(f"[data-item={question}] label", has_text="Không").click()
    page.click("#declare-send")
    expect_verdict(page, "yellow", "Đã khai báo hộ")
    picture(page, "declaring-gate-verdict-360")
    expect(page.locator("#declare-open")).to_be_hidden()
    expect(page.locator("#today")).to_have_text("1")
    stored = product.rows(
        "SELECT channel, verified_by, is_risky, confirmed_at IS NOT NULL FROM declarations_declaration"
        " WHERE person_id = %s",
        product.seeds["at_gate"]["id"],
    )
    assert stored == [("gate", "gate", True, True)]


def test_an_office_s_declaration_ends_at_local_midnight_on_the_open_page(product, phone, sign_in):
    token = product.seeds["office"]["token"]
    page = sign_in(phone, "declarer", "/declare/")
    page.goto(f"/declare/?place={token}")
    expect(page.locator(".at-stamp")).to_contain_text("Công ty Văn Phòng")
    no_to(page, "signs", "contact", "isolated")
    page.get_by_role("button", name="Xem lại").click()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("#valid-text")).to_contain_text("Có hiệu lực đến 00:00")
    until = datetime.fromisoformat(page.get_attribute("#valid", "data-until"))
    assert until == clock.day_end(clock.local_date(until - timedelta(seconds=1)))
    page.clock.install(time=until - timedelta(seconds=30))
    page.goto(page.url)
    page.clock.run_for(29_000)
    expect(page.locator("#valid-text")).to_contain_text("Có hiệu lực đến 00:00")
    page.clock.run_for(1_500)
    expect(page.locator("#valid-text")).to_contain_text("đã hết hiệu lực")
    picture(page, "declaring-over-midnight-360")


def test_declaring_works_without_a_script(product, browser, sign_in):
    context = browser.new_context(
        base_url=product.url, locale="vi-VN", viewport=PHONE, java_script_enabled=False
    )
    try:
        page = sign_in(context, "declarer", "/declare/forms/workplace/")
        no_to(page, "signs", "contact", "isolated")
        page.get_by_role("button", name="Xem lại").click()
        expect(page.locator("h1:visible")).to_contain_text("Xem lại trước khi gửi")
        picture(page, "declaring-no-script-review-360")
        page.get_by_role("button", name="Gửi", exact=True).click()
        expect(page.locator("h1:visible")).to_contain_text("Đã nhận tờ khai")
    finally:
        context.close()
