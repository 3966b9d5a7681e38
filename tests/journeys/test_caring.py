"""Care at home in a real browser: from a positive test to release; a low SpO2 that nobody acknowledges."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.browsing import COMPUTER, device
from tests.journeys.looking import looker
from tests.journeys.messages import newest

look = looker("caring")
SIGNS = ("breathless", "chest", "drowsy", "blue", "noDrink", "blood", "other", "mild")


def tell(page: Page, *, spo2: int) -> None:
    """Fill in and send the daily form, as somebody without any sign but perhaps the oxygen."""
    page.select_option("#q-age", "adult")
    page.select_option("#q-temperature", "usual")
    page.fill("#q-spo2", str(spo2))
    page.fill("#q-pulse", "84")
    for sign in SIGNS:
        page.locator(f"#q-{sign} label", has_text="Không").click()
    page.get_by_role("button", name="Xem lại").click()
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("h1:visible")).to_contain_text("Đã nhận tờ khai")


def test_a_case_is_looked_after_at_home_from_the_test_to_the_certificate(product, phone, browser, sign_in):
    with device(browser, product.url, viewport=COMPUTER) as station:
        desk = sign_in(station, "care_station", "/desk/care/")
        desk.click("text=Nhận người mới")
        look(desk, "waiting")
        desk.click("text=Q.V. Nhiễm")
        for question, answer in {"mild": "yes", "breathing": "no", "chronic": "no", "self": "yes"}.items():
            desk.check(f"#{question}-{answer}")
        desk.fill("#breaths", "16")
        desk.fill("#spo2", "93")
        desk.get_by_role("button", name="Nhận theo dõi tại nhà").click()
        expect(desk.locator("main")).to_contain_text("Không đủ điều kiện")
        look(desk, "not-eligible")
        desk.fill("#spo2", "98")
        desk.get_by_role("button", name="Nhận theo dõi tại nhà").click()
        expect(desk.locator(".at-messages")).to_contain_text("Đã nhận theo dõi tại nhà")
        expect(desk.locator("main")).to_contain_text("Q.T. Nhà")
        page = sign_in(phone, "care_ill", "/me/")
        page.locator(".at-notice", has_text="Khai sức khỏe tại nhà").click()
        expect(page.locator("main")).to_contain_text("02838221234")
        look(page, "mine")
        page.click("text=Khai sức khỏe hôm nay")
        tell(page, spo2=98)
        assert newest(product, "0912777801", r"(/me/care/)")
        desk.click("text=Khai hộ qua điện thoại")
        look(desk, "telephone")
        desk.select_option("#q-age", "adult")
        desk.fill("#q-spo2", "97")
        desk.fill("#q-pulse", "90")
        for sign in SIGNS:
            desk.locator(f"#q-{sign} label", has_text="Không").click()
        desk.get_by_role("button", name="Ghi", exact=True).click()
        expect(desk.locator(".at-chart")).to_have_count(3)
        look(desk, "one")
        desk.click("text=Kết thúc cách ly")
        look(desk, "end")
        desk.get_by_role("button", name="Kết thúc cách ly").click()
        expect(desk.locator(".at-messages")).to_contain_text("Đã kết thúc cách ly")
        look(desk, "released")
    page.goto("/me/care/")
    look(page, "mine-released")
    with page.expect_download() as downloading:
        page.click("text=Tải giấy xác nhận")
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF")


def test_a_low_oxygen_nobody_acknowledges_goes_to_the_team_above(product, phone, browser, sign_in):
    page = sign_in(phone, "care_weak", "/declare/forms/home/")
    tell(page, spo2=95)
    page.goto("/me/care/")
    expect(page.locator(".at-care-told")).to_contain_text("Sẽ có người gọi trước")
    look(page, "mine-alarm")
    who = product.seeds["care_weak_id"]
    product.execute(
        "UPDATE monitoring_task SET due_at = now() - interval '1 minute' WHERE person_id = %s", who
    )
    product.work("escalations")
    levels = "SELECT level, state FROM monitoring_task WHERE person_id = %s"
    assert product.rows(levels, who) == [(2, "open")]
    with device(browser, product.url, viewport=COMPUTER) as station:
        desk = sign_in(station, "care_station", "/desk/care/")
        expect(desk.locator("tbody tr").first).to_contain_text("đã chuyển: Đội phản ứng nhanh")
        look(desk, "list")
        desk.click("text=T.T. Yếu")
        expect(desk.locator(".at-care-alarm")).to_contain_text("Chưa ai nhận")
        look(desk, "one-alarm")
    with device(browser, product.url, viewport=COMPUTER) as above:
        team = sign_in(above, "care_rapid", "/desk/tasks/")
        team.click("text=T.T. Yếu")
        expect(team.locator("h1")).to_contain_text("Tống Thị Yếu")
        expect(team.locator(".at-call")).to_have_attribute("href", "tel:0912777802")
        look(team, "team-task")
        team.get_by_role("button", name="Nhận việc").click()
        team.check("#outcome-visit")
        team.get_by_role("button", name="Ghi kết quả").click()
        expect(team.locator(".at-messages")).to_contain_text("Đã kết thúc việc này")
    page.goto("/me/care/")
    expect(page.locator(".at-care-told")).to_have_count(0)
    calm = (
        "SELECT urgency FROM care_watch w JOIN care_episode e ON e.id = w.episode_id WHERE e.person_id = %s"
    )
    assert product.rows(calm, who) == [(3,)]
