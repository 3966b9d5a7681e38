"""A ward's officer looks at its figures, at its places, and takes them along on paper and as a file."""

from playwright.sync_api import expect

from antoan.kit import clock
from tests.journeys.looking import looker

look = looker("statistics")


def test_an_officer_reads_the_figures_and_takes_them_along(product, computer, sign_in):
    page = sign_in(computer, "figures_officer", "/desk/statistics/")
    expect(page.locator(".at-figures")).to_contain_text("có nguy cơ: 16,7 %")
    look(page, "overview")
    page.locator("main summary").first.click()
    expect(page.locator("table").first).to_be_visible()
    look(page, "table")
    page.click("ol a:has-text('Chợ Tân Sơn nhỏ')")
    expect(page.locator("h1")).to_contain_text("Chợ Tân Sơn nhỏ")
    look(page, "people")
    page.go_back()
    with page.expect_download() as file:
        page.click("text=Tải Excel")
    assert file.value.suggested_filename.endswith(".xlsx")
    page.click("text=So sánh phường, xã")
    look(page, "areas")
    page.click("nav >> text=Nơi không có lượt quét")
    page.fill("[name=to]", clock.today().isoformat())  # Yesterday there was no such shop yet.
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator("table")).to_contain_text("Tiệm chưa ai quét")
    look(page, "unused")
    page.click("text=Báo cáo hằng đêm")
    look(page, "reports")
    with page.expect_download() as paper:
        page.click("td >> text=Tải về")
    assert paper.value.path().read_bytes().startswith(b"%PDF")
