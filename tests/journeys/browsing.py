"""Starts Chromium as a gate's phone or a clerk's computer."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Playwright

PHONE = {"width": 360, "height": 740}
COMPUTER = {"width": 1280, "height": 800}

_PROGRAMS = ("chromium-headless-shell", "chromium")  # The first draws no window around the page.
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


def start_chromium(playwright: Playwright, *, film: Path | None = None) -> Browser:
    """Start a browser; with a film, its camera plays it. Without, there is no camera at all."""
    flags = list(_FLAGS)
    if film is not None:
        flags += [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ]
    program = os.environ.get("ANTOAN_CHROMIUM") or next(
        filter(None, map(shutil.which, _PROGRAMS)), _PROGRAMS[-1]
    )
    return playwright.chromium.launch(executable_path=program, headless=True, args=flags)


def _settled(act: Callable[..., Any]) -> Callable[..., Any]:
    """Make an act of a person end when the page it leads to has been read, as a person would wait for it.

    The driver's own acts end when the next page begins. Whoever counts or measures right then meets half a page,
    now and then, on a busy machine.
    """

    @wraps(act)
    def acted(actor: Page | Locator, *args: Any, **kwargs: Any) -> Any:
        answer = act(actor, *args, **kwargs)
        page = actor if isinstance(actor, Page) else actor.page
        with suppress(Error):  # The act may have closed the page, or there is no network to read it from.
            page.wait_for_load_state("domcontentloaded")
        return answer

    return acted


for _actor in (Page, Locator):
    for _act in ("click", "press"):
        setattr(_actor, _act, _settled(getattr(_actor, _act)))


@contextmanager
def device(browser: Browser, url: str, *, viewport: dict[str, int] | None = None) -> Iterator[BrowserContext]:
    """Open a fresh browser profile; a fault on a page's console fails the journey."""
    context = browser.new_context(
        base_url=url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=viewport or PHONE
    )
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    try:
        yield context
    finally:
        context.close()
    assert not faults, faults


def picture(page: Page, name: str) -> None:
    """Keep a screenshot when somebody wants to look (ANTOAN_SCREENSHOTS names a folder)."""
    if folder := os.environ.get("ANTOAN_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def wait_for_worker(page: Page) -> None:
    """Wait until the page's service worker has kept all it keeps and answers for the page."""
    page.evaluate(
        """async () => {
          for (let left = 1200; !navigator.serviceWorker.controller; left -= 1) {
            if (left === 0) throw new Error("the service worker was not ready within a minute");
            await new Promise((done) => setTimeout(done, 50));
          }
        }"""
    )
