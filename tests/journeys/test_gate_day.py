"""The working day of a gate: visitors, strangers, overrides, a kiosk, vehicles, and a pack for when the network goes."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import totp_code
from tests.journeys.browsing import picture
from tests.journeys.gating import clear, expect_verdict, open_gate, paste_code, with_pack


@pytest.fixture(autouse=True)
def nobody_came(product):
    product.execute("DELETE FROM came")


@pytest.fixture
def day(product):
    return product.seeds["gate_day"]


def came_lately(product, person):
    """Have somebody come to the gate on each of the last three days."""
    [(spot,)] = product.rows("SELECT spot_id FROM places_gate WHERE id = %s", product.seeds["gate"]["id"])
    for days in (1, 2, 3):
        t_in = clock.now() - timedelta(days=days)
        product.execute(
            "INSERT INTO visits_visit (person_id, t_in, t_eff, received_at, spot_id, gate_id, rule, colour, source, scan_id)"
            " VALUES (%s, %s, %s, %s, %s, %s, 0, 1, 0, %s)",
            person["id"], t_in, t_in + timedelta(hours=1), t_in, spot, product.seeds["gate"]["id"], str(uuid7()),
        )  # fmt: skip


def test_with_its_pack_a_gate_knows_its_people_without_network(product, phone, day):
    came_lately(product, day["regular"])
    page = with_pack(open_gate(phone, product))
    expect(page.locator("#challenge-text")).to_have_text(re.compile(r"Hình hôm nay: .+ \d\d"))
    picture(page, "gate-day-challenge")
    phone.set_offline(True)
    paste_code(page, day["regular"]["code"])
    expect_verdict(page, "green", "C.T. Quen")
    picture(page, "gate-day-pack-green")
    clear(page)
    paste_code(
        page, day["ill"]["code"]
    )  # Nobody this gate expects: the city's list knows the colour, not who.
    expect_verdict(page, "red", "Danh sách tình trạng của thành phố")
    expect(page.locator("#verdict-person")).to_be_empty()
    clear(page)
    page.reload()
    expect(page.locator("[data-face=scanner]")).to_be_visible()
    paste_code(page, day["regular"]["short"])
    expect_verdict(page, "green", "C.T. Quen")
    phone.set_offline(False)
    expect(page.locator("#report")).to_contain_text("ghi được", timeout=60_000)
    [(late,)] = product.rows("SELECT count(*) FROM came WHERE t_in > now() - interval '1 hour'")
    assert late >= 2


@pytest.mark.parametrize("damage", ["sealed", "signed"])
def test_a_damaged_pack_makes_nobody_green_and_nobody_black(product, phone, day, damage):
    came_lately(product, day["regular"])
    page = with_pack(open_gate(phone, product))
    page.evaluate(
        """async (part) => {
          const open = indexedDB.open("antoan-gate");
          const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
          const settings = database.transaction("settings", "readwrite").objectStore("settings");
          const read = settings.get("pack");
          await new Promise((done) => { read.onsuccess = done; });
          const text = read.result[part];
          read.result[part] = text.slice(0, 300) + (text[300] === "A" ? "B" : "A") + text.slice(301);
          await new Promise((done) => { settings.put(read.result, "pack").onsuccess = done; });
          await new Promise((done) => { settings.delete("status").onsuccess = done; });
        }""",
        damage,
    )
    phone.set_offline(True)
    page.reload()
    expect(page.locator("[data-face=scanner]")).to_be_visible()
    paste_code(page, day["regular"]["code"])
    expect_verdict(page, "unknown", "Mã thật, nhưng đang mất mạng")


def test_a_shop_notes_a_visitor_and_a_supervisor_lets_somebody_in(product, phone, day):
    page = open_gate(phone, product)
    paste_code(page, day["guest"]["code"])
    expect_verdict(page, "green")
    page.click("#visitor-open")
    page.select_option("#visitor-kind", "delivery")
    page.fill("#visitor-purpose", "Giao rau")
    page.fill("#visitor-host", "Chị Năm")
    picture(page, "gate-day-visitor")
    page.click("#visitor-form button[type=submit]")
    expect(page.locator("#visitor")).to_be_hidden()
    clear_if_shown(page)
    paste_code(page, day["bare"]["code"])
    expect_verdict(page, "black")
    picture(page, "gate-day-black")
    page.click("#override-open")
    page.select_option("#override-because", "papers")
    page.fill("#override-supervisor", day["supervisor"]["login"])
    page.fill("#override-code", "000000")
    page.click("#override-form button[type=submit]")
    expect(page.locator("#override-fault")).to_contain_text("không đúng")
    page.fill("#override-code", totp_code(day["supervisor"]["totp_secret"]))
    picture(page, "gate-day-override")
    page.click("#override-form button[type=submit]")
    expect(page.locator("#verdict-kept")).to_contain_text("Đã ghi quyết định cho vào")
    expect(page.locator("#verdict")).to_have_attribute("data-colour", "black")  # The colour stays.
    assert product.rows("SELECT kind FROM gates_visitornote") == [("delivery",)]
    assert product.rows("SELECT colour, because, person_id FROM gates_override") == [
        ("black", "papers", day["bare"]["id"])
    ]


def clear_if_shown(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("#verdict")).to_be_hidden()


def test_somebody_without_a_code_is_registered_in_under_a_minute(product, phone):
    page = open_gate(phone, product)
    began = clock.now()
    page.click("#menu-open")
    picture(page, "gate-day-menu")
    page.click("#newcomer-open")
    page.fill("#newcomer-name", "Lưu Văn Mới Đến")
    page.fill("#newcomer-year", "1957")
    page.fill("#newcomer-phone", "0987 654 321")
    picture(page, "gate-day-newcomer")
    page.click("#newcomer-form button[type=submit]")
    expect(page.locator("#newcomer-short")).to_have_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z*~$=]{5}"))
    picture(page, "gate-day-newcomer-code")
    page.click("#newcomer-scan")
    expect(page.locator("#verdict")).to_be_visible()
    expect(page.locator("#verdict-person")).to_contain_text("L.V.M. Đến · 1957")
    assert clock.now() - began < timedelta(minutes=1)
    assert product.rows("SELECT count(*) FROM came") == [(1,)]


def test_a_kiosk_returns_to_its_start_by_itself(product, phone, day):
    page = open_gate(phone, product)
    page.click("#menu-open")
    page.check("input[name=mode][value=kiosk]")
    page.click("#menu-close")
    expect(page.locator(".gate-kiosk-words")).to_be_visible()
    expect(page.locator(".gate-typed")).to_be_hidden()
    picture(page, "gate-day-kiosk")
    paste_code(page, day["ill"]["code"])
    expect_verdict(page, "red")
    picture(page, "gate-day-kiosk-red")
    expect(page.locator("#override-open")).to_be_hidden()
    expect(page.locator("#verdict")).to_be_hidden(timeout=15_000)
    paste_code(page, day["guest"]["code"])
    expect_verdict(page, "green")


def test_a_checkpoint_scans_a_whole_vehicle_and_undoes_the_last(product, phone, day):
    page = open_gate(phone, product)
    page.click("#menu-open")
    page.check("input[name=mode][value=checkpoint]")
    page.click("#menu-close")
    page.fill("#plate", "51f-123.45")
    page.fill("#seats", "3")
    picture(page, "gate-day-vehicle-start")
    page.click("#vehicle-form button[type=submit]")
    for person, colour in (("guest", "green"), ("ill", "red"), ("regular", "green")):
        paste_code(page, day[person]["code"])
        expect_verdict(page, colour)
        clear(page)
    expect(page.locator("#vehicle-count")).to_have_text("Đã quét 3 người.")
    expect(page.locator("#vehicle-card")).to_have_attribute("data-colour", "red")
    expect(page.locator("#vehicle-ask")).to_contain_text("L.V. Ốm")
    picture(page, "gate-day-vehicle")
    page.click("#vehicle-undo")
    expect(page.locator("#vehicle-count")).to_have_text("Đã quét 2 người, còn 1 người.")
    assert product.rows("SELECT count(*) FROM came") == [(0,)]  # Nothing before the vehicle drives on.
    phone.set_offline(True)
    page.click("#vehicle-done")
    expect(page.locator("#vehicle-form")).to_be_visible()
    phone.set_offline(False)
    expect(page.locator("#report")).to_contain_text("ghi được 2", timeout=60_000)
    page.wait_for_timeout(500)
    assert product.rows("SELECT colour, seats, jsonb_array_length(scan_ids) FROM gates_vehicle") == [
        ("red", 3, 2)
    ]
    assert product.rows("SELECT count(*) FROM came") == [(2,)]


def test_a_shift_comes_in_while_the_network_goes_and_comes_back(product, phone, day):
    page = with_pack(open_gate(phone, product))
    shift, third = day["shift"], len(day["shift"]) // 3
    for number, worker in enumerate(shift):
        if number == third:
            phone.set_offline(True)
        if number == 2 * third:
            phone.set_offline(False)
        paste_code(page, worker["code"])
        expect_verdict(page, "green")  # With its pack and the city's list a gate without network goes on.
        # Clicked from inside: green may have gone away by itself already.
        page.evaluate('document.getElementById("next").click()')
        expect(page.locator("#verdict")).to_be_hidden()
    expect(page.locator("#waiting-box")).to_be_hidden(timeout=60_000)
    page.wait_for_timeout(500)
    came = product.rows("SELECT person_id, count(*) FROM came GROUP BY person_id ORDER BY person_id")
    assert came == sorted((worker["id"], 1) for worker in shift)  # Nobody is lost, nobody counted twice.


@pytest.mark.parametrize("screen", ["phone", "computer"])
def test_the_unit_reads_its_report(product, request, sign_in, screen, day):
    place = product.seeds["place"]["id"]
    page = sign_in(request.getfixturevalue(screen), "admin", f"/unit/places/{place}/report")
    expect(page.locator("h1")).to_contain_text("Báo cáo cổng")
    picture(page, f"gate-day-report-{screen}")
    page.goto(f"/unit/places/{place}/visitors")
    expect(page.locator("h1")).to_contain_text("Khách")
    picture(page, f"gate-day-visitors-{screen}")
