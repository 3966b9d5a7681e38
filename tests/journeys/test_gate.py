"""A gate, from the enrolment of a phone to the colour on its screen and the visit in the database."""

import pytest
from playwright.sync_api import expect

from antoan.domains.policy.values import Colour
from tests.journeys.browsing import device, picture, start_chromium
from tests.journeys.filming import film
from tests.journeys.gating import a_ticket, clear, expect_verdict, open_gate, paste_code, type_code, visits_of

WORDS = {"green": "Xanh", "yellow": "Vàng", "red": "Đỏ", "black": "Đen"}


@pytest.fixture(autouse=True)
def nobody_came(product):
    product.execute("DELETE FROM came")


@pytest.mark.parametrize("colour", WORDS)
def test_code_before_the_camera_becomes_a_colour_and_a_visit(product, playwright, tmp_path, colour):
    video = film(product.seeds["people"][colour]["code"], tmp_path / "camera.y4m")
    chromium = start_chromium(playwright, film=video)
    try:
        with device(chromium, product.url) as phone:
            phone.grant_permissions(["camera"])
            page = open_gate(phone, product)
            expect_verdict(page, colour, WORDS[colour])
            picture(page, f"gate-camera-{colour}")
    finally:
        chromium.close()
    assert visits_of(product, colour) == [(Colour(colour).number, None)]


def test_typed_short_code_is_as_good_as_a_camera(product, phone):
    page = open_gate(phone, product)
    type_code(page, product.seeds["people"]["green"]["short"].lower())
    expect_verdict(page, "green")
    assert len(visits_of(product, "green")) == 1


def test_screen_shows_initials_and_year_and_nothing_more(product, phone):
    person = product.seeds["people"]["red"]
    page = open_gate(phone, product)
    type_code(page, person["code"])
    expect_verdict(page, "red", "P.V. Cách · 1985")
    shown = page.inner_text("body")
    for secret in (person["name"], person["number"], person["number"][-6:], person["born"], "02/01/1985"):
        assert secret not in shown


def test_hand_scanner_types_anywhere_haltingly_too_and_presses_nothing(product, phone):
    page = open_gate(phone, product)
    page.focus("#menu-open")  # Its Enter and its spaces must not press this.
    page.evaluate(
        """(code) => {
          const halts = [1, 4, Math.floor(code.length / 2)];  // After a hand's own key; then a busy device is late.
          let now = performance.now();
          for (const [place, key] of ["x", ...code, "Enter"].entries()) {
            now += halts.includes(place) ? 300 : 5;
            const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
            Object.defineProperty(event, "timeStamp", { value: now });
            document.activeElement.dispatchEvent(event);
          }
        }""",
        product.seeds["people"]["green"]["code"],
    )
    expect_verdict(page, "green")
    expect(page.locator("#menu")).to_be_hidden()


def test_pasted_code_is_judged(product, phone):
    page = open_gate(phone, product)
    paste_code(page, product.seeds["people"]["black"]["code"] + "\r\n")
    expect_verdict(page, "black")


def test_same_code_twice_within_three_seconds_is_one_scan(product, phone):
    page = open_gate(phone, product)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/visits") else None)
    for _ in range(3):
        paste_code(page, product.seeds["people"]["green"]["code"])
    expect_verdict(page, "green")
    paste_code(page, product.seeds["people"]["green"]["code"])
    page.wait_for_timeout(300)
    assert len(sent) == 1


def test_codes_that_come_faster_than_answers_are_judged_in_turn(product, phone):
    page = open_gate(phone, product)
    for colour in ("yellow", "red"):
        paste_code(page, product.seeds["people"][colour]["code"])
    expect_verdict(page, "red")
    assert [colour for colour, _ in visits_of(product, "yellow")] != []


