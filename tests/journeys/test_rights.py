"""Somebody agrees and withdraws, sees who looked, fetches a copy, and is erased; the desk and the auditors answer."""

import json
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from antoan.kit import clock
from tests.journeys.browsing import COMPUTER, PHONE, device
from tests.journeys.looking import looker
from tests.journeys.seeding import PASSWORD

SIZES = (PHONE, COMPUTER)


look = looker("rights")


@pytest.fixture
def officer(browser, product, sign_in):
    with device(browser, product.url, viewport=COMPUTER) as office:
        yield sign_in(office, "privacy_officer", "/desk/privacy/")


def prove(page: Page) -> None:
    """Answer the question who one is once more."""
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def test_each_purpose_is_agreed_to_alone_withdrawn_and_undone(phone, sign_in):
    page = sign_in(phone, "rights_citizen", "/me/rights/")
    look(page, "overview")
    card = page.locator("#purpose-research")
    expect(card).to_contain_text("Chưa đồng ý")
    card.get_by_role("button", name="Đồng ý").click()
    expect(card).to_contain_text("Đã đồng ý")
    expect(page.locator("#purpose-employer")).to_contain_text("Chưa đồng ý")
    look(page, "agreed")
    card.get_by_role("button", name="Hoàn tác").click()
    expect(card).to_contain_text("Đã rút lại")
    card.get_by_role("button", name="Hoàn tác").click()
    expect(card).to_contain_text("Đã đồng ý")
    page.click("text=Giấy ghi những gì tôi đã đồng ý")
    expect(page.locator(".at-record")).to_have_count(3)
    look(page, "record")
    page.emulate_media(media="print")
    expect(page.locator("text=Tải tệp có chữ ký")).to_be_hidden()


def test_consents_are_given_by_keyboard_alone(computer, sign_in):
    page = sign_in(computer, "rights_citizen", "/me/rights/")
    button = page.locator("#purpose-employer button[value=agreed]")
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("(one) => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#purpose-employer")).to_contain_text("Đã đồng ý")


def test_who_looked_is_read_and_a_wrong_look_is_answered_by_the_auditor(phone, sign_in, browser, product):
    page = sign_in(phone, "rights_citizen", "/me/rights/looks/")
    line = page.locator(".at-look", has_text="Xem họ tên, giấy tờ, số điện thoại").first
    expect(line).to_contain_text("3 lần")
    expect(line).to_contain_text("Cán bộ phường, xã · Phường Sài Gòn")
    expect(page.locator("main")).not_to_contain_text("Kiều Thị Xem")
    look(page, "looks")
    line.get_by_role("link").click()
    page.fill("[name=words]", "Tôi chưa bao giờ đến phường này.")
    look(page, "look")
    page.click("text=Gửi cho kiểm toán")
    number = page.inner_text(".at-number strong")
    look(page, "complaint")
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "auditor", "/desk/privacy/")
        desk.click(f"text={number}")
        look(desk, "desk-complaint")
        desk.fill("[name=words]", "Cán bộ xem để giải quyết yêu cầu sửa dữ liệu.")
        desk.click("button[value=grant]")
        expect(desk.locator(".at-messages")).to_contain_text("Đã trả lời")
        product.work("retention")
        desk.goto("/desk/retention/")
        expect(desk.locator("table").first).to_contain_text("Lượt vào ra")
        look(desk, "retention")
    page.reload()
    expect(page.locator("main")).to_contain_text("Cán bộ xem để giải quyết")


