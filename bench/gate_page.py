"""From a code to its colour on the gate's screen, in a real Chromium: with the network, and without, by pack and list.

Without network nobody is shown whom the page saw before: signature, pack and the city's list are looked at each time.

The time runs from the moment the page gets the text of a code (as a hand scanner or the camera's reader hands it
over) until the verdict has been painted. The product, its database and the browser share the machine.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from bench.report import Measurement

ONLINE = {"regular": "green", "ill": "red", "guest": "green", "bare": "black"}
OFFLINE = "green"  # The shift of the seeds, whom the city's list calls green.
ROUNDS = int(os.environ.get("ANTOAN_BENCH_GATE_ROUNDS", "60"))  # Each way; fewer for a short run.
LIMIT_MS = 1_000  # Scan to colour, p95 (issue 4).

_SHOW = """async (text) => {
  document.getElementById("next").click();
  const began = performance.now();
  const data = new DataTransfer();
  data.setData("text", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  const verdict = document.getElementById("verdict");
  while (verdict.hidden) {
    if (performance.now() - began > 20000) throw new Error("no verdict within 20 seconds");
    await new Promise((done) => requestAnimationFrame(done));
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [performance.now() - began, verdict.dataset.colour];
}"""
SAME_CODE_SECONDS = 3.1  # The page takes the same code again only after this.


def measure() -> Measurement:
    """Measure both ways over the same people."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.config.settings.test")
    from playwright.sync_api import sync_playwright

    from antoan.foundation.db.embedded import running as embedded
    from tests.journeys import product as running
    from tests.journeys.browsing import PHONE, device, start_chromium
    from tests.journeys.gating import open_gate, with_pack

    with (
        tempfile.TemporaryDirectory() as folder,
        embedded(Path(folder)) as server,
        running.product(server.url, Path(folder)) as product,
        sync_playwright() as driver,
    ):
        chromium = start_chromium(driver)
        with device(chromium, product.url, viewport=PHONE) as phone:
            page = with_pack(open_gate(phone, product))
            seeds = product.seeds["gate_day"]
            seen = [(seeds[name]["code"], colour) for name, colour in ONLINE.items()]
            unseen = [(worker["code"], OFFLINE) for worker in seeds["shift"]]
            online = _times(page, seen)
            phone.set_offline(True)
            offline = _times(page, unseen)
        chromium.close()
    p95_online, p95_offline = (_p95(times) for times in (online, offline))
    return Measurement(
        name="gate_page",
        figures={
            "online_p50_ms": statistics.median(online),
            "online_p95_ms": p95_online,
            "offline_p50_ms": statistics.median(offline),
            "offline_p95_ms": p95_offline,
            "scans": 2 * ROUNDS,
        },
        ratios={"online_p95_vs_limit": p95_online / LIMIT_MS, "offline_p95_vs_limit": p95_offline / LIMIT_MS},
    )


def _times(page, people) -> list[float]:
    return [_shown(page, *people[number % len(people)]) for number in range(ROUNDS)]


def _shown(page, code, colour) -> float:
    """Show a code; a wrong colour is no measurement."""
    time.sleep(SAME_CODE_SECONDS / len(ONLINE))
    milliseconds, shown = page.evaluate(_SHOW, code)
    assert shown == colour, (shown, colour)
    return float(milliseconds)


def _p95(times) -> float:
    return sorted(times)[int(len(times) * 0.95)]