def test_forged_code_is_black_with_what_to_do_and_no_visit(product, phone):
    page = open_gate(phone, product)
    code = product.seeds["people"]["green"]["code"]
    paste_code(page, code.replace("NGUYEN VAN AN", "NGUYEN VAN EM"))
    expect_verdict(page, "black", "Mã giả")
    expect(page.locator("#verdict-steps")).to_contain_text("Không nhận mã này")
    expect(page.locator("#verdict-kept")).to_have_text("Lượt này không được ghi lại.")
    assert visits_of(product, "green") == []


def test_unreadable_code_is_unknown_and_says_how_to_hold_it(product, phone):
    page = open_gate(phone, product)
    paste_code(page, "https://example.com/quang-cao")
    expect_verdict(page, "unknown")
    expect(page.locator("#verdict-steps")).to_contain_text("tăng độ sáng")


def test_code_of_a_former_app_is_called_by_its_name_and_says_what_to_do(product, phone):
    page = open_gate(phone, product)
    paste_code(page, "https://qr.tokhaiyte.vn/dkdd")
    expect_verdict(page, "unknown", "Mã của ứng dụng cũ: Tờ khai y tế (VHD)")
    expect(page.locator("#verdict-steps")).to_contain_text("căn cước công dân")
    picture(page, "gate-former-app")


def test_stopped_gates_say_why_and_go_on_when_it_is_over(product, phone):
    page = open_gate(phone, product)
    text = "Hệ thống đang sửa lỗi màu."
    product.execute(
        "INSERT INTO gates_gateswitch (minimum_version, stopped_at, stopped_until, text_vi, text_en, changed_at) "
        f"VALUES (0, now() - interval '1 minute', now() + interval '1 hour', '{text}', 'Mending.', now())"
    )
    try:
        page.reload()
        expect(page.locator("#notice")).to_contain_text(text)
        paste_code(page, product.seeds["people"]["green"]["code"])
        expect_verdict(page, "unknown", text)
        picture(page, "gate-stopped")
        clear(page)
        phone.set_offline(True)
        paste_code(page, product.seeds["people"]["red"]["code"])
        expect_verdict(page, "unknown", text)
        expect(page.locator("#verdict")).to_have_attribute("data-kept", "not_recorded")
        clear(page)
    finally:
        phone.set_offline(False)
        product.execute("DELETE FROM gates_gateswitch")
    page.reload()
    expect(page.locator("[data-face=scanner]")).to_be_visible()
    expect(page.locator("#notice")).to_be_hidden()
    paste_code(page, product.seeds["people"]["green"]["code"])
    expect_verdict(page, "green")
    assert len(visits_of(product, "green")) == 1


def test_gate_of_a_vehicle_writes_down_the_seat(product, phone):
    place = product.seeds["place"]["id"]
    [(kind,)] = product.rows("SELECT kind FROM places_place WHERE id = %s", place)
    product.execute("UPDATE places_place SET kind = 'vehicle' WHERE id = %s", place)
    try:
        page = open_gate(phone, product)
        paste_code(page, product.seeds["people"]["red"]["code"])  # Stays on the screen until it is put away.
        expect_verdict(page, "red")
        page.click("#seat-open")
        page.fill("#seat-number", "12AB")
        page.press("#seat-number", "Enter")
        expect(page.locator("#seat-fault")).to_contain_text("ví dụ 12A")
        picture(page, "gate-seat")
        page.fill("#seat-number", "12a")
        page.press("#seat-number", "Enter")
        expect(page.locator("#seat")).to_be_hidden()
        expect(page.locator("#verdict-kept")).to_have_text("Đã ghi ghế 12A.")
        assert product.rows("SELECT seat FROM visits_seat") == [("12A",)]
    finally:
        product.execute("UPDATE places_place SET kind = %s WHERE id = %s", kind, place)
        product.execute("DELETE FROM visits_seat")


