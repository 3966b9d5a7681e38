"""A gate whose network goes and comes back: never a wrong colour, nothing lost, nothing twice."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from antoan.domains.policy.values import Colour
from antoan.kit import clock
from tests.journeys.browsing import picture
from tests.journeys.gating import clear, expect_verdict, open_gate, paste_code, visits_of, with_pack


@pytest.fixture(autouse=True)
def nobody_came(product):
    product.execute("DELETE FROM came")


@pytest.fixture
def gate(product, phone) -> Page:
    return with_pack(open_gate(phone, product))


def scan(page: Page, code: str, colour: str, words: str = "") -> None:
    paste_code(page, code)
    expect_verdict(page, colour, words)
    clear(page)


def test_seen_code_keeps_its_colour_and_an_unseen_one_is_unknown(product, phone, gate):
    people = product.seeds["people"]
    scan(gate, people["green"]["code"], "green")
    gate.wait_for_timeout(3100)
    phone.set_offline(True)
    scan(gate, people["green"]["code"], "green", "Theo lần kiểm tra gần nhất")
    scan(
        gate, people["red"]["code"], "red", "Danh sách tình trạng của thành phố"
    )  # Of no name: nobody told it whose.
    paste_code(gate, people["black"]["code"])  # The list keeps no black.
    expect_verdict(gate, "unknown", "Mã thật, nhưng đang mất mạng")
    expect(gate.locator("#verdict-steps")).to_contain_text("ghi họ tên và giờ vào sổ giấy")
    picture(gate, "gate-offline-unknown")


def test_forged_code_is_black_without_asking_anybody(product, phone, gate):
    phone.set_offline(True)
    code = product.seeds["people"]["green"]["code"]
    scan(gate, code.replace("NGUYEN VAN AN", "NGUYEN VAN EM"), "black", "Mã giả")
    scan(gate, product.seeds["expired"], "black", "Mã đã hết hạn")


def test_other_papers_are_unknown_never_black(product, phone, gate):
    phone.set_offline(True)
    scan(gate, product.seeds["people"]["black"]["short"], "unknown", "chưa kiểm tra được mã này")
    scan(gate, "079090000001||Nguyễn Văn A|01021990|Nam|Quận 1|15042021", "unknown")


def test_remembered_colour_ends_with_its_policy(product, phone, gate):
    scan(gate, product.seeds["people"]["green"]["code"], "green")
    gate.wait_for_timeout(3100)
    phone.set_offline(True)
    gate.evaluate(
        """async () => {
          const open = indexedDB.open("antoan-gate");
          const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
          const settings = database.transaction("settings", "readwrite").objectStore("settings");
          const read = settings.get("page");
          await new Promise((done) => { read.onsuccess = done; });
          read.result.policies.forEach((policy) => { policy.ends_at = "2021-12-31T00:00:00+07:00"; });
          await new Promise((done) => { settings.put(read.result, "page").onsuccess = done; });
        }"""
    )
    scan(gate, product.seeds["people"]["green"]["code"], "unknown")


def test_waiting_scans_are_handed_over_once_and_reported(product, phone, gate):
    people = product.seeds["people"]
    phone.set_offline(True)
    expect(gate.locator("#network-text")).to_have_text("Mất mạng")
    for person, colour in (("green", "green"), ("red", "red"), ("black", "unknown")):
        scan(gate, people[person]["code"], colour)
    scan(gate, "khong-phai-ma", "unknown")
    expect(gate.locator("#waiting")).to_have_text("4")
    picture(gate, "gate-offline-waiting")
    assert visits_of(product, "green") == []
    phone.set_offline(False)
    expect(gate.locator("#report")).to_have_text(
        "Đã gửi 4 lượt lưu khi mất mạng, ghi được 3. 1 lượt không đọc được mã.", timeout=60_000
    )
    expect(gate.locator("#waiting-box")).to_be_hidden()
    picture(gate, "gate-report")
    for person in ("green", "red", "black"):
        assert visits_of(product, person) == [(Colour(person).number, None)]
    gate.reload()
    expect(gate.locator("[data-face=scanner]")).to_be_visible()
    gate.wait_for_timeout(1000)
    assert product.rows("SELECT count(*) FROM came") == [(3,)]


def test_page_opens_without_a_network(product, phone, gate):
    phone.set_offline(True)
    gate.reload()
    expect(gate.locator("#gate-place")).to_have_text(product.seeds["place"]["name"])
    scan(gate, product.seeds["people"]["green"]["code"].replace("AN|", "EM|"), "black", "Mã giả")
    expect(gate.locator("#waiting")).to_have_text("1")


def test_slow_answer_is_as_good_as_none(product, phone: BrowserContext, gate):
    people = product.seeds["people"]
    heard = []
    # The scan reaches the server; its answer never reaches the phone.
    phone.route("**/scan/v1/visits", lambda route: heard.append(route.fetch()))
    paste_code(gate, people["black"]["code"])
    expect_verdict(gate, "unknown", "Mã thật")
    assert [answer.status for answer in heard] == [200]
    phone.unroute("**/scan/v1/visits")
    expect(gate.locator("#report")).to_contain_text("ghi được 1", timeout=60_000)
    assert len(visits_of(product, "black")) == 1


def test_full_queue_still_judges_and_says_what_to_do(product, phone, gate):
    gate.evaluate(
        """async (at) => {
          const open = indexedDB.open("antoan-gate");
          const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
          const write = database.transaction("queue", "readwrite");
          for (let number = 0; number < 5000; number += 1) {
            write.objectStore("queue").put({ id: `old-${number}`, code: "x", direction: "in", at });
          }
          await new Promise((done) => { write.oncomplete = done; });
        }""",
        (clock.now() - timedelta(days=8)).isoformat(),
    )
    phone.set_offline(True)
    paste_code(gate, product.seeds["people"]["black"]["code"])
    expect_verdict(gate, "unknown", "KHÔNG được lưu")
    clear(gate)
    expect(gate.locator("#queue-full")).to_be_visible()
    expect(gate.locator("#waiting")).to_have_text("5000")
    picture(gate, "gate-queue-full")
    phone.set_offline(False)
    expect(gate.locator("#report")).to_contain_text("5000 lượt quá 7 ngày", timeout=60_000)


def test_wrong_clock_of_the_phone_is_mended(product, phone):
    phone.add_init_script("const real = Date.now; Date.now = () => real() - 3 * 24 * 3600 * 1000;")
    page = open_gate(phone, product)
    page.wait_for_timeout(500)
    paste_code(page, product.seeds["people"]["green"]["code"])
    expect_verdict(page, "green")
    [(minutes_off,)] = product.rows("SELECT abs(extract(epoch FROM now() - t_in)) / 60 FROM came")
    assert minutes_off < 2


def test_page_too_old_for_what_the_server_says_tells_no_colour_and_fetches_itself_anew(product, phone, gate):
    phone.route("**/scan/v1/gate", _of_a_newer_page)
    gate.reload()
    expect(gate.locator("#notice")).to_contain_text("Trang này đã cũ")
    scan(gate, product.seeds["people"]["green"]["code"], "unknown", "không còn nói màu")
    assert len(visits_of(product, "green")) == 1  # The visit is kept all the same.
    phone.set_offline(True)
    paste_code(gate, product.seeds["people"]["red"]["code"])
    expect_verdict(gate, "unknown", "không còn nói màu")
    expect(gate.locator("#verdict-person")).to_be_empty()
    picture(gate, "gate-outdated")
    clear(gate)
    phone.set_offline(False)
    expect(gate.locator("#network")).to_have_attribute("data-up", "true", timeout=60_000)
    with gate.expect_navigation(timeout=120_000):
        pass  # It looks around every 45 seconds; a clock put forward would break off its request.
    phone.unroute("**/scan/v1/gate")
    gate.reload()
    expect(gate.locator("#notice")).to_be_hidden()
    wait_for_answers(gate)
    scan(gate, product.seeds["people"]["green"]["code"], "green")


def wait_for_answers(page: Page) -> None:
    """Wait until the page has learnt what governs it now."""
    for _ in range(300):
        if page.evaluate(
            """() => new Promise((done) => {
              const open = indexedDB.open("antoan-gate");
              open.onsuccess = () => {
                const read = open.result.transaction("settings").objectStore("settings").get("page");
                read.onsuccess = () => done(read.result.minimumVersion === 1);
              };
            })"""
        ):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the page learnt nothing new")


def _of_a_newer_page(route) -> None:
    """Answer as a server would whose oldest page is younger than any."""
    answer = route.fetch()
    route.fulfill(response=answer, json=answer.json() | {"minimum_version": 32_000})
