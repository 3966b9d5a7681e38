"""Staff set up their second sign-in step and sign in with it, in a real browser."""

from playwright.sync_api import expect

from tests.factories.accounts import totp_code

SET_UP = "/accounts/2fa/"


def give_password(page, account):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", account["login"])
    page.fill("input[name=password]", account["password"])
    page.press("input[name=password]", "Enter")


def confirm(page, account):
    page.fill("input[name=password]", account["password"])
    page.press("input[name=password]", "Enter")


def sign_out(page):
    page.click("header button:has-text('Đăng xuất')")
    page.wait_for_selector("text=Bạn đã đăng xuất.")


def assert_fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def test_an_officer_sets_up_the_app_on_a_small_phone(phone, product):
    page = phone.new_page()
    officer = product.seeds["new_officer"]
    give_password(page, officer)
    page.wait_for_url(f"{product.url}{SET_UP}")
    assert_fits(page)
    page.goto("/")
    assert page.url == f"{product.url}{SET_UP}", "no page opens before the second step is set up"

    page.click("text=Cài ứng dụng xác thực")
    confirm(page, officer)
    secret = page.text_content("#authenticator_secret")
    assert page.evaluate("document.querySelector('.at-totp').naturalWidth") > 0, "the QR code is drawn"
    assert_fits(page)
    page.fill("input[name=code]", "000000")
    page.click("main button[type=submit]")
    assert "Mã không đúng" in page.text_content(".nhsuk-error-summary")
    secret = page.text_content("#authenticator_secret")
    page.fill("input[name=code]", totp_code(secret))
    page.click("main button[type=submit]")
    expect(page.locator("#recovery_codes samp")).to_have_count(10)
    assert_fits(page)
    page.click("text=Tôi đã cất mã, tiếp tục")
    page.wait_for_url(f"{product.url}/")

    sign_out(page)
    give_password(page, officer)
    page.fill("input[name=code]", totp_code(secret))
    page.press("input[name=code]", "Enter")
    page.wait_for_url(f"{product.url}/")
    assert page.is_visible("header button:has-text('Đăng xuất')")


def test_an_officer_signs_in_with_a_security_key(computer, product):
    """A browser gives keys only to a named host, so this journey goes by localhost."""
    site = product.url.replace("127.0.0.1", "localhost")
    page = computer.new_page()
    remote = computer.new_cdp_session(page)
    remote.send("WebAuthn.enable")
    remote.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}},
    )  # fmt: skip
    officer = product.seeds["key_officer"]
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", officer["login"])
    confirm(page, officer)
    page.wait_for_url(f"{site}{SET_UP}")
    page.click("text=Thêm khóa")
    confirm(page, officer)
    page.fill("input[name=name]", "Khóa của Khóa")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(f"{site}/accounts/2fa/recovery-codes/")

    sign_out(page)
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", officer["login"])
    confirm(page, officer)
    page.wait_for_url(f"{site}/accounts/2fa/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(f"{site}/")
    assert page.is_visible("header button:has-text('Đăng xuất')")


def test_a_browser_that_cannot_use_a_key_says_so(computer, product):
    page = computer.new_page()
    officer = product.seeds["key_officer"]
    give_password(page, officer)
    page.wait_for_url(f"{product.url}/accounts/2fa/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_selector("#webauthn_failure:visible")
    assert "Không dùng được khóa bảo mật" in page.text_content("#webauthn_failure")
