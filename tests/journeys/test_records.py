"""A mother looks at her own pages and her child's: home, code, records, slip, paper; at 360 and 1280 pixels."""

import re
from itertools import pairwise

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.journeys.browsing import COMPUTER, PHONE, device, picture, wait_for_worker
from tests.journeys.looking import across, faults, looker

SIZES = (PHONE, COMPUTER)


look = looker("mine")


def test_home_shows_the_colour_what_needs_attention_and_the_way_on(product, phone, sign_in):
    page = sign_in(phone, "mother", "/me/")
    verdict = page.locator(".at-verdict")
    expect(verdict).to_have_attribute("data-colour", "green")
    expect(verdict).to_contain_text("Xanh")
    expect(verdict).to_be_in_viewport()
    expect(page.locator(".at-now__show")).to_be_in_viewport()
    expect(page.locator(".at-notices")).to_contain_text("1 mục trong hồ sơ đang chờ xác minh")
    look(page, "home")
    page.click(".at-bar >> text=Hồ sơ")
    expect(page.locator("h1")).to_have_text("Hồ sơ")


def test_code_page_explains_the_colour(product, phone, sign_in):
    page = sign_in(phone, "mother", "/me/code")
    facts = page.locator("#my-records")
    expect(facts).to_contain_text("Quyết định màu")
    expect(facts).to_contain_text("Nguồn: cơ sở y tế")
    expect(facts).to_contain_text("18/CT-UBND")
    look(page, "code")
    page.click("#my-records >> text=Sai? >> nth=0")
    expect(page.locator("h1")).to_contain_text("Chỗ nào sai?")
    expect(page.locator(".at-card")).to_have_count(2)  # The very dose, and "not in the list?".


def test_records_show_source_state_and_the_way_to_contest(product, phone, sign_in):
    page = sign_in(phone, "mother", "/me/records/")
    doses = page.locator("section:has(#doses)")
    expect(doses).to_contain_text("Mũi 1: Comirnaty (Pfizer)")
    expect(doses).to_contain_text("Trạm y tế phường Bến Nghé")
    expect(doses).to_contain_text("FF2832")
    waiting = doses.locator(".at-record--waits")
    expect(waiting).to_contain_text("Chờ xác minh")
    expect(waiting).to_contain_text("Nguồn: tự khai")
    expect(page.locator("section:has(#recovery)")).to_contain_text(
        re.compile(r"được tính màu xanh đến 00:00 \d")
    )
    look(page, "records")
    page.goto("/me/records/messages")
    look(page, "messages")
    page.goto("/me/records/doses")
    look(page, "doses")
    waiting.locator("text=Bổ sung giấy tờ").click()
    expect(page.locator("h1")).to_contain_text("Chỗ nào sai?")


def test_a_slip_is_checked_by_anybody_and_a_changed_one_is_false(product, phone, browser, sign_in):
    page = sign_in(phone, "mother", f"/me/records/tests/{product.seeds['family']['slip']}")
    expect(page.locator(".at-slip__outcome")).to_have_text("Âm tính · Xét nghiệm nhanh")
    look(page, "slip")
    address = read_qr(page, page.locator(".at-qr").screenshot())
    assert address.startswith(f"{product.url}/verify#")
    with page.expect_download() as download:
        page.click("text=Tải phiếu để in")
    pdf = pypdfium2.PdfDocument(download.value.path())
    text = pdf[0].get_textpage().get_text_range()
    assert "Trần Thị Mẹ Hiền" in text
    assert "Âm tính" in text
    [printed] = zxingcpp.read_barcodes(pdf[0].render(scale=3).to_pil())
    assert printed.text == address

    with device(browser, product.url) as stranger:
        asked = []
        stranger.on("request", lambda request: asked.append(request.url))
        other = stranger.new_page()
        other.goto(address)
        expect(other.locator("h1")).to_have_text("Phiếu thật")
        expect(other.locator(".at-check__outcome")).to_have_text("Âm tính")
        expect(other.locator(".at-facts")).to_contain_text("TRAN THI ME HIEN")
        assert product.seeds["family"]["number"][:6] not in other.content()
        assert not any("#" not in one and "verify?" in one for one in asked)
        assert "#" not in other.url
        look(other, "verify-good")
        letter = "A" if address[-30] != "A" else "B"
        other.goto("about:blank")
        other.goto(address[:-30] + letter + address[-29:])
        expect(other.locator("h1")).to_have_text("Phiếu giả")
        expect(other.locator(".at-facts")).to_have_count(0)
        look(other, "verify-false")
        other.goto("/verify")
        look(other, "verify")
        other.fill("#code", "xin chào")
        other.click("button:has-text('Kiểm tra')")
        expect(other.locator("h1")).to_have_text("Đây không phải phiếu kết quả xét nghiệm")


