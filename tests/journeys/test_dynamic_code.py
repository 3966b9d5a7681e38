"""A phone runs its own codes: scanned at a gate, refused as a copy, going on without a network, ending by themselves."""

import json
import urllib.request
from datetime import timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect

from antoan.kit import clock
from tests.journeys.browsing import device, picture, wait_for_worker
from tests.journeys.gating import expect_verdict, open_gate, paste_code
from tests.journeys.test_records import look, read_qr


def scan(product, gate: int, code: str) -> dict:
    """Scan a code at one of the two gates."""
    body = {"id": str(uuid4()), "code": code, "direction": "in", "at": clock.local(clock.now()).isoformat()}
    request = urllib.request.Request(
        f"{product.url}/scan/v1/visits",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {product.seeds['running']['gates'][gate]}"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def shown(page: Page) -> str:
    expect(page.locator("#dynamic-qr svg")).to_be_visible()
    return read_qr(page, page.locator("#dynamic-qr").screenshot())


def test_the_running_code_passes_once_and_its_copy_does_not(product, phone, sign_in):
    page = sign_in(phone, "runner", "/me/code")
    expect(page.locator("#dynamic-text")).to_contain_text("Đổi mã sau")
    expect(page.locator("#static-qr")).to_be_hidden()
    look(page, "dynamic")
    code = shown(page)
    assert code.startswith("ATL:")
    first = scan(product, 0, code)
    assert (first["verdict"]["colour"], first["recorded"]) == ("green", True)
    copy = scan(product, 1, code)
    assert (copy["verdict"]["colour"], copy["verdict"]["reasons"][0]["code"]) == ("unknown", "replayed")
    [(told,)] = product.rows("SELECT payload FROM events_outboxevent WHERE name = 'DynamicCodeReplayed'")
    assert told["person_id"] == product.seeds["running"]["id"]


def test_the_code_changes_every_half_minute_by_the_gates_clock(product, phone, sign_in):
    page = sign_in(phone, "runner", "/me/code")
    wait_for_worker(page)
    before = shown(page)
    # Without a network the phone counts on by itself.
    phone.set_offline(True)
    page.clock.set_fixed_time(clock.now() + timedelta(seconds=31))
    page.reload()
    assert shown(page) != before
    # With one, a phone whose clock is wrong shows the code of now.
    phone.set_offline(False)
    page.clock.set_fixed_time(clock.now() - timedelta(minutes=20))
    page.reload()
    expect(page.locator("#my-offline")).to_be_hidden()
    assert scan(product, 0, shown(page))["verdict"]["reasons"][0]["code"] in {"vaccinated", "used"}


def test_static_code_is_one_press_away(product, phone, sign_in):
    page = sign_in(phone, "runner", "/me/code")
    shown(page)
    page.click("#dynamic-switch")
    expect(page.locator("#static-qr svg")).to_be_visible()
    assert read_qr(page, page.locator("#static-qr").screenshot()) == product.seeds["running"]["code"]
    answer = scan(product, 0, product.seeds["running"]["code"])
    assert [reason["code"] for reason in answer["verdict"]["reasons"]] == ["dynamic_asked", "vaccinated"]
    page.click("#dynamic-switch")
    shown(page)


def test_codes_run_without_a_network_for_days_and_then_say_why_not(product, phone, sign_in):
    page = sign_in(phone, "runner", "/me/code")
    wait_for_worker(page)
    shown(page)
    phone.set_offline(True)
    page.reload()
    expect(page.locator("#my-offline")).to_be_visible()
    assert scan(product, 0, shown(page))["verdict"]["reasons"][0]["code"] in {"vaccinated", "used"}
    page.clock.set_fixed_time(clock.now() + timedelta(days=4))
    page.reload()
    expect(page.locator("#dynamic-fault")).to_contain_text("Máy này chưa có khóa")
    expect(page.locator("#static-qr svg")).to_be_visible()


def test_keys_cannot_be_read_out_of_the_phone(product, phone, sign_in):
    page = sign_in(phone, "runner", "/me/code")
    shown(page)
    held = page.evaluate(
        """async () => {
          const open = indexedDB.open("antoan-me");
          await new Promise((done) => { open.onsuccess = done; });
          const read = open.result.transaction("keys").objectStore("keys").getAll();
          await new Promise((done) => { read.onsuccess = done; });
          const [{ keys }] = read.result;
          const exported = await crypto.subtle.exportKey("raw", keys[0]).catch((fault) => fault.name);
          return [keys.length, keys[0].extractable, exported];
        }"""
    )
    assert held == [3, False, "InvalidAccessError"]


def test_a_gate_without_a_network_asks_for_the_static_code(product, phone, browser, sign_in):
    code = shown(sign_in(phone, "runner", "/me/code"))
    with device(browser, product.url) as guard:
        gate = open_gate(guard, product, "Điện thoại mất mạng")
        wait_for_worker(gate)
        guard.set_offline(True)
        paste_code(gate, code)
        expect_verdict(gate, "unknown", "Mã động chỉ kiểm tra được khi có mạng")
        expect(gate.locator("#verdict-steps")).to_contain_text("mã thường")
        picture(gate, "gate-dynamic-offline")
