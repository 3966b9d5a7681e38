"""What anybody reads without signing in: guides, the risk map, how data are protected."""

import pytest
from playwright.sync_api import expect

from antoan.entrypoints.web.public.guides.documents import guides
from tests.journeys.browsing import COMPUTER, PHONE, device, picture
from tests.journeys.looking import looker

SIZES = (PHONE, COMPUTER)


look = looker("open", has_late_parts=True)


def test_the_first_page_leads_to_guides_that_show_every_step(phone):
    page = phone.new_page()
    page.goto("/")
    look(page, "landing")
    page.click("a.at-door:has-text('Hướng dẫn')")
    look(page, "guides")
    page.click("text=Đưa mã ở cổng")
    expect(page.locator(".at-guide__step img")).to_have_count(4)
    for step in page.locator(".at-guide__step img").all():
        step.scroll_into_view_if_needed()
        assert step.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 0
    look(page, "guide")
    page.click("text=Chữ to hơn nữa")
    size = page.locator(".at-guide__text").first.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size >= 30
    look(page, "guide-large")


@pytest.mark.parametrize("key", [one.key for one in guides()])
def test_every_guide_reads_well(phone, key):
    page = phone.new_page()
    page.goto(f"/guides/{key}/")
    size = page.locator(".at-guide__text").first.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size >= 22
    look(page, f"guide-{key}")


def test_a_guide_is_printed_without_what_only_a_screen_needs(computer):
    page = computer.new_page()
    page.goto("/guides/no-smartphone/")
    page.emulate_media(media="print")
    expect(page.locator("text=Hướng dẫn khác")).to_be_hidden()
    expect(page.locator(".at-guide__step").first).to_be_visible()
    picture(page, "open-guide-print")


def test_english_readers_find_it_all_in_english(phone):
    page = phone.new_page()
    for path, words in (
        ("/guides/my-data/", "My data, my rights"),
        ("/transparency/", "Who can see what"),
        ("/map/", "Risk map by ward"),
    ):
        page.goto(path)
        page.click("button[value=en]")
        expect(page.locator("main")).to_contain_text(words)
        look(page, f"en-{path.strip('/').replace('/', '-')}")


def test_how_data_are_protected(phone):
    page = phone.new_page()
    page.goto("/transparency/")
    page.click("summary:has-text('Tính màu của bạn ở cổng')")
    look(page, "transparency")


def test_the_map_is_read_zoomed_and_sorted(phone, product):
    page = phone.new_page()
    page.goto("/map/")
    expect(page.locator("a.at-ward")).to_have_count(168)
    look(page, "map")
    page.locator("a.at-ward[data-level=high]").first.click()
    expect(page.locator("#ward")).to_contain_text("Phường Sài Gòn")
    look(page, "map-ward")
    page.select_option("[name=district]", "760")
    page.click("button:has-text('Xem')")
    expect(page.locator("#picture")).to_have_text("Quận 1")
    look(page, "map-district")
    page.click("text=Xem toàn thành phố")
    page.click("a:has-text('tên')")
    expect(page.locator("tbody tr").first).to_contain_text("Côn Đảo")


def test_the_map_is_worked_by_keyboard_and_says_what_it_shows(browser, product):
    with device(browser, product.url, viewport=COMPUTER) as context:
        page = context.new_page()
        page.goto("/map/?district=760")
        page.focus("#date")
        names = []
        for _ in range(12):
            page.keyboard.press("Tab")
            told = page.evaluate("document.activeElement.getAttribute('aria-label') || ''")
            names += [told] if told else []
        assert any("Phường Sài Gòn: Cao, 12 ca" in name for name in names)
        page.locator("a.at-ward[data-level=high]").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#ward")).to_contain_text("Hạn chế đến nơi đông người")


def test_levels_are_told_apart_without_colour(phone):
    page = phone.new_page()
    page.goto("/map/")
    letters = page.locator(".at-legend text").all_text_contents()
    assert len(letters) == len(set(letters))
    assert len(letters) >= 4