def test_way_out_is_recorded_on_the_same_visit(product, phone):
    page = open_gate(phone, product)
    code = product.seeds["people"]["green"]["code"]
    page.check("input[value=in]", force=True)
    paste_code(page, code)
    expect_verdict(page, "green", "Đã ghi: vào")
    expect(page.locator("#inside")).to_have_text("1/120")
    clear(page)
    page.check("input[value=out]", force=True)
    page.wait_for_timeout(3100)
    paste_code(page, code)
    expect_verdict(page, "green", "Đã ghi: ra")
    expect(page.locator("#inside")).to_have_text("0/120")
    expect(page.locator("#today")).to_have_text("2")
    [(_, left_at)] = visits_of(product, "green")
    assert left_at is not None


def test_green_goes_away_by_itself_and_red_waits_for_a_hand(product, phone):
    page = open_gate(phone, product)
    paste_code(page, product.seeds["people"]["red"]["code"])
    expect_verdict(page, "red")
    page.wait_for_timeout(4000)
    expect(page.locator("#verdict")).to_be_visible()
    clear(page)
    paste_code(page, product.seeds["people"]["green"]["code"])
    expect_verdict(page, "green")
    expect(page.locator("#verdict")).to_be_hidden(timeout=30_000)


def test_phone_without_a_camera_says_what_else_works(product, phone):
    page = open_gate(phone, product)
    expect(page.locator("#camera-fault")).to_contain_text("Máy không có camera")
    picture(page, "gate-no-camera")


def test_refused_camera_says_how_to_allow_it(product, phone):
    phone.add_init_script(
        "if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));"
    )
    page = open_gate(phone, product)
    expect(page.locator("#camera-fault")).to_contain_text("cho phép Camera")


def test_each_colour_has_a_sound_and_a_vibration_of_its_own(product, phone):
    phone.add_init_script(
        """window.felt = []; navigator.vibrate = (pattern) => window.felt.push(pattern.join());
        window.heard = [];
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (at) { window.heard.push(this.frequency.value); return start.call(this, at); };"""
    )
    page = open_gate(phone, product)
    page.click("#menu-open")  # Browsers let a page sound after the first touch.
    page.click("#menu-close")
    felt, heard = set(), set()
    for colour in WORDS:
        paste_code(page, product.seeds["people"][colour]["code"])
        expect_verdict(page, colour)
        page.wait_for_timeout(100)
        felt.add(page.evaluate("window.felt.splice(0).join(';')"))
        heard.add(page.evaluate("window.heard.splice(0).join(';')"))
        clear(page)
    assert len(felt) == len(heard) == len(WORDS)
    assert "" not in felt | heard


def test_revoked_phone_forgets_everything_and_says_so(product, phone):
    page = open_gate(phone, product, "Máy sẽ mất")
    phone.set_offline(True)
    paste_code(page, product.seeds["people"]["green"]["code"])
    expect(page.locator("#waiting")).to_have_text("1")
    product.execute("UPDATE places_device SET revoked_at = now() WHERE name = 'Máy sẽ mất'")
    page.wait_for_timeout(
        5000
    )  # The scan processes know of it within two seconds; a busy machine takes longer.
    phone.set_offline(False)
    expect(page.locator("#revoked-text")).to_contain_text("kể cả 1 lượt chưa gửi", timeout=60_000)
    picture(page, "gate-revoked")
    left = page.evaluate(
        """async () => {
          const open = indexedDB.open("antoan-gate");
          const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
          const counts = [...database.objectStoreNames].map((name) => new Promise((done) => {
            const request = database.transaction(name).objectStore(name).count();
            request.onsuccess = () => done(request.result);
          }));
          return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
        }"""
    )
    assert left == 0
    page.reload()
    expect(page.locator("#stranger-form")).to_be_visible()


def test_used_enrolment_code_is_refused_in_plain_words(product, phone):
    secret = a_ticket(product)
    for page in (phone.new_page(), phone.new_page()):
        page.goto(f"/gate/enrol#{secret}")
        page.fill("#device-name", "Hai lần")
        page.click("#enrol-button")
        page.wait_for_selector("#enrolled:visible, #enrol-error:visible")
    expect(page.locator("#enrol-error")).to_contain_text("đã dùng hoặc đã hết hạn")
    assert secret not in page.url  # Nobody reads it over the shoulder or in the history.
