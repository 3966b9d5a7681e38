"""A factory brings two thousand workers, mends what is wrong, undoes a mistake, is approved; a worker contests."""

import io
import re

import openpyxl
from playwright.sync_api import Page, expect

from antoan.kit.sheets import xlsx_bytes
from tests.factories.workers import HEADER
from tests.journeys.browsing import COMPUTER, PHONE, device, picture
from tests.journeys.looking import looker

SIZES = (PHONE, COMPUTER)
WORKERS = 2_000
FAMILY, MIDDLE = ("Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi"), ("Thị", "Văn", "Ngọc", "Minh")


look = looker("workers")


def a_name(number: int) -> str:
    given = "".join("abcdeghiklmnopqrstuvxy"[int(digit) + 5] for digit in str(number)).capitalize()
    return f"{FAMILY[number % 6]} {MIDDLE[number % 4]} {given}"


def a_line(number: int) -> list[str]:
    """Return a row of somebody nobody knows yet."""
    return [
        f"NV{number:05}", a_name(number), f"{1 + number % 28:02}/{1 + number % 12:02}/1992", "Nữ",
        f"0791{92}{number:06}", "", "Phường Sài Gòn", f"Xưởng {1 + number % 4}", f"Tổ {'ABCDEFGH'[number % 8]} ca sáng",
    ]  # fmt: skip


def of_person(person: dict) -> list[str]:
    year, month, day = person["born"].split("-")
    return [
        "",
        person["name"],
        f"{day}/{month}/{year}",
        "Nam",
        person["number"],
        "",
        "",
        "Văn phòng",
        "Tổ A ca sáng",
    ]


def the_file(product) -> bytes:
    """Return 2,000 rows: two registered people, and four rows with what spreadsheets and people do to them."""
    known = [of_person(person) for person in product.seeds["factory_workers"][:2]]
    rows = [*known, *(a_line(number) for number in range(1, WORKERS - 1))]
    rows[100][4] = "7.9E+10"
    rows[200][2] = "12/25/1992"
    rows[300][4] = rows[299][4]
    rows[400][1] = ""
    rows[500][4] = rows[500][4].removeprefix("0")  # Mended by itself, with a warning.
    return xlsx_bytes(HEADER, rows, sheet="Danh sách")


