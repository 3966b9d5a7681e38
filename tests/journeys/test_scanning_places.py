"""A citizen's camera before a genuine, a foreign and a retired poster; and what becomes of a report."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.factories.pictures import a_picture
from tests.journeys.browsing import COMPUTER, device, picture, start_chromium
from tests.journeys.filming import film
from tests.journeys.test_places import look


@pytest.fixture
def market(product):
    product.execute("DELETE FROM came")
    return product.seeds["market"]


@pytest.fixture
def camera_on(product, playwright, tmp_path, sign_in):
    """A phone whose camera sees a code on a wall, on the page that scans places."""

    @contextmanager
    def go(code: str):
        chromium = start_chromium(playwright, film=film(code, tmp_path / "camera.y4m"))
        try:
            with device(chromium, product.url) as phone:
                phone.grant_permissions(["camera"])
                asked: list[str] = []
                phone.on("request", lambda request: asked.append(request.url))
                yield sign_in(phone, "market.mother", "/me/scan/"), asked
        finally:
            chromium.close()

    return go


def test_a_genuine_poster_opens_its_place(market, camera_on):
    with camera_on(market["url"]) as (page, _):
        page.wait_for_url(f"**{market['path']}", timeout=60_000)
        expect(page.locator("h1")).to_have_text("Chợ Tân Định")
        expect(page.locator("button[value=in]")).to_be_visible()


def test_a_forgotten_poster_of_a_former_app_is_called_by_its_name_and_no_attack(market, camera_on):
    with camera_on("https://qr.tokhaiyte.vn/dkdd") as (page, _):
        expect(page.locator("#scan-state")).to_contain_text(
            "ứng dụng cũ (Tờ khai y tế (VHD))", timeout=60_000
        )
        expect(page.locator("#scan-warning")).to_be_hidden()
        look(page, "scan-former-app")


def test_a_foreign_poster_is_refused_before_anything_is_asked_and_reported(
    product, market, camera_on, browser, sign_in, tmp_path
):
    product.execute("DELETE FROM places_posterreport")
    foreign = market["url"].replace(product.url, "https://khaibao-yte.evil.example")
    with camera_on(foreign) as (page, asked):
        expect(page.locator("#scan-warning")).to_be_visible(timeout=60_000)
        expect(page.locator("#scan-text")).to_contain_text("khaibao-yte.evil.example")
        assert not any("evil" in url for url in asked)
        assert not any("/p/" in url for url in asked)
        expect(page.locator("#camera")).to_be_hidden()
        look(page, "scan-foreign")
        page.click("#scan-report")
        expect(page.locator(".at-message--warning")).to_contain_text("khaibao-yte.evil.example")
        page.select_option("#id_ward", label="Phường Sài Gòn")
        page.fill("#id_words", "Dán ở cột điện trước cổng chợ")
        photo = tmp_path / "to-ma.jpg"
        photo.write_bytes(a_picture(size=(900, 1200)))
        page.set_input_files("#photos", photo)
        expect(page.locator("[data-photos-preview] img")).to_be_visible()
        look(page, "report")
        page.click("text=Gửi cho phường, xã")
        expect(page.locator(".at-messages")).to_contain_text("Đã gửi tới phường, xã")
        look(page, "reported")
        with device(browser, product.url, viewport=COMPUTER) as office:
            desk = sign_in(office, "market.officer", "/desk/posters/")
            look(desk, "desk")
            desk.click("text=Dẫn sang trang của người khác")
            expect(desk.locator(".at-desk-photos img")).to_be_visible()
            look(desk, "desk-report")
            desk.click("text=Nhận việc")
            desk.click("button[value=removed]")
            expect(desk.locator(".at-messages")).to_contain_text("Đã ghi kết quả")
        page.reload()
        expect(page.locator(".at-plain")).to_contain_text("Đã gỡ")


def test_a_forged_signature_is_refused_on_the_phone(market, camera_on):
    forged = market["url"][:-6] + ("AAAAAA" if not market["url"].endswith("AAAAAA") else "BBBBBB")
    with camera_on(forged) as (page, asked):
        expect(page.locator("#scan-title")).to_have_text("Mã địa điểm giả", timeout=60_000)
        assert not any("/p/" in url for url in asked)
        page.click("#scan-again")  # It is still there.
        expect(page.locator("#scan-warning")).to_be_visible(timeout=60_000)


def test_a_retired_poster_says_so_and_the_unit_takes_it_down(product, market, camera_on, browser, sign_in):
    product.execute("DELETE FROM places_posterreport")
    with camera_on(market["retired_url"]) as (page, _):
        page.wait_for_url(f"**{market['retired_path']}", timeout=60_000)
        expect(page.locator("h1")).to_contain_text("đã được thay")
        look(page, "retired")
        page.click("text=Báo tờ mã cũ còn dán")
        expect(page.locator(".at-message--warning")).to_contain_text("Mã cũ")
        page.fill("#id_words", "Cửa sau còn dán tờ cũ")
        page.click("text=Gửi cho phường, xã")  # The ward is the place's own.
        expect(page.locator(".at-messages")).to_contain_text("Đã gửi")
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "market.admin", f"/unit/places/{market['id']}/")
        expect(desk.locator(".at-message--warning")).to_contain_text("Mã cũ")
        look(desk, "unit-old-poster")
        desk.click("text=Đã gỡ tờ cũ")
        expect(desk.locator(".at-messages")).to_contain_text("đã gỡ")
        expect(desk.locator(".at-message--warning")).to_have_count(0)


def test_a_personal_code_is_no_place(product, market, camera_on):
    with camera_on(product.seeds["people"]["green"]["code"]) as (page, asked):
        expect(page.locator("#scan-state")).to_contain_text("mã cá nhân", timeout=60_000)
        assert not any("code=" in url for url in asked)


def test_a_phone_without_a_camera_types_the_serial(market, phone, sign_in):
    page = sign_in(phone, "market.mother", "/me/scan/")
    look(page, "scan")
    page.click("#camera-start")
    expect(page.locator("#camera-text")).to_contain_text("không có camera")
    page.fill("#typed", "0000000000")
    page.click("text=Mở trang địa điểm")
    expect(page.locator(".at-warning").first).to_contain_text("Không phải mã của thành phố")
    look(page, "scan-wrong")
    page.fill("#typed", f" {market['serial'][:5]}-{market['serial'][5:].lower()} ")
    page.click("text=Mở trang địa điểm")
    page.wait_for_url(f"**{market['path']}")
    picture(page, "places-typed")
