"""A health station brings its doses as a file: sees what is wrong, mends it, loads, compares, and takes a file back."""

import csv
import io

from playwright.sync_api import Page, expect

from tests.factories.doses import HEADER, a_dose_file, a_dose_row
from tests.journeys.browsing import PHONE, picture
from tests.journeys.looking import looker

look = looker("doses")
_PUSHED_SIDEWAYS = "[...document.querySelectorAll('main *')].filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'auto').length"


def a_row(person: dict, **cells: str) -> list[str]:
    known = {"name": person["name"], "birth": person["born"], "gender": "Nam", "paper": person["paper"]}
    return a_dose_row(**(known | cells))


def send(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "text/csv", "buffer": content})
    page.click("button:has-text('Gửi tệp')")


def mended(content: bytes) -> bytes:
    """Return the faulty rows as somebody mends them."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    day, number = HEADER.index("Ngày tiêm"), HEADER.index("Mũi số")
    for row in rows[1:]:
        row[day] = "02/09/2021" if row[day] == "2021" else row[day]
        row[number] = "1" if row[number] == "nhắc" else row[number]
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def test_a_list_of_doses_is_brought_mended_compared_and_taken_back(product, computer, sign_in, tmp_path):
    station = product.seeds["dose_station"]
    people = station["people"]
    page = sign_in(computer, "dose_clerk", "/clinic/")
    page.click("text=Nhập mũi tiêm từ tệp")
    look(page, "upload")
    with page.expect_download() as template:
        page.click("text=Tải tệp mẫu (.xlsx)")
    assert template.value.suggested_filename == "mau-danh-sach-mui-tiem.xlsx"
    send(
        page,
        "mui-tiem-da-kao.csv",
        a_dose_file(
            *map(a_row, people[:5]),
            a_row(people[5], given_on="2021"),
            a_row(people[6], dose_number="nhắc"),
            a_row(people[7], given_on="01/01/2021"),
            a_row(people[8], paper=""),
            a_dose_row(name="=Lạ Thị Hoắc"),
        ),
    )
    expect(page.locator("h1")).to_contain_text("Chờ bạn quyết định", timeout=120_000)
    expect(page.locator("body")).to_contain_text("2 dòng cần sửa")
    expect(page.locator("body")).to_contain_text("không phải ngày: hãy viết đủ như 15/10/2021")
    expect(page.locator("body")).to_contain_text("ngày trước khi vắc xin được cấp phép")
    expect(page.locator("body")).to_contain_text("Chưa chắc của ai")
    look(page, "checked")
    page.click("text=Nạp 8 dòng đúng")
    expect(page.locator("progress, .at-import-sums").first).to_be_visible()
    picture(page, "doses-loading")
    expect(page.locator("h1")).to_contain_text("Đã nạp", timeout=120_000)
    look(page, "loaded")
    with page.expect_download() as faulty:
        page.click("text=Tải các dòng cần sửa (.csv)")
    faulty.value.save_as(tmp_path / "faulty.csv")
    page.click("text=Đối chiếu tệp với hồ sơ")
    expect(page.locator("main")).to_contain_text("Mọi dòng của tệp đều có chỗ")
    look(page, "sums")

    page.goto(f"/clinic/imports/{station['unit']}/")
    send(page, "da-sua.csv", mended((tmp_path / "faulty.csv").read_bytes()))
    page.click("text=Nạp 2 dòng đúng", timeout=120_000)
    expect(page.locator("h1")).to_contain_text("Đã nạp", timeout=120_000)
    ids = [person["id"] for person in people]
    by_state = (
        "SELECT state, count(*) FROM records_vaccination WHERE person_id = ANY(%s) GROUP BY 1 ORDER BY 1"
    )
    assert product.rows(by_state, ids) == [("quarantined", 1), ("verified", 7)]

    page.goto(f"/clinic/imports/{station['unit']}/")
    page.click("text=2 dòng chưa rõ của ai")
    look(page, "held")
    page.click("text=Tống Hữu Đạt")
    look(page, "held-row")
    page.fill("#because", "Người này không tiêm ở đây.")
    page.click("text=Không phải, bỏ dòng này")
    expect(page.locator("tbody tr")).to_have_count(1)

    page.goto(f"/clinic/imports/{station['unit']}/")
    page.click("text=mui-tiem-da-kao.csv")
    page.click("text=Nạp nhầm? Bỏ cả tệp này")
    look(page, "undo")
    page.click("button:has-text('Bỏ cả tệp')")
    expect(page.locator("h1")).to_contain_text("Đã bỏ cả tệp", timeout=120_000)
    look(page, "undone")
    assert product.rows(by_state, ids) == [("annulled", 6), ("verified", 2)]


def test_rows_of_the_city_s_list_are_settled_one_by_one(product, computer, sign_in):
    station = product.seeds["dose_station"]
    alike = station["people"][-1]
    page = sign_in(computer, "city_records", "/clinic/")
    page.click("a[href='/clinic/imports/city/held/']")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    look(page, "city-held")
    page.set_viewport_size(PHONE)
    # On a phone each row is a list of its own: every value under its name, nothing to push sideways.
    expect(rows.first.locator(".nhsuk-table-responsive__heading").first).to_be_visible()
    assert page.evaluate(_PUSHED_SIDEWAYS) == 0
    page.click("button:has-text('Tìm lại người có hồ sơ mới')")
    expect(page.locator(".at-messages")).to_contain_text("Chưa thêm được ai")
    page.click(f"text={alike['name']}")
    look(page, "city-held-row")
    page.fill("#because", "Đã xem phiếu tiêm bản giấy.")
    page.click("text=Đúng, tính mũi này cho người đó")
    expect(rows).to_have_count(1)
    page.click("text=Thạch Thị Xa Lạ")
    look(page, "city-held-unknown")
    page.fill("#because", "Không tìm được ai như vậy.")
    page.click("text=Không phải, bỏ dòng này")
    expect(page.locator("main")).to_contain_text("Không còn dòng nào chờ")
    look(page, "city-held-none")
    assert product.rows(
        "SELECT source, state FROM records_vaccination WHERE person_id = %s", alike["id"]
    ) == [("authority:city", "verified")]
