"""Citizens sign in with the code from a text message, register with their card before the camera, share a phone,
and add their family; the desk compares what is doubtful."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.browsing import COMPUTER, PHONE, device, start_chromium
from tests.journeys.filming import film
from tests.journeys.looking import looker
from tests.journeys.messages import code_for, newest, texts_to
from tests.journeys.product import Product

SIZES = (PHONE, COMPUTER)
CARD = "079085004321||Vũ Đức Cường|24111985|Nam|45 Lê Lợi, Bến Nghé, Quận 1, TP. Hồ Chí Minh|15042021"


look = looker("identity")


def ask_code(page: Page, product: Product, number: str) -> str:
    """Ask for a code and return it from the message."""
    before = len(texts_to(product, number))
    page.fill("[name=phone]", number)
    page.click("text=Gửi mã")
    expect(page.locator("h1")).to_have_text("Nhập mã trong tin nhắn")
    return code_for(product, number, after=before)


def enter(page: Page, code: str) -> None:
    """Type the code; the sixth digit goes in by itself."""
    page.locator("[name=code]").press_sequentially(code)
    expect(page.locator("h1")).not_to_have_text("Nhập mã trong tin nhắn")


def prove(page: Page, initials: str, answer: str) -> None:
    """Choose somebody and answer."""
    item = page.locator(".at-who__one", has_text=initials)
    if not item.get_attribute("open") and item.get_attribute("open") != "":
        item.locator("summary").click()
    item.locator("[name=answer]").fill(answer)
    item.locator("button").click()


def sign_out(page: Page) -> None:
    """Sign out and wait for the first page."""
    page.click("header button:has-text('Đăng xuất')")
    expect(page.locator(".at-door").first).to_be_visible()


def test_a_citizen_reaches_the_code_in_four_taps(product, phone):
    page = phone.new_page()
    page.goto("/")
    look(page, "landing")
    page.click("text=Mã của tôi")  # 1
    expect(page.locator("h1")).to_have_text("Lấy mã của bạn")
    look(page, "number")
    code = ask_code(page, product, "0911111111")  # 2
    look(page, "code")
    enter(page, code)  # The keyboard only.
    expect(page.locator("h1")).to_have_text("Bạn là ai?")
    look(page, "who-alone")
    prove(page, "H.T.M.", "17/5")  # 3: the only one on the number stands open.
    expect(page.locator(".at-qr svg")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Hoàng Thị Một")

    sign_out(page)
    page.click("text=Mã của tôi")
    enter(page, ask_code(page, product, "0911111111"))
    expect(page.locator(".at-qr svg")).to_be_visible()  # Proven lately and alone: nothing more is asked.


def test_a_session_on_ones_own_phone_lasts_for_weeks_and_on_another_until_it_is_closed(product, phone):
    for keeps, persistent in ((True, True), (False, False)):
        page = phone.new_page()
        page.goto("/accounts/phone/")
        page.set_checked("[name=keep]", keeps, force=True)
        enter(page, ask_code(page, product, "0911111111"))
        if "/who/" in page.url:
            prove(page, "H.T.M.", "17/5")
        expect(page.locator(".at-qr svg")).to_be_visible()
        [cookie] = [one for one in phone.cookies() if one["name"] == "sessionid"]
        assert (cookie["expires"] > 0) == persistent
        sign_out(page)
        page.close()


def test_a_wrong_code_and_a_code_that_is_asked_for_again_say_what_to_do(product, phone):
    page = phone.new_page()
    page.goto("/accounts/phone/")
    page.fill("[name=phone]", "12")
    page.click("text=Gửi mã")
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("10 chữ số")
    look(page, "number-wrong")
    code = ask_code(page, product, "0955555555")
    again = page.locator("[data-resend]")
    expect(again).to_be_disabled()
    expect(again).to_contain_text("Gửi lại mã sau")
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    page.locator("[name=code]").press_sequentially(wrong)
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Mã không đúng")
    look(page, "code-wrong")
    page.fill("[name=code]", "")
    enter(page, code)
    expect(page.locator("h1")).to_have_text("Đăng ký")


def test_three_people_on_one_phone_open_only_their_own_code(product, phone):
    page = phone.new_page()
    page.goto("/accounts/phone/")
    enter(page, ask_code(page, product, "0922222222"))
    expect(page.locator(".at-who__one")).to_have_count(3)
    text = page.inner_text("main")
    for secret in ("Hoa", "Mai", "Nam", "09/03", "31/12", "05/05"):
        assert secret not in text
    look(page, "who-three")
    prove(page, "T.T.M.", "1/1")
    expect(page.locator("[role=alert]")).to_contain_text("Không khớp")
    look(page, "who-wrong")
    prove(page, "L.T.H.", "0903")
    expect(page.locator("h1")).to_have_text("Lê Thị Hoa")

    page.goto("/accounts/phone/who/")
    prove(page, "N.V.N.", "5/5")
    expect(page.locator("h1")).to_have_text("Nguyễn Văn Nam")
    page.goto("/me/family/")
    look(page, "family-switch")
    expect(page.locator("main")).not_to_contain_text("Mai")
    page.click("text=Mở mã của L.T. Hoa")
    expect(page.locator("h1")).to_have_text("Lê Thị Hoa")

    sign_out(page)
    page.goto("/me/family/")
    expect(page.locator("h1")).to_have_text("Lấy mã của bạn")
    page.goto("/accounts/phone/who/")
    expect(page.locator("h1")).to_have_text("Lấy mã của bạn")


def filmed_phone(playwright, product, tmp_path, text):
    chromium = start_chromium(playwright, film=film(text, tmp_path / "card.y4m", side=380))
    return chromium, device(chromium, product.url)


def test_registering_with_the_card_before_the_camera_sends_nothing_before_the_person_does(
    product, playwright, tmp_path
):
    chromium, opened = filmed_phone(playwright, product, tmp_path, CARD)
    try:
        with opened as phone:
            phone.grant_permissions(["camera"])
            page = phone.new_page()
            page.goto("/accounts/phone/")
            enter(page, ask_code(page, product, "0966666666"))
            sent: list[str] = []
            page.on(
                "request",
                lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}"),
            )
            look(page, "register")
            page.click("[data-scan-open]")
            expect(page.locator("[data-scan-said]")).to_contain_text("thẻ căn cước", timeout=60_000)
            expect(page.locator("[name=full_name]")).to_have_value("Vũ Đức Cường")
            expect(page.locator("[name=birth]")).to_have_value("24/11/1985")
            expect(page.locator("[name=gender][value=male]")).to_be_checked()
            expect(page.locator("[name=number]")).to_have_value("079085004321")
            expect(page.locator("[name=address]")).to_have_value("45 Lê Lợi")
            expect(page.locator("[name=ward] option:checked")).to_have_text("Phường Sài Gòn")
            assert not any("079085004321" in one or "Cuong" in one or "C%C6" in one for one in sent), sent
            assert not any(one.startswith("POST") for one in sent)
            look(page, "register-filled")
            page.click("button[value=check]")
            expect(page.locator("h1")).to_have_text("Đúng chưa?")
            look(page, "register-check")
            page.click("text=Đúng, đăng ký")
            expect(page.locator(".at-message--success")).to_contain_text("Đã đăng ký")
            expect(page.locator("h1")).to_have_text("Vũ Đức Cường")
            expect(page.locator(".at-qr svg >> visible=true").first).to_be_visible()
            look(page, "registered")
            page.goto("/me/family/")
            expect(page.locator("main")).to_contain_text("Đang đối chiếu")
            look(page, "family-registration")
            sign_out(page)

            page.goto("/accounts/phone/")
            enter(page, ask_code(page, product, "0966666666"))
            expect(page.locator("h1")).to_have_text("Vũ Đức Cường")
            page.goto("/accounts/phone/register/")
            describe(page, "Vu Duc Cuong", "24/11/1985", "079085004321")
            page.click("button[value=check]")
            page.click("text=Đúng, đăng ký")
            expect(page.locator(".at-message--info")).to_contain_text("Bạn đã có mã từ trước")
    finally:
        chromium.close()


def describe(page: Page, name: str, birth: str, number: str = "", *, ward: str = "bến nghé q1") -> None:
    """Fill the form by hand; the ward by a former name."""
    page.fill("[name=full_name]", name)
    page.fill("[name=birth]", birth)
    page.check("[name=gender][value=male]", force=True)
    page.fill("[name=number]", number)
    page.fill("#ward-search", ward)
    page.locator("[data-wards-found] button").first.click()


def test_a_phone_without_a_camera_says_to_type(product, phone):
    page = phone.new_page()
    page.goto("/accounts/phone/")
    enter(page, ask_code(page, product, "0977777777"))
    page.click("[data-scan-open]")
    expect(page.locator("[data-scan-fault]")).to_contain_text("Máy không có camera")
    look(page, "scan-no-camera")
    page.click("[data-scan-close]")
    page.fill("#ward-search", "phuong khong co")
    expect(page.locator("[data-wards-said]")).to_contain_text("Không thấy")
    page.fill("#ward-search", "tan dinh")
    look(page, "wards-found")
    page.click("button[value=check]")
    expect(page.locator(".nhsuk-error-summary")).to_be_visible()
    look(page, "register-wrong")


@pytest.fixture
def browsers_without_script(browser, product):
    context = browser.new_context(
        base_url=product.url, locale="vi-VN", viewport=PHONE, java_script_enabled=False
    )
    yield context
    context.close()


def test_all_of_it_works_without_a_script(product, browsers_without_script):
    page = browsers_without_script.new_page()
    page.goto("/accounts/phone/")
    code = ask_code(page, product, "0988888888")
    page.fill("[name=code]", code)
    page.click("main button:has-text('Vào')")
    page.fill("[name=full_name]", "Kiều Văn Tay")
    page.fill("[name=birth]", "1950")
    page.check("[name=gender][value=male]", force=True)
    page.select_option("[name=ward]", label="Phường Bến Thành")
    page.click("button[value=check]")
    expect(page.locator("main")).to_contain_text("năm 1950")
    page.click("text=Đúng, đăng ký")
    expect(page.locator("h1")).to_have_text("Kiều Văn Tay")


def test_somebody_the_city_knows_under_another_number_is_found_by_the_desk(product, phone, browser, sign_in):
    seeds = product.seeds["identity"]
    page = phone.new_page()
    page.goto("/accounts/phone/")
    enter(page, ask_code(page, product, "0912121212"))
    describe(page, "Phan Van Biet", "20/8/1975", seeds["known_number"])
    page.click("button[value=check]")
    page.click("text=Đúng, đăng ký")
    expect(page.locator(".at-message--success")).to_contain_text("Đã đăng ký")
    page.goto("/me/family/")
    number = page.locator("#registration + p .at-time").inner_text()

    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "identity_officer", "/desk/identities/")
        look(desk, "desk-queue")
        desk.click(f"text={number}")
        expect(desk.locator("h1")).to_contain_text("Rất giống")
        look(desk, "desk-case")
        desk.click("text=Cùng một người (1)")
        expect(desk.locator("[role=alert]")).to_contain_text("xem giấy tờ gốc")
        look(desk, "desk-case-refused")
        desk.click("text=Mời mang giấy tờ đến")
        expect(desk.locator(".at-messages")).to_contain_text("Đã ghi")
        assert "mang giay to goc" in newest(product, "0912121212", r"(moi ban mang giay to goc)", after=1)

        page.reload()
        expect(page.locator("main")).to_contain_text("Chờ mang giấy tờ")
        look(page, "family-asked")

        desk.goto("/desk/identities/")
        desk.click(f"text={number}")
        desk.check("#saw-paper", force=True)
        desk.click("text=Cùng một người (1)")
        expect(desk.locator("h2#sure")).to_be_visible()
        look(desk, "desk-sure")
        desk.click("text=Đúng, cùng một người")
        expect(desk.locator(".at-messages")).to_contain_text("Đã ghi")

    page.goto("/me/code")
    expect(page.locator("h1")).to_have_text("Lấy mã của bạn")  # The other account is gone.
    enter(page, ask_code(page, product, "0912121212"))
    expect(page.locator("h1")).to_have_text("Phan Văn Biết")
    assert newest(product, "0933333333", r"(Neu khong phai ban, goi ngay 1022)")


def sign_in_alone(page: Page, product: Product, number: str, initials: str, answer: str) -> None:
    page.goto("/accounts/phone/?next=/me/family/")
    enter(page, ask_code(page, product, number))
    if "/who/" in page.url:
        prove(page, initials, answer)
    expect(page.locator("h1")).to_have_text("Gia đình")


def test_a_child_is_added_at_once_and_a_mother_once_she_agrees(product, phone, browser):
    seeds = product.seeds["identity"]
    page = phone.new_page()
    sign_in_alone(page, product, "0911111111", "H.T.M.", "17/5")
    page.click("text=Thêm người thân")
    look(page, "relative")
    page.select_option("[name=kinship]", "child")
    describe(page, "Hoàng Bé Con", "1/6/2018")
    page.click("button[value=check]")
    page.click("text=Đúng, thêm người này")
    expect(page.locator(".at-message--success")).to_contain_text("khai báo hộ được")
    expect(page.locator("main")).to_contain_text("Hoàng Bé Con")

    page.click("text=Thêm người thân")
    page.select_option("[name=kinship]", "mother")
    describe(page, "Dinh Thi Gia", "3/2/1945", seeds["relative_number"])
    page.check("[name=gender][value=female]", force=True)
    page.click("button[value=check]")
    expect(page.locator("h1")).to_have_text("Đúng chưa?")
    look(page, "relative-check")
    page.click("text=Đúng, thêm người này")
    expect(page.locator("main")).to_contain_text("Chờ người đó đồng ý")
    expect(page.locator("main")).not_to_contain_text("Đinh Thị Già")
    look(page, "family-waiting")

    link = newest(product, "0944444444", r"(/f/[\w-]+)")
    with device(browser, product.url) as hers:
        other = hers.new_page()
        other.goto(link)
        expect(other.locator("h1")).to_contain_text("H.T. Một")
        look(other, "invitation")
        other.click("text=Tôi đồng ý")
        expect(other.locator(".at-messages")).to_contain_text("Bạn đã đồng ý")
        other.goto(link)
        expect(other.locator("h1")).to_have_text("Lời hỏi này không còn")
        look(other, "invitation-gone")

    page.reload()
    expect(page.locator("main")).to_contain_text("Đinh Thị Già")
    look(page, "family")
    page.click("text=Thôi khai báo hộ Hoàng Bé Con")
    look(page, "end")
    page.click("text=Đồng ý thôi")
    expect(page.locator(".at-people")).not_to_contain_text("Hoàng Bé Con")


def test_a_printed_code_opens_the_entry_when_no_message_comes(product, phone, browser, sign_in):
    seeds = product.seeds["identity"]
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk = sign_in(office, "identity_officer", "/desk/identities/activation/")
        desk.fill("[name=number]", seeds["relative_number"])
        desk.fill("[name=birth]", "4/2/1945")
        desk.click("text=Tạo mã")
        expect(desk.locator(".nhsuk-error-summary")).to_contain_text("Không có ai")
        look(desk, "desk-activation")
        desk.fill("[name=birth]", "3/2/1945")
        desk.click("text=Tạo mã")
        code = desk.inner_text(".at-slip__code")
        look(desk, "desk-slip")
    page = phone.new_page()
    page.goto("/accounts/phone/")
    page.click("text=Tôi có mã kích hoạt")
    look(page, "activation")
    page.fill("[name=code]", code.lower())
    page.click("main button:has-text('Vào')")
    expect(page.locator("h1")).to_have_text("Đinh Thị Già")


def test_a_desk_confirms_for_who_has_no_phone(product, phone, browser, sign_in):
    page = phone.new_page()
    sign_in_alone(page, product, "0911111111", "H.T.M.", "17/5")
    page.click("text=Thêm người thân")
    page.select_option("[name=kinship]", "father")
    describe(page, "Hoàng Văn Xưa", "1940")
    page.click("button[value=check]")
    page.click("text=Đúng, thêm người này")
    number = page.locator(".at-people li", has_text="Hoàng Văn Xưa").locator(".at-time").inner_text()
    with device(browser, product.url, viewport=COMPUTER) as office:
        desk: Page = sign_in(office, "identity_officer", "/desk/identities/invitation/")
        look(desk, "desk-invitation")
        desk.fill("[name=number]", number)
        desk.click("main button:has-text('Xem')")
        expect(desk.locator("main")).to_contain_text("Hoàng Văn Xưa")
        look(desk, "desk-invitation-asked")
        desk.click("text=Người đó đồng ý")
        expect(desk.locator(".at-messages")).to_contain_text("Đã ghi")
    page.reload()
    expect(page.locator("main")).not_to_contain_text("Chờ người đó đồng ý · ")
    expect(page.locator(".at-people li", has_text="Hoàng Văn Xưa")).to_contain_text("Thôi khai báo hộ")


def test_sign_in_by_phone_is_done_by_keyboard_alone(product, computer: BrowserContext):
    page = computer.new_page()
    page.goto("/accounts/phone/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "phone":
            break
    before = len(texts_to(product, "0922222222"))
    page.keyboard.type("0922222222")
    page.keyboard.press("Enter")
    expect(page.locator("[name=code]")).to_be_focused()
    page.keyboard.type(code_for(product, "0922222222", after=before))
    expect(page.locator("h1")).to_have_text("Bạn là ai?")
    for _ in range(12):
        page.keyboard.press("Tab")
        if "T.T.M." in page.evaluate("document.activeElement.innerText || ''"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("31/12")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Trần Thị Mai")
