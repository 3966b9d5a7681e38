"""One running product for the journeys of a worker, and a browser for each kind of camera.

Fixtures end with this folder, not with the session: Playwright keeps an event loop running in its thread, and
tests of the same worker that come after the journeys need that thread without one.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.factories.accounts import totp_code
from tests.journeys import product as running
from tests.journeys.browsing import COMPUTER, PHONE, device, start_chromium
from tests.journeys.product import Product

GROUPS = ("journeys-1", "journeys-2")
expect.set_options(timeout=30_000)  # No journey measures time; a busy machine is not a fault.


@pytest.hookimpl(tryfirst=True)  # Before xdist reads the groups, also when this folder alone is run.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two workers walk half of the files each, with a product of their own: a browser leaves a core idle."""
    here = Path(__file__).parent
    journeys = [item for item in items if here in item.path.parents]
    load = dict.fromkeys(GROUPS, 0)
    group_of: dict[Path, str] = {}
    for path, count in Counter(item.path for item in journeys).most_common():
        group_of[path] = min(load, key=lambda group: load[group])
        load[group_of[path]] += count
    for item in journeys:
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.flaky(reruns=1))  # Decision 0019; the summary names each one.
        item.add_marker(pytest.mark.xdist_group(group_of[item.path]))


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, seeded and running."""
    with running.product(os.environ["ANTOAN_DATABASE_URL"], tmp_path_factory.mktemp("journeys")) as started:
        yield started


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright's own driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
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


def _of(seeds: dict[str, Any], who: str) -> dict[str, Any]:
    """Return an account of the seeds; "market.admin" is the one of a group of seeds."""
    for name in who.split("."):
        seeds = seeds[name]
    return seeds


@pytest.fixture(scope="package")
def sign_in(product: Product):
    """Signs somebody of the seeds in, second factor included.

    A code of a second factor works once, so whoever has one signs in once and keeps the session.
    """
    sessions: dict[str, list[dict[str, Any]]] = {}

    def go(context: BrowserContext, who: str, next_path: str = "/") -> Page:
        page = context.new_page()
        if who in sessions:
            context.add_cookies(sessions[who])
            page.goto(next_path)
            return page
        account = _of(product.seeds, who)
        page.goto(f"/accounts/login/?next={next_path}")
        page.fill("input[name=login]", account["login"])
        page.fill("input[name=password]", account["password"])
        page.press("input[name=password]", "Enter")
        if account["totp_secret"]:
            page.fill("input[name=code]", totp_code(account["totp_secret"]))
            page.press("input[name=code]", "Enter")
        page.wait_for_url(f"{product.url}{next_path}")
        if account["totp_secret"]:
            sessions[who] = [cookie for cookie in context.cookies() if cookie["name"] == "sessionid"]
        return page

    return go