def test_a_copy_is_made_while_one_waits_and_fetched_after_proof(phone, sign_in, product, tmp_path):
    page = sign_in(phone, "rights_citizen", "/me/rights/requests/new/copy/")
    look(page, "ask-copy")
    page.click("button:has-text('Tạo bản sao')")
    expect(page.locator("#copy-state")).to_contain_text("Đang tạo")
    look(page, "copy-waits")
    product.work("copies")
    expect(page.locator("#copy-state")).to_contain_text("Đã sẵn sàng")  # The page asks by itself.
    page.reload()
    look(page, "copy-ready")
    page.click("text=Tải bản sao")
    expect(page.locator("h1")).to_contain_text("Xác nhận lại")
    look(page, "prove")
    with page.expect_download() as fetched:
        prove(page)
    path = tmp_path / "copy.zip"
    fetched.value.save_as(path)
    archive = ZipFile(path)
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["rows"]["people_person"] == 1
    readable = tmp_path / "doc.html"
    readable.write_bytes(archive.read("doc-toi-truoc.html"))
    with device(page.context.browser, product.url, viewport=PHONE) as offline:
        read = offline.new_page()
        read.goto(readable.as_uri())
        expect(read.locator("body")).to_contain_text("Trương Thị Quyền")
        look(read, "copy-page")


def test_an_objection_is_refused_on_a_legal_ground(phone, sign_in, officer):
    page = sign_in(phone, "rights_citizen", "/me/rights/")
    page.click("summary:has-text('Ghi nơi bạn đã đến')")
    page.locator("#purpose-visits").get_by_role("link", name="Phản đối việc này").click()
    page.fill("[name=words]", "Tôi không muốn bị ghi nơi đã đến.")
    look(page, "object")
    page.click("button:has-text('Gửi yêu cầu')")
    number = page.inner_text(".at-number strong")
    officer.reload()
    look(officer, "desk")
    officer.click(f"text={number}")
    look(officer, "desk-request")
    officer.click("button[value=unmask]")
    expect(officer.locator("main")).to_contain_text("Trương Thị Quyền")
    look(officer, "desk-unmasked")
    officer.fill("[name=words]", "Cần lượt vào ra để báo người từng ở gần ca bệnh.")
    officer.select_option("[name=ground]", "urgent_health")
    officer.click("button[value=refuse]")
    expect(officer.locator(".at-messages")).to_contain_text("Đã từ chối")
    page.reload()
    expect(page.locator("main")).to_contain_text("Căn cứ pháp luật")
    look(page, "refused")


def test_somebody_is_erased_after_a_week_and_keeps_a_certificate(phone, sign_in, officer, product):
    page = sign_in(phone, "leaving_citizen", "/me/rights/erase/")
    look(page, "erase")
    page.click("text=Tôi muốn xóa")
    prove(page)
    page.check("[name=sure]")
    look(page, "erase-confirm")
    page.click("text=Gửi yêu cầu xóa")
    number = page.inner_text(".at-number strong")
    look(page, "erase-asked")
    page.click("text=Tôi đổi ý, đừng xóa")
    look(page, "erase-withdraw")
    page.click("text=Giữ yêu cầu")

    officer.reload()
    officer.click(f"text={number}")
    look(officer, "desk-erasure")
    officer.fill("[name=words]", "Đã kiểm tra, không có lý do phải giữ.")
    officer.click("button[value=grant]")
    expect(officer.locator(".at-messages")).to_contain_text("Đã duyệt")
    product.work("erasures")
    page.reload()
    expect(page.locator("h1")).to_contain_text("Đã duyệt, chờ đến ngày")
    look(page, "erase-approved")

    # A week goes by.
    product.execute(
        "UPDATE privacy_rightsrequest SET erases_at = %s WHERE number = %s",
        clock.now() - timedelta(seconds=1), number.replace("-", ""),
    )  # fmt: skip
    product.work("erasures")
    assert product.rows("SELECT 1 FROM people_person WHERE full_name = 'Đinh Văn Rời'") == []
    page.goto(f"/certificates/{number}/")
    expect(page.locator("h1")).to_contain_text("Giấy chứng nhận đã xóa dữ liệu")
    expect(page.locator("main")).not_to_contain_text("Đinh")
    look(page, "certificate")
    page.goto("/me/rights/")
    expect(page).to_have_url(re.compile("/accounts/phone/"))