def mended(content: bytes) -> bytes:
    """Return the faulty rows as somebody mends them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    (header, *rows) = [[cell.value or "" for cell in row] for row in book.worksheets[0].iter_rows()]
    for number, row in enumerate(rows):
        row[1] = row[1] or "Ngô Thị Sửa"
        row[2] = "25/12/1992" if row[2].startswith("12/25") else row[2]
        row[4] = f"079192{900_000 + number:06}"
    return xlsx_bytes(header, rows, sheet="Danh sách")


def send(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "application/vnd.ms-excel", "buffer": content})
    page.click("button:has-text('Gửi tệp')")


def test_two_thousand_workers_are_brought_mended_and_approved(product, browser, computer, sign_in, tmp_path):
    unit = product.seeds["factory"]
    page = sign_in(computer, "factory_admin", f"/unit/{unit['id']}/")
    page.click("text=Người lao động")
    look(page, "empty")
    page.click(".at-door__name:has-text('Nhập từ tệp Excel')")
    look(page, "import")
    with page.expect_download() as template:
        page.click("text=Tải tệp mẫu (.xlsx)")
    assert template.value.suggested_filename.endswith(".xlsx")

    send(page, "nha-may.xlsx", the_file(product))
    expect(page.locator("h1")).to_contain_text("Chờ bạn quyết định", timeout=120_000)
    expect(page.locator(".at-import-sums")).to_contain_text("2.000")
    expect(page.locator("body")).to_contain_text("4 dòng cần sửa")
    expect(page.locator("body")).to_contain_text("dạng 7,9E+10")
    expect(page.locator("body")).to_contain_text("tháng trước ngày")
    expect(page.locator("body")).to_contain_text("đã có ở dòng 301")
    expect(page.locator("body")).to_contain_text("thiếu số 0 ở đầu; đã thêm")
    look(page, "checked")
    page.click("text=Nạp 1.996 dòng đúng")
    expect(page.locator("progress, .at-import-sums").first).to_be_visible()
    picture(page, "workers-loading")
    expect(page.locator("h1")).to_contain_text("Đã nạp", timeout=120_000)
    look(page, "loaded")

    with page.expect_download() as faulty:
        page.click("text=Tải các dòng cần sửa (.xlsx)")
    faulty.value.save_as(tmp_path / "faulty.xlsx")
    page.goto(f"/unit/{unit['id']}/workers/import/")
    send(page, "da-sua.xlsx", mended((tmp_path / "faulty.xlsx").read_bytes()))
    page.click("text=Nạp 4 dòng đúng", timeout=120_000)
    expect(page.locator("h1")).to_contain_text("Đã nạp", timeout=120_000)

    # A list of somebody else, loaded by mistake, goes as it came.
    page.goto(f"/unit/{unit['id']}/workers/import/")
    send(
        page,
        "nham.xlsx",
        xlsx_bytes(HEADER, [a_line(number) for number in range(5_000, 5_020)], sheet="Danh sách"),
    )
    page.click("text=Nạp 20 dòng đúng", timeout=120_000)
    expect(page.locator("h1")).to_contain_text("Đã nạp", timeout=120_000)
    page.click("text=Nạp nhầm? Bỏ cả tệp này")
    look(page, "undo")
    page.click("button:has-text('Bỏ cả tệp')")
    expect(page.locator("h1")).to_contain_text("Đã bỏ cả tệp", timeout=120_000)
    page.goto(f"/unit/{unit['id']}/workers/")
    expect(page.locator(".at-work-total")).to_contain_text("2.000 người")
    look(page, "overview")

    # Somebody on the list may not come in now.
    page.click("text=cảnh báo chưa xử lý")
    expect(page.locator("main")).to_contain_text("Võ Văn Đức")
    look(page, "alerts")
    page.click("text=Đã biết, đang làm theo hướng dẫn")
    expect(page.locator("main")).to_contain_text("đã nhận lúc")

    for name, path in (
        ("people", "people/"), ("add", "people/new/"), ("groups", "groups/"), ("attendance", "attendance/"), ("tests", "tests/"),
        ("export", "export/"),
    ):  # fmt: skip
        page.goto(f"/unit/{unit['id']}/workers/{path}")
        look(page, name)
    page.goto(f"/unit/{unit['id']}/workers/people/?q=no")
    page.click("text=Võ Thị Nơ")
    expect(page.locator("main")).to_contain_text("Xanh")
    look(page, "person")

    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "factory_officer", "/desk/workers/quotas/")
        look(desk, "quotas-empty")
        desk.click("text=Đặt số lượng, điều kiện")
        desk.fill("[name=unit_workers_max]", "2500")
        desk.fill("[name=protected_percent_min]", "90")
        desk.fill("[name=basis]", "QĐ 12/2026 (thử)")
        look(desk, "new-quota")
        desk.click("main button:has-text('Đặt')")
        expect(desk.locator("main")).to_contain_text("2.500 người")
        look(desk, "quota")

        page.goto(f"/unit/{unit['id']}/workers/submit/")
        expect(page.locator("main")).to_contain_text("Chưa đạt")
        page.fill("[name=contact_name]", "Mai Thị Nhân")
        page.fill("[name=contact_number]", "0908 222 333")
        page.select_option("[name=plan_kind]", "on_site")
        page.fill("[name=plan_note]", "Hai ca, ăn ở tại xưởng, xe đưa đón riêng.")
        look(page, "submit")
        page.click("button:has-text('Nộp danh sách')")
        expect(page.locator("h1")).to_contain_text("Đang chờ duyệt")
        look(page, "submitted")

        desk.goto("/desk/workers/")
        look(desk, "desk")
        desk.click(f"text={unit['name']}")
        look(desk, "decide")
        desk.fill("[name=words]", "Đồng ý cho làm tại chỗ, bổ sung giấy tờ trong 14 ngày.")
        desk.click("button:has-text('Duyệt') >> nth=0")
        expect(desk.locator("main")).to_contain_text("Đã ghi quyết định")
        page.reload()
        expect(page.locator("h1")).to_contain_text("Đã duyệt")
        look(page, "approved")

        desk.goto("/desk/workers/awaiting/")
        look(desk, "awaiting")
        desk.locator("main table a").first.click()
        look(desk, "awaiting-one")

    # A worker who never worked there takes the name off; the unit sees the person no more.
    with device(browser, product.url, viewport=PHONE) as phone:
        mine = sign_in(phone, "factory_worker", "/me/")
        mine.click("text=Nơi làm việc")
        expect(mine.locator("main")).to_contain_text(unit["name"])
        look(mine, "my-work")
        mine.set_viewport_size(PHONE)
        mine.click("text=Rút tên, hoặc báo không làm ở đây")
        look(mine, "leave")
        mine.click("text=Báo sai và rút tên")
        expect(mine.locator("main")).to_contain_text("Bạn đã báo không làm ở đây")
    page.goto(f"/unit/{unit['id']}/workers/people/?q=no")
    expect(page.locator("main")).not_to_contain_text("Võ Thị Nơ")


def test_the_worker_was_told_once_on_the_phone_that_is_known_to_be_theirs(product):
    """Reads what the first journey left: one message about being listed, none to numbers an employer wrote."""
    told = "SELECT template, person_id FROM messaging_message WHERE template = 'workers.listed' AND person_id IS DISTINCT FROM %s"
    sent = product.rows(told, product.seeds["assisting"]["id"])
    if sent:  # Run alone, there was no import.
        assert sent == [("workers.listed", product.seeds["factory_workers"][0]["id"])]


def test_a_damaged_file_says_what_to_do(product, phone, sign_in):
    unit = product.seeds["factory"]
    page = sign_in(phone, "factory_admin", f"/unit/{unit['id']}/workers/import/")
    send(page, "bao-cao.xlsx", b"%PDF-1.7 khong phai bang tinh")
    expect(page.locator("h1")).to_contain_text("Không đọc được tệp", timeout=120_000)
    expect(page.locator("[role=alert]")).to_contain_text(re.compile("không phải là bảng tính"))
    look(page, "refused")
