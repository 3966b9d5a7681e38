"""Nobody is left out: no fault that axe can find, nothing that needs a mouse, nothing said by colour alone (lesson L28)."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import COMPUTER, PHONE, device, picture
from tests.journeys.gating import a_ticket, expect_verdict, open_gate, paste_code
from tests.journeys.looking import across, faults

SIZES = {"phone": PHONE, "computer": COMPUTER}

OPEN = {
    "landing": "/",
    "gate": "/gate/",
    "enrol": "/gate/enrol",
    "sign-in": "/accounts/login/",
    "missing": "/nowhere",
    "fake": "/p/AAAA",
}


def check(page: Page, name: str) -> None:
    """Look at a page with axe, and for a scroll bar across."""
    picture(page, name)
    assert faults(page) == []
    assert across(page) == 0


@pytest.fixture(params=SIZES)
def screen(request, browser, product):
    with device(browser, product.url, viewport=SIZES[request.param]) as context:
        context.size = request.param
        yield context


@pytest.mark.parametrize("name", OPEN)
def test_open_pages_have_no_faults(screen, name):
    page = screen.new_page()
    page.goto(OPEN[name])
    page.wait_for_timeout(300)
    check(page, f"axe-{name}-{screen.size}")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_citizens_page_has_no_faults(screen, product, sign_in, language):
    page = sign_in(screen, "red_citizen", "/me/code")
    page.click(f"button[value={language}]")
    expect(page.locator("html")).to_have_attribute("lang", language)
    check(page, f"axe-me-{language}-{screen.size}")


def test_units_pages_have_no_faults(screen, product, sign_in):
    seeds = product.seeds
    page = sign_in(screen, "admin", "/unit/")
    paths = {
        "unit": f"/unit/{seeds['unit']['id']}/", "place": f"/unit/places/{seeds['place']['id']}/",
        "gate": f"/unit/gates/{seeds['gate']['id']}/", "visits": f"/unit/places/{seeds['place']['id']}/visits",
    }  # fmt: skip
    check(page, f"axe-unit-home-{screen.size}")
    for name, path in paths.items():
        page.goto(path)
        check(page, f"axe-unit-{name}-{screen.size}")
    page.goto(paths["gate"])
    page.click("text=Thêm thiết bị")
    check(page, f"axe-unit-ticket-{screen.size}")


def test_gate_has_no_faults_in_any_state(screen, product):
    page = open_gate(screen, product)
    check(page, f"axe-gate-ready-{screen.size}")
    for colour in ("green", "yellow", "red", "black"):
        paste_code(page, product.seeds["people"][colour]["code"])
        expect_verdict(page, colour)
        check(page, f"axe-gate-{colour}-{screen.size}")
        page.click("#next")
    paste_code(page, "khong-phai-ma")
    expect_verdict(page, "unknown")
    check(page, f"axe-gate-unknown-{screen.size}")
    page.click("#next")
    page.click("#menu-open")
    check(page, f"axe-gate-menu-{screen.size}")


def test_gate_is_worked_by_keyboard_alone(product, computer):
    page = computer.new_page()
    page.goto(f"/gate/enrol#{a_ticket(product)}")
    page.focus("#device-name")
    page.keyboard.type("Bàn lễ tân")
    page.keyboard.press("Enter")
    expect(page.locator("#open-gate")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-face=scanner]")).to_be_visible()
    reach(page, "typed")
    page.keyboard.type(product.seeds["people"]["red"]["short"], delay=90)
    page.keyboard.press("Enter")
    expect_verdict(page, "red")
    expect(page.locator("#speech")).to_contain_text("Đỏ")
    page.keyboard.press("Escape")
    expect(page.locator("#verdict")).to_be_hidden()
    reach(page, "menu-open")
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()


def reach(page: Page, wanted: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"{wanted} cannot be reached by Tab")


def test_screen_reader_hears_the_verdict_in_words(product, phone):
    page = open_gate(phone, product)
    paste_code(page, product.seeds["people"]["black"]["code"])
    expect_verdict(page, "black")
    speech = page.locator("#speech")
    assert speech.get_attribute("aria-live") == "assertive"
    expect(speech).to_have_text("Đen. Chưa có đủ dữ liệu trên hệ thống. Đ.T. Dung · 1979 · nam. Đã ghi: vào")


def test_colours_are_told_apart_in_grayscale(product, phone):
    """Each colour has a shape and a word of its own: take the colour away and all five still differ."""
    page = open_gate(phone, product)
    shown = set()
    for colour in ("green", "yellow", "red", "black"):
        paste_code(page, product.seeds["people"][colour]["code"])
        expect_verdict(page, colour)
        icon = page.locator("#verdict-icon use").get_attribute("href")
        shown.add((icon, page.inner_text("#verdict-word")))
        page.click("#next")
    assert len({icon for icon, _ in shown}) == len({word for _, word in shown}) == 4
