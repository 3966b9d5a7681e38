"""The ward registers somebody who wrote DK, the operator watches messages, a citizen switches them off."""

import re

from playwright.sync_api import expect

from tests.journeys.browsing import COMPUTER, device
from tests.journeys.looking import looker

look = looker("messages")


def test_the_ward_registers_somebody_who_wrote_dk(product, browser, sign_in):
    with device(browser, product.url, viewport=COMPUTER) as office:
        page = sign_in(office, "desk_officer", "/desk/registrations/")
        look(page, "registrations")
        page.click("text=Võ Thị Sáu Mươi, 1950, Sài Gòn")
        expect(page.locator("main")).to_contain_text("0933111222")
        page.click("text=Đăng ký và nhắn mã")
        expect(page.locator(".nhsuk-error-summary")).to_contain_text("Hãy điền: Ngày sinh")
        look(page, "registration-empty")
        page.fill("[name=full_name]", "Võ Thị Sáu Mươi")
        page.fill("[name=birth]", "1950")
        page.fill("[name=number]", "079150777888")
        look(page, "registration-filled")
        page.click("text=Đăng ký và nhắn mã")
        expect(page.locator(".at-messages")).to_contain_text("Mã ngắn được nhắn tới số máy")
        look(page, "registered")
    assert product.rows("SELECT state FROM textline_application") == [("completed",)]
    told = "SELECT count(*) FROM messaging_message WHERE template = 'textline.registered'"
    assert product.rows(told) == [(1,)]


def test_a_spoken_code_is_looked_up_at_a_desk(product, browser, sign_in):
    with device(browser, product.url, viewport=COMPUTER) as office:
        page = sign_in(office, "desk_officer", "/desk/code/")
        look(page, "code")
        page.fill("[name=code]", "0000-0000-1")
        page.press("[name=code]", "Enter")
        expect(page.locator(".nhsuk-error-summary")).to_contain_text("Mã gõ sai")
        look(page, "code-mistyped")
        page.fill("[name=code]", product.seeds["texted"]["short"].lower())
        page.press("[name=code]", "Enter")
        expect(page.locator("h2")).to_contain_text("M.T. Nhắn")
        look(page, "code-found")


def test_the_operator_watches_and_sends_a_test(product, browser, sign_in):
    with device(browser, product.url, viewport=COMPUTER) as office:
        page = sign_in(office, "operator", "/desk/messages/")
        expect(page.locator("main")).to_contain_text("no such number")
        expect(page.locator("main")).not_to_contain_text(re.compile(r"933\s?111"))
        look(page, "desk")
        page.fill("[name=number]", "0933 111 666")
        page.press("[name=number]", "Enter")
        expect(page.locator(".at-messages")).to_contain_text("Đã đưa tin thử vào hàng chờ")


def test_a_citizen_switches_messages_off_and_on(product, phone, sign_in):
    page = sign_in(phone, "texted", "/me/records/messages")
    expect(page.locator("main")).to_contain_text("AB12-CD3")
    look(page, "mine")
    page.click("text=Ngừng nhận tin báo")
    expect(page.locator("h2").first).to_contain_text("Bạn đang không nhận tin báo")
    look(page, "stopped")
    page.click("text=Nhận lại tin báo")
    expect(page.locator("h2").first).to_contain_text("Bạn đang nhận tin báo")
