"""What a phone loads: bytes on the wire of the first visit, and Lighthouse's mobile scores, page by page.

The limit beside the bytes is 100 kB for the first page, fonts, scripts and styles included; beside the scores it is
Lighthouse's own scale (95 of 100 is the aim). Lighthouse is fetched when it is first needed: nothing else wants it.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from antoan.foundation.db.embedded import EmbeddedPostgres
from bench.report import Measurement
from tests.journeys.browsing import PHONE, start_chromium
from tests.journeys.product import Product, product

LIGHTHOUSE = "lighthouse@12.8.2"  # The newest that Node 20 runs.
FOLDER = Path(__file__).resolve().parents[1] / ".venv" / "lighthouse"
FIRST_PAGE_BYTES_MAX = 100_000
SCORES = ("performance", "accessibility", "best-practices")
PAGES = {
    "landing": "/",
    "sign_in": "/accounts/login/",
    "home": "/me/",
    "code": "/me/code",
    "records": "/me/records/",
}


def measure() -> Measurement:
    """Start the product with the seeds of the journeys, and open each page as a phone that never saw it."""
    figures: dict[str, float | int | str] = {}
    with tempfile.TemporaryDirectory(prefix="antoan-pages-") as folder:
        server = EmbeddedPostgres(Path(folder) / "db", {})
        try:
            with product(server.start(), Path(folder)) as running, sync_playwright() as driver:
                browser = start_chromium(driver)
                session = _session(browser, running)
                for name, path in PAGES.items():
                    figures[f"{name}_bytes"] = _bytes(browser, running.url + path, session)
                browser.close()
                for name, path in PAGES.items():
                    for category, score in _scores(running.url + path, session).items():
                        figures[f"{name}_{category.replace('-', '_')}"] = score
        finally:
            server.stop()
    return Measurement(
        name="pages",
        figures=figures,
        ratios={
            f"{name}_vs_100_kB": round(int(figures[f"{name}_bytes"]) / FIRST_PAGE_BYTES_MAX, 2)
            for name in PAGES
        },
    )


def _session(browser: Browser, running: Product) -> dict[str, Any]:
    """Return the cookie of a citizen who signed in."""
    account = running.seeds["mother"]
    context = browser.new_context(base_url=running.url, viewport=PHONE)
    page = context.new_page()
    page.goto("/accounts/login/?next=/me/")
    page.fill("input[name=login]", account["login"])
    page.fill("input[name=password]", account["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{running.url}/me/")
    cookie = next(dict(one) for one in context.cookies() if one["name"] == "sessionid")
    context.close()
    return cookie


def _bytes(browser: Browser, url: str, session: dict[str, Any]) -> int:
    """Return what a first visit moves over the wire, headers included, compressed as it was sent."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    if "/me/" in url:
        context.add_cookies([session])  # type: ignore[list-item]
    page = context.new_page()
    wire = context.new_cdp_session(page)
    moved: list[int] = []
    wire.on("Network.loadingFinished", lambda told: moved.append(int(told["encodedDataLength"])))
    wire.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    context.close()
    return sum(moved)


def _scores(url: str, session: dict[str, Any]) -> dict[str, int]:
    """Return Lighthouse's scores of a page on its simulated slow phone, of 100."""
    command = [
        str(_lighthouse()), url, "--quiet", "--output=json", "--form-factor=mobile",
        f"--only-categories={','.join(SCORES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    if "/me/" in url:
        command.append(f"--extra-headers={json.dumps({'Cookie': 'sessionid=' + session['value']})}")
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or "/usr/bin/chromium"},
        capture_output=True,
        check=True,
        timeout=180,
    )
    report = json.loads(done.stdout)
    if folder := os.environ.get("ANTOAN_LIGHTHOUSE_REPORTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{url.strip('/').rpartition('/')[2] or 'landing'}.json").write_bytes(done.stdout)
    return {name: round(report["categories"][name]["score"] * 100) for name in SCORES}


def _lighthouse() -> Path:
    """Return the program; fetch it when this clone does not have it yet (about 20 s, 185 MB)."""
    program = FOLDER / "node_modules/.bin/lighthouse"
    if not program.exists():
        subprocess.run(
            [
                "npm",
                "install",
                "--prefix",
                FOLDER,
                "--no-save",
                "--no-package-lock",
                "--loglevel=error",
                LIGHTHOUSE,
            ],
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "true"},
            check=True,
            capture_output=True,
        )
    return program
