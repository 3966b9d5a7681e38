"""Three working days in a real browser with a camera: a factory, a shop, a road; the network is cut and comes back."""

import http.client
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from antoan.kit import clock
from tests.journeys.browsing import device, picture, start_chromium
from tests.journeys.crowd import FIRST
from tests.journeys.filming import film
from tests.journeys.gating import clear, expect_verdict, open_gate, paste_code, with_pack

pytestmark = pytest.mark.timeout(600)  # Whole days; a busy machine is not a fault.
WORKERS, LANES = 2_000, 6


@pytest.fixture(autouse=True)
def nobody_came(product):
    clean(product)
    yield
    clean(product)


def clean(product) -> None:
    """Take away what happened at the gate of the seeds; the stays of other journeys are theirs."""
    product.execute("DELETE FROM visits_visit WHERE gate_id = %s", product.seeds["gate"]["id"])
    product.execute("DELETE FROM gates_vehicle")
    product.execute("DELETE FROM gates_visitornote")


@pytest.fixture
def day(product):
    return product.seeds["gate_day"]


@pytest.fixture
def at_the_camera(product, playwright, tmp_path):
    """Open a gate whose camera sees a code again and again."""

    @contextmanager
    def opened(code: str) -> Iterator[tuple[BrowserContext, Page]]:
        chromium = start_chromium(playwright, film=film(code, tmp_path / "camera.y4m"))
        try:
            with device(chromium, product.url) as phone:
                phone.grant_permissions(["camera"])
                yield phone, with_pack(open_gate(phone, product))
        finally:
            chromium.close()

    return opened


@pytest.fixture
def crowd(product, day):
    """The workers of a factory who come through lanes beside the gate in the browser."""
    count = WORKERS - len(day["shift"])
    yield product.run("crowd", str(count), str(LANES), str(product.seeds["gate"]["id"]))
    clean(product)
    product.execute("DELETE FROM passes_pass WHERE person_id >= %s", FIRST)


def walk_through(address: str, token: str, codes: list[str], direction: str) -> list[str]:
    """Scan one code after the other, as a scanner at a lane does; return their colours."""
    lane = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    colours = []
    for code in codes:
        at = clock.local(clock.now()).isoformat()
        scan = json.dumps({"id": str(uuid4()), "code": code, "direction": direction, "at": at})
        lane.request("POST", "/scan/v1/visits", scan, {"Authorization": f"Bearer {token}"})
        colours.append(json.loads(lane.getresponse().read())["verdict"]["colour"])
    lane.close()
    return colours


def come_one_by_one(page: Page, phone: BrowserContext, codes: list[str]) -> None:
    """Scan in the browser; of three parts the middle one without network."""
    third = len(codes) // 3
    for number, code in enumerate(codes):
        if number == third:
            phone.set_offline(True)
        if number == 2 * third:
            phone.set_offline(False)
        paste_code(page, code)
        expect_verdict(page, "green")
        page.evaluate('document.getElementById("next").click()')  # Green may have gone away by itself.
        expect(page.locator("#verdict")).to_be_hidden()


def test_two_thousand_workers_change_shifts_at_seven_lanes(product, phone, crowd, day, computer, sign_in):
    page = with_pack(open_gate(phone, product))
    lanes = [(token, crowd["codes"][number::LANES]) for number, token in enumerate(crowd["tokens"])]
    with ThreadPoolExecutor(LANES) as pool:
        coming = [pool.submit(walk_through, product.url, token, codes, "in") for token, codes in lanes]
        come_one_by_one(page, phone, [worker["code"] for worker in day["shift"]])
        colours = [colour for lane in coming for colour in lane.result()]
    assert (len(colours), set(colours)) == (WORKERS - len(day["shift"]), {"green"})
    expect(page.locator("#waiting-box")).to_be_hidden(timeout=60_000)
    assert stays(product) == (WORKERS, WORKERS, 0)  # Nobody is lost, nobody counted twice.
    board = sign_in(computer, "admin", f"/unit/{product.seeds['unit']['id']}/board")
    expect(board.locator("#board")).to_contain_text(re.compile(r"2\.?000"), timeout=40_000)
    picture(board, "working-day-factory-board")

    with ThreadPoolExecutor(LANES) as pool:  # The shift goes home, all at once.
        leaving = [pool.submit(walk_through, product.url, token, codes, "out") for token, codes in lanes]
        assert {colour for lane in leaving for colour in lane.result()} == {"green"}
    assert stays(product) == (WORKERS, WORKERS, WORKERS - len(day["shift"]))
    expect(board.locator(".at-board__people").first).to_have_text(
        re.compile(rf"^{len(day['shift'])} "), timeout=40_000
    )


