"""A clinic's day: a session with twenty doses by scanner, a pooled positive, a reception in the morning."""

from playwright.sync_api import Page, expect

from tests.factories.vaccination import LOT
from tests.journeys.looking import looker

look = looker("clinic")


def scan(page: Page, text: str) -> None:
    """Type as a scanner does: into whatever field has the focus, and Enter."""
    expect(page.locator("input:focus")).to_have_count(1)  # A page that was just opened has none for a moment.
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def test_twenty_doses_are_entered_with_the_scanner_alone(product, computer, sign_in):
    seeds = product.seeds["clinic"]
    desk = f"/clinic/vaccination/sessions/{seeds['session']}"
    page = sign_in(computer, "clinic_team", "/clinic/")
    look(page, "home")
    page.goto(desk)
    look(page, "session")
    page.click("text=Bàn đón")
    scan(page, seeds["queue"][0]["code"])
    expect(page.locator(".at-answer__number")).to_have_text("1")
    scan(page, seeds["early"]["code"])
    expect(page.locator(".at-answer")).to_contain_text("Khoan tiêm")
    look(page, "arrivals")
    page.goto(f"{desk}/doses")
    scan(page, LOT)
    expect(page.locator("#code")).to_be_focused()
    for count, person in enumerate(seeds["queue"], start=1):
        scan(page, person["code"])
        expect(page.locator(".at-answer")).to_contain_text("Đã ghi mũi 1")
        expect(page.locator(".at-plain > li")).to_have_count(count)
    look(page, "doses")
    scan(page, seeds["early"]["code"])
    expect(page.locator(".at-answer")).to_contain_text("hai mũi quá gần nhau")
    look(page, "doses-stop")
    page.goto(f"{desk}/doses")
    page.locator("button[value=undo]").first.click()
    expect(page.locator(".at-messages")).to_contain_text("Đã hủy mũi vừa nhập")
    page.locator("text=Sau tiêm").first.click()
    look(page, "dose")
    page.check("#reaction-mild")
    page.click("button:has-text('Ghi')")
    expect(page.locator(".at-plain")).to_contain_text("Nhẹ: đau, sốt nhẹ, mệt")
    ids = [person["id"] for person in seeds["queue"]]
    rows = product.rows(
        "SELECT state, count(*) FROM records_vaccination WHERE person_id = ANY(%s) GROUP BY 1 ORDER BY 1", ids
    )
    assert rows == [("annulled", 1), ("verified", 19)]


def test_a_positive_pool_asks_for_each_alone_and_isolates_nobody(product, computer, sign_in):
    seeds = product.seeds["clinic"]
    page = sign_in(computer, "clinic_clerk", "/clinic/samples/")
    page.select_option("[name=kind]", "pcr")
    page.fill("[name=people_max]", "5")
    page.fill("[name=barcode]", "BN-0001")
    look(page, "samples")
    page.press("[name=barcode]", "Enter")
    for count, person in enumerate(seeds["pool"], start=1):
        expect(page.locator("#code")).to_be_focused()
        scan(page, person["code"])
        expect(page.locator(".at-plain > li")).to_have_count(count)
    look(page, "tube")
    page.goto("/clinic/samples/results?barcode=BN-0001")
    page.check("[name=outcome][value=positive]")
    look(page, "results")
    page.click("text=Ghi kết quả")
    expect(page.locator(".at-messages")).to_contain_text("BN-0001")
    page.goto("/clinic/samples/")
    expect(page.locator("ol.at-plain > li")).to_have_count(3)
    look(page, "retests")
    ids = [person["id"] for person in seeds["pool"]]
    assert product.rows("SELECT DISTINCT outcome FROM records_testresult WHERE person_id = ANY(%s)", ids) == [
        ("pending",)
    ]
    assert product.rows("SELECT count(*) FROM records_infection WHERE person_id = ANY(%s)", ids) == [(0,)]


def test_a_reception_sends_the_risky_apart_and_asks_who_has_not_declared(product, computer, sign_in):
    seeds = product.seeds["clinic"]
    page = sign_in(computer, "clinic_clerk", "/clinic/reception/")
    page.click("summary")
    page.fill("[name=name]", "Đón tiếp cổng trước")
    page.fill("[name=room]", "Phòng khám 1")
    page.fill("[name=room_apart]", "Lều số 2")
    look(page, "receptions")
    page.click("button:has-text('Mở bàn đón tiếp')")
    page.wait_for_url("**/clinic/reception/*/")
    address = page.url
    scan(page, seeds["declared"]["code"])
    expect(page.locator(".at-answer__number")).to_have_text("A001")
    scan(page, seeds["feverish"]["code"])
    expect(page.locator(".at-answer__number")).to_have_text("B001")
    look(page, "reception")
    scan(page, seeds["undeclared"]["code"])
    expect(page.locator("#ask")).to_be_visible()
    look(page, "questions")
    page.select_option("[name=q-reason]", "care")
    for question in ("signs", "contact", "outbreakArea"):
        page.check(f"[name=q-{question}][value=false]")
    page.click("text=Gửi và lấy số")
    expect(page.locator(".at-answer__number")).to_have_text("A002")
    page.locator("button[value=call]").first.click()
    expect(page.locator(".at-messages")).to_contain_text("Mời số A001")
    look(page, "called")
    page.goto(f"{address}board")
    expect(page.locator(".at-board")).to_contain_text("A001")
    look(page, "board")
    page.goto(f"{address}kiosk")
    look(page, "kiosk")
