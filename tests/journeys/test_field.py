"""A helper goes from door to door without a network; an officer decides what clashes; a list becomes cards in its order."""

from playwright.sync_api import expect

from tests.factories.cards import ROSTER_HEADER, a_roster_row
from tests.factories.tables import an_xlsx
from tests.journeys.browsing import wait_for_worker
from tests.journeys.looking import looker

look = looker("field")


def test_forms_filled_in_without_a_network_come_later_each_once_and_a_clash_waits_for_an_officer(
    product, phone, computer, sign_in
):
    known = product.seeds["field"]["known"]
    page = sign_in(phone, "field.helper", "/desk/field/")
    wait_for_worker(page)
    look(page, "empty")
    phone.set_offline(True)
    page.reload()
    people = (("Bành Thị Rẫy", "1947", "Nữ", "fine"), ("Bành Văn Sông", "02/03/1961", "Nam", ""))
    for name, birth, gender, health in people:
        page.fill("[name=full_name]", name)
        page.fill("[name=birth]", birth)
        page.select_option("[name=gender]", label=gender)
        page.fill("[name=address]", "Ấp 7, nhà cuối")
        page.select_option("[name=health]", health)
        page.click("text=Giữ phiếu")
        expect(page.locator("#said")).to_contain_text("Đã giữ trên máy")
    expect(page.locator("#kept li")).to_have_count(2)
    look(page, "kept")
    assert "Rẫy" not in page.evaluate(FORMS).replace("B.T. Rẫy", "")  # Sealed: only the label can be read.
    assert registered(product) == []
    phone.set_offline(False)
    page.click("#send")
    expect(page.locator("#kept")).to_contain_text("Không có phiếu nào chờ gửi")
    assert registered(product) == ["Bành Thị Rẫy"]
    office = sign_in(computer, "field.officer", "/desk/field/waiting/")
    look(office, "waiting")
    office.click("text=Phường, xã đã có người rất giống")
    look(office, "one")
    office.click("text=Cùng một người: ghi địa chỉ, điện thoại của phiếu")
    expect(office.locator(".at-messages")).to_contain_text("Đã ghi địa chỉ")
    sql = "SELECT address FROM people_person WHERE id = %s"
    assert product.rows(sql, known) == [("Ấp 7, nhà cuối",)]
    office.goto("/desk/cards/lists/")
    look(office, "lists")
    rows = [a_roster_row("Bành Thị Út"), a_roster_row("Bành Thị Áo"), a_roster_row("Sai Ngày", "31/02/1950")]
    office.set_input_files(
        "[name=file]", {"name": "ap-7.xlsx", "mimeType": "", "buffer": an_xlsx([ROSTER_HEADER, *rows])}
    )
    office.click("button:has-text('Gửi tệp')")
    expect(office.locator("text=Nạp 2 dòng đúng")).to_be_visible()
    look(office, "list-checked")
    office.click("text=Nạp 2 dòng đúng")
    expect(office.locator("h2").first).to_contain_text("Làm thẻ cho 2 người")
    look(office, "list-loaded")
    office.click("button:has-text('Làm thẻ')")
    expect(office.locator("h1")).to_contain_text("Sẵn sàng in")
    look(office, "list-cards")


FORMS = """() => new Promise((done) => {
  const opened = indexedDB.open("antoan-field");
  opened.onsuccess = () => {
    const all = opened.result.transaction("forms").objectStore("forms").getAll();
    all.onsuccess = () => done(JSON.stringify(all.result));
  };
})"""


def registered(product) -> list[str]:
    sql = "SELECT full_name FROM people_person WHERE address = 'Ấp 7, nhà cuối' ORDER BY full_name"
    return [row[0] for row in product.rows(sql)]