def stays(product) -> tuple[int, int, int]:
    """Return how many stays there are, of how many people, and how many ended."""
    [found] = product.rows(
        "SELECT count(*), count(DISTINCT person_id), count(t_out) FROM visits_visit WHERE gate_id = %s",
        product.seeds["gate"]["id"],
    )
    return found


def who_came(product) -> list[int]:
    """Return whose stays there are at the gate, one by one."""
    found = product.rows("SELECT person_id FROM visits_visit WHERE gate_id = %s", product.seeds["gate"]["id"])
    return sorted(person_id for (person_id,) in found)


def test_a_shop_goes_on_with_its_camera_when_the_network_goes(product, at_the_camera, day):
    with at_the_camera(day["guest"]["code"]) as (phone, page):
        expect_verdict(page, "green", "T.T. Khách")
        page.click("#visitor-open")
        page.select_option("#visitor-kind", "delivery")
        page.fill("#visitor-purpose", "Giao gạo")
        page.click("#visitor-form button[type=submit]")
        expect(page.locator("#visitor")).to_be_hidden()
        phone.set_offline(True)
        paste_code(page, day["bare"]["code"])
        expect_verdict(page, "green", "Theo lần kiểm tra gần nhất")  # The camera sees its code again.
        picture(page, "working-day-shop-offline")
        phone.set_offline(False)
        expect(page.locator("#report")).to_contain_text("ghi được", timeout=60_000)
    assert who_came(product) == sorted([day["guest"]["id"], day["bare"]["id"]])  # Each once.
    assert product.rows("SELECT kind, person_id FROM gates_visitornote") == [("delivery", day["guest"]["id"])]


def test_a_checkpoint_keeps_a_vehicle_when_the_network_goes(product, at_the_camera, day):
    with at_the_camera(day["guest"]["code"]) as (phone, page):
        expect_verdict(page, "green")
        clear(page)
        page.click("#menu-open")
        page.check("input[name=mode][value=checkpoint]")
        page.click("#menu-close")
        page.fill("#plate", "51B-678.90")
        page.fill("#seats", "16")
        page.click("#vehicle-form button[type=submit]")
        count = page.locator("#vehicle-count")
        paste_code(page, day["ill"]["code"])
        expect(count).to_contain_text("Đã quét 2 người", timeout=60_000)  # Pasted, and seen by the camera.
        phone.set_offline(True)
        paste_code(page, day["regular"]["code"])
        expect(count).to_have_text("Đã quét 3 người, còn 13 người.", timeout=60_000)
        page.reload()  # The page is closed in the middle: the vehicle is still there.
        expect(count).to_have_text("Đã quét 3 người, còn 13 người.", timeout=60_000)
        page.evaluate('document.getElementById("next").click()')
        picture(page, "working-day-vehicle-offline")
        page.evaluate('document.getElementById("vehicle-done").click()')
        phone.set_offline(False)
        expect(page.locator("#report")).to_contain_text("ghi được", timeout=60_000)
        page.wait_for_timeout(500)
    assert product.rows("SELECT colour, seats, jsonb_array_length(scan_ids) FROM gates_vehicle") == [
        ("red", 16, 3)
    ]
    assert {*who_came(product)} == {day[who]["id"] for who in ("guest", "ill", "regular")}
