"""One running product for all journeys, and a browser for each kind of camera."""

import base64
import hashlib
import hmac
import os
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.journeys import product as running
from tests.journeys.browsing import COMPUTER, PHONE, device, start_chromium
from tests.journeys.product import Product


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys run in one worker: they share one product."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, seeded and running."""
    with running.product(os.environ["ANTOAN_DATABASE_URL"], tmp_path_factory.mktemp("journeys")) as started:
        yield started


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's own driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser on a machine without a camera."""
    chromium = start_chromium(playwright)
    yield chromium
    chromium.close()


@pytest.fixture
def phone(browser: Browser, product: Product) -> Iterator[BrowserContext]:
    """A fresh phone."""
    with device(browser, product.url, viewport=PHONE) as context:
        yield context


@pytest.fixture
def computer(browser: Browser, product: Product) -> Iterator[BrowserContext]:
    """A fresh computer."""
    with device(browser, product.url, viewport=COMPUTER) as context:
        yield context


@pytest.fixture
def sign_in(product: Product):
    """Signs somebody of the seeds in, second factor included."""

    def go(context: BrowserContext, who: str, next_path: str = "/") -> Page:
        account = product.seeds[who]
        page = context.new_page()
        page.goto(f"/accounts/login/?next={next_path}")
        page.fill("input[name=login]", account["login"])
        page.fill("input[name=password]", account["password"])
        page.press("input[name=password]", "Enter")
        if account["totp_secret"]:
            page.fill("input[name=code]", totp(account["totp_secret"]))
            page.press("input[name=code]", "Enter")
        page.wait_for_url(f"{product.url}{next_path}")
        return page

    return go


def totp(secret: str) -> str:
    """Return this half-minute's code of an authenticator (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