def test_paper_is_handed_out(product, phone, sign_in):
    page = sign_in(phone, "mother", "/me/paper/")
    look(page, "paper")
    for button, name, pages in (("Tải thẻ", "the-an-toan.pdf", 2), ("Tải tờ A4", "thong-tin-cua-toi.pdf", 1)):
        with page.expect_download() as download:
            page.click(f"text={button}")
        assert download.value.suggested_filename == name
        assert len(pypdfium2.PdfDocument(download.value.path())) == pages
    with page.expect_download() as download:
        page.click("text=Tải ảnh")
    assert download.value.suggested_filename == "the-an-toan.png"


def test_family_is_switched_to_and_a_stranger_is_not(product, phone, sign_in):
    family = product.seeds["family"]
    page = sign_in(phone, "mother", "/me/")
    page.click(".at-family >> text=Lê Trần Con Ngoan")
    expect(page.locator("h1")).to_have_text("Lê Trần Con Ngoan")
    look(page, "child-home")
    page.click(".at-bar >> text=Mã của tôi")
    expect(page.locator("h1")).to_have_text("Lê Trần Con Ngoan")
    page.click("text=Lấy mã mới")
    expect(page.locator(".at-qr svg")).to_be_visible()
    assert page.url.endswith(f"?person={family['child']}")
    look(page, "child-code")
    assert page.goto(f"/me/code?person={product.seeds['people']['red']['id']}").status == 404


def test_own_and_opened_pages_are_there_without_a_network_and_gone_after_signing_out(product, phone, sign_in):
    family = product.seeds["family"]
    page = sign_in(phone, "mother", "/me/")
    wait_for_worker(page)
    opened = [f"/me/code?person={family['child']}", f"/me/records/tests/{family['slip']}"]
    for path in opened:
        page.goto(path)
    phone.set_offline(True)
    for path in ("/me/", "/me/code", "/me/records/", *opened):
        page.goto(path)
        expect(page.locator("#my-offline")).to_be_visible()
        name = "Lê Trần Con Ngoan" if "?person" in path else None
        if name:
            expect(page.locator("h1")).to_have_text(name)
    page.goto("/me/records/doses")  # Never opened: the whole of the records answers for it.
    expect(page.locator("section:has(#doses)")).to_contain_text("Mũi 1: Comirnaty")
    phone.set_offline(False)
    page.goto("/me/")
    page.click("text=Đăng xuất")
    page.wait_for_url(product.url + "/")
    kept = page.evaluate(
        "async () => [...(await caches.keys()).filter((name) => name.startsWith('antoan-me-')),"
        " ...(await indexedDB.databases()).map(({ name }) => name).filter((name) => name === 'antoan-me')]"
    )
    assert kept == []


@pytest.mark.parametrize("size", ["125", "150"])
def test_text_grows_on_every_page_and_stays_grown(product, phone, sign_in, size):
    page = sign_in(phone, "mother", "/me/")
    before = text_height(page)
    page.click(f".at-sizes__size[value='{size}']")
    assert text_height(page) == pytest.approx(before * int(size) / 100, rel=0.02)
    for path in ("/me/", "/me/code", "/me/records/", "/me/paper/", "/", "/verify", "/corrections/"):
        page.goto(path)
        assert page.locator("html").get_attribute("data-text") == size
        picture(page, f"mine-text-{size}-{path.strip('/').replace('/', '-') or 'landing'}")
        assert across(page) == 0, path
    assert faults(page) == []


def text_height(page: Page) -> float:
    return page.evaluate("parseFloat(getComputedStyle(document.querySelector('.at-door__text')).fontSize)")


def test_text_grows_without_a_script_too(product, browser, sign_in):
    context = browser.new_context(base_url=product.url, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/verify")
    page.click(".at-sizes__size[value='150']")
    expect(page.locator("html")).to_have_attribute("data-text", "150")
    assert page.url.endswith("/verify")
    context.close()


def test_a_screen_reader_walks_home_by_landmarks_and_names(product, phone, sign_in):
    page = sign_in(phone, "mother", "/me/")
    for role, name in (
        ("navigation", "Các trang của tôi"), ("navigation", "Đang xem của ai"), ("main", None),
        ("region", "Màu hiện tại"), ("region", "Cần bạn xem"), ("heading", "Thông tin của tôi"),
        ("link", "Đưa mã của tôi"), ("link", "Trang chính"), ("group", "Cỡ chữ"), ("button", "Cỡ chữ 150%"),
    ):  # fmt: skip
        expect(page.get_by_role(role, name=name, exact=True).first).to_be_attached()
    order = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map((one) => Number(one.tagName[1]))")
    assert all(after - before <= 1 for before, after in pairwise(order))
    assert page.locator(".at-bar [aria-current=page]").inner_text() == "Trang chính"


def read_qr(page: Page, png: bytes) -> str:
    """Decode a screenshot of a QR."""
    from tests.journeys.test_my_code import _pixels

    [read] = zxingcpp.read_barcodes(_pixels(page, png))
    return read.text
