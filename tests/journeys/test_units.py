"""A shop registers, its ward approves it, it prints its poster and enrols a phone; its first visitor appears."""

import io
import re

import openpyxl
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.factories.accounts import totp_code
from tests.journeys.browsing import COMPUTER, PHONE, device
from tests.journeys.gating import expect_verdict, paste_code
from tests.journeys.looking import looker
from tests.journeys.messages import code_for, newest
from tests.journeys.product import Product

pytestmark = pytest.mark.timeout(600)  # One long walk; a busy machine is not a fault.
NUMBER, GUARD = "0966000111", "0966000222"
PASSWORD = "bốn từ chẳng liên quan"


look = looker("units")


def registered(page: Page, product: Product) -> str:
    """Register the shop and return its reference number."""
    page.goto("/units/register/")
    look(page, "number")
    page.fill("[name=phone]", NUMBER)
    page.click("text=Gửi mã")
    look(page, "code")
    page.locator("[name=code]").press_sequentially(code_for(product, NUMBER))
    expect(page.locator("h1")).to_contain_text("Đơn vị của bạn")
    page.click("text=Gửi đăng ký")
    expect(page.locator(".nhsuk-error-summary")).to_be_visible()
    look(page, "form")
    page.fill("[name=name]", "Tạp hóa Cô Ba")
    page.select_option("[name=kind]", "shop")
    page.select_option("select[name=ward]", str(ward_id(product)), force=True)
    page.fill("[name=address]", "45 Nguyễn Trãi")
    page.fill("[name=representative]", "Nguyễn Thị Ba")
    page.click("text=Gửi đăng ký")
    expect(page.locator("h1")).to_contain_text("Đang chờ duyệt")
    look(page, "state")
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{3}", page.inner_text("h1"))[0]


def ward_id(product: Product) -> int:
    return product.rows(
        "SELECT id FROM areas_area WHERE code = '25747' AND valid_until IS NULL AND level = 2"
    )[0][0]


def set_up_second_factor(page: Page) -> None:
    """Sign in with the password and set the second step up, as everybody does the first time."""
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.click("text=Cài ứng dụng xác thực")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.fill("input[name=code]", totp_code(page.text_content("#authenticator_secret")))
    page.click("main button[type=submit]")
    page.click("text=Tôi đã cất mã, tiếp tục")


def joined(page: Page, link: str, name: str) -> None:
    """Open the link of an invitation, set up the account and sign in."""
    page.goto(link)
    look(page, f"join-{name}")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main button:has-text('Lập tài khoản')")
    login = page.text_content("#login")
    look(page, f"joined-{name}")
    page.click("main a:text-is('Đăng nhập')")
    page.fill("input[name=login]", login)
    set_up_second_factor(page)


def enrolled(page: Page, phone) -> Page:
    """Enrol a phone at the shop's gate and open its scanning page."""
    page.click("main >> text=Cổng chính")
    page.click("text=Thêm thiết bị")
    address = page.locator("#address").input_value()
    gate = phone.new_page()
    gate.goto(address)
    gate.fill("#device-name", "Điện thoại Cô Ba")
    gate.click("#enrol-button")
    gate.click("#open-gate")
    expect(gate.locator("[data-face=scanner]")).to_be_visible()
    return gate


@pytest.fixture
def own_phone(browser, product):
    with device(browser, product.url, viewport=PHONE) as context:
        yield context


def test_a_shop_registers_prints_scans_and_watches(product, browser, computer, own_phone, sign_in):
    number = registered(own_phone.new_page(), product)

    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "unit_officer", "/desk/units/")
        look(desk, "queue")
        desk.click(f"text={number}")
        look(desk, "registration")
        desk.click("text=Duyệt đơn vị này")
        expect(desk.locator(".at-messages")).to_contain_text("Đã duyệt")

    page = computer.new_page()
    joined(page, newest(product, NUMBER, r"(http\S+/units/join/\S+)"), "admin")
    page.goto("/unit/")
    page.click("text=Tạp hóa Cô Ba")
    look(page, "unit")
    unit = page.url
    page.click("text=Khu vực, mã dán ở cửa, sửa")
    look(page, "place")
    page.click("text=Sửa địa điểm")
    page.fill("[name=capacity]", "5")
    look(page, "edit")
    page.click("main button:has-text('Ghi')")
    page.click("text=In mã dán ở cửa")
    look(page, "poster")
    with page.expect_download() as download:
        page.click("text=Tải tờ mã (PDF)")
    sheet = pypdfium2.PdfDocument(download.value.path())[0].render(scale=1.5).to_pil()
    [read] = zxingcpp.read_barcodes(sheet)
    visitor = own_phone.new_page()
    visitor.goto(read.text)
    expect(visitor.locator("main")).to_contain_text("Tạp hóa Cô Ba")

    page.goto(unit)
    gate = enrolled(page, own_phone)
    page.goto(unit)
    page.click("text=Đang ở trong")
    expect(page.locator("#board")).to_contain_text("0 / 5")
    paste_code(gate, product.seeds["shopper"]["code"])
    expect_verdict(gate, "black")
    expect(page.locator("#board")).to_contain_text("1 / 5", timeout=40_000)
    look(page, "board")
    page.click("text=Danh sách điểm danh")
    expect(page.locator("main")).to_contain_text("C.T. Khách")
    look(page, "roll-call")

    page.goto(unit)
    page.click("text=Thống kê ra vào")
    expect(page.locator(".at-inside")).to_contain_text("1")
    look(page, "statistics")
    with page.expect_download() as download:
        page.click("text=Tải Excel")
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    kinds = {cell.data_type for tab in book for row in tab.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}

    page.goto(unit)
    page.click("text=Người làm việc trên hệ thống")
    page.click("text=Mời thêm người")
    look(page, "invite")
    page.fill("[name=name]", "Lê Văn Gác")
    page.fill("[name=phone]", GUARD)
    page.select_option("[name=role]", "gate_operator")
    page.click("text=Gửi lời mời")
    look(page, "staff")
    with device(browser, product.url, viewport=PHONE) as guards:
        guard = guards.new_page()
        joined(guard, newest(product, GUARD, r"(http\S+/units/join/\S+)"), "guard")
        assert guard.goto(f"{unit}staff/").status in {403, 404}

    page.goto(unit)
    page.click("text=Khu vực, mã dán ở cửa, sửa")
    page.click("text=In mã dán ở cửa")
    page.click("text=Đổi mã mới")
    look(page, "reissue")
    page.click("main button:has-text('Đổi mã')")
    expect(page.locator(".at-messages")).to_contain_text("Đã cấp mã mới")
    answer = visitor.goto(read.text)
    assert answer is not None
    assert answer.status != 200
