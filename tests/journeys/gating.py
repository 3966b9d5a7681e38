"""A gate's phone, as its operator handles it."""

import hashlib
import secrets
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from antoan.kit import clock
from tests.journeys.browsing import wait_for_worker
from tests.journeys.product import Product


def a_ticket(product: Product, gate_id: int | None = None) -> str:
    """Return the secret of a fresh enrolment ticket of the gate."""
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    product.execute(
        "INSERT INTO places_enrolmentticket (gate_id, secret_digest, made_at, expires_at) VALUES (%s, %s, %s, %s)",
        gate_id or product.seeds["gate"]["id"],
        hashlib.sha256(secret.encode()).digest(),
        now,
        now + timedelta(minutes=10),
    )
    return secret


def open_gate(context: BrowserContext, product: Product, name: str = "Điện thoại bảo vệ") -> Page:
    """Enrol a phone and open its scanning page."""
    page = context.new_page()
    page.goto(f"/gate/enrol#{a_ticket(product)}")
    page.fill("#device-name", name)
    page.click("#enrol-button")
    page.click("#open-gate")
    expect(page.locator("[data-face=scanner]")).to_be_visible()
    expect(page.locator("#gate-place")).to_have_text(product.seeds["place"]["name"])
    return page


def with_pack(page: Page) -> Page:
    """Wait until the phone holds its pack and the city's status list."""
    wait_for_worker(page)
    for _ in range(300):
        if page.evaluate(
            """() => new Promise((done) => {
              const open = indexedDB.open("antoan-gate");
              open.onsuccess = () => {
                const kept = open.result.transaction("settings").objectStore("settings").getAllKeys();
                kept.onsuccess = () => done(["pack", "status", "page"].every((name) => kept.result.includes(name)));
              };
            })"""
        ):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the pack never came")
    return page


def type_code(page: Page, text: str) -> None:
    """Type a code by hand and send it."""
    page.fill("#typed", text)
    page.press("#typed", "Enter")


def paste_code(page: Page, text: str) -> None:
    """Paste a code outside any field."""
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text", text);
          document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }""",
        text,
    )


def expect_verdict(page: Page, colour: str, words: str = "") -> None:
    """Wait for a verdict on the screen."""
    expect(page.locator("#verdict")).to_be_visible(timeout=60_000)
    expect(page.locator("#verdict")).to_have_attribute("data-colour", colour)
    if words:
        expect(page.locator("#verdict")).to_contain_text(words)


def clear(page: Page) -> None:
    """Put the verdict away."""
    page.click("#next")
    expect(page.locator("#verdict")).to_be_hidden()


def visits_of(product: Product, person: str) -> list[tuple]:
    """Return colour and check-out of each visit of one of the seeded people, oldest first."""
    return product.rows(
        "SELECT colour, t_out FROM came WHERE person_id = %s ORDER BY t_in",
        product.seeds["people"][person]["id"],
    )
