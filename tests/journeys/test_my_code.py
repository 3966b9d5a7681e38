"""A citizen looks at their own code, with and without a network."""

import base64
from datetime import timedelta

import numpy as np
import zxingcpp
from playwright.sync_api import Page, expect

from antoan.kit import clock
from tests.journeys.browsing import picture, wait_for_worker


def test_citizen_sees_colour_code_and_reason_at_once(product, phone, sign_in):
    person = product.seeds["people"]["green"]
    page = sign_in(phone, "citizen", "/me/code")
    expect(page.locator(".at-verdict")).to_have_attribute("data-colour", "green")
    expect(page.locator(".at-verdict__word")).to_have_text("Xanh")
    expect(page.locator(".at-qr")).to_be_in_viewport(ratio=0.9)
    picture(page, "me-green")
    [read] = zxingcpp.read_barcodes(_pixels(page, page.locator(".at-qr").screenshot()))
    assert read.text == person["code"]


def test_identity_is_masked_and_shown_by_a_quick_switch(product, phone, sign_in):
    number = product.seeds["people"]["green"]["number"]
    page = sign_in(phone, "citizen", "/me/code")
    identity = page.locator(".at-me__identity")
    expect(identity).to_contain_text(f"******{number[6:]}")
    expect(identity).not_to_contain_text(number)
    page.click("#unmask")
    expect(identity).to_contain_text(number)
    expect(identity).to_contain_text("17/05/1990")
    page.click("#unmask")
    expect(identity).to_contain_text("**/**/1990")


def test_code_is_there_without_a_network_after_one_visit(product, phone, sign_in):
    page = sign_in(phone, "citizen", "/me/code")
    wait_for_worker(page)
    phone.set_offline(True)
    page.reload()
    expect(page.locator("#my-offline")).to_be_visible()
    expect(page.locator(".at-qr svg")).to_be_visible()
    expect(page.locator(".at-verdict")).to_have_attribute("data-colour", "green")
    picture(page, "me-offline")


def test_colour_runs_out_in_the_browser_when_its_day_comes(product, phone, sign_in):
    page = sign_in(phone, "red_citizen", "/me/code")
    expect(page.locator(".at-verdict")).to_have_attribute("data-colour", "red")
    picture(page, "me-red")
    wait_for_worker(page)
    phone.set_offline(True)
    page.clock.set_fixed_time(clock.now() + timedelta(days=6))
    page.reload()
    expect(page.locator(".at-verdict")).to_have_attribute("data-colour", "green")
    expect(page.locator(".at-verdict__word")).to_have_text("Xanh")


def test_signing_out_leaves_nothing_of_the_person_on_the_phone(product, phone, sign_in):
    page = sign_in(phone, "citizen", "/me/code")
    wait_for_worker(page)
    page.click("text=Đăng xuất")
    page.wait_for_url(product.url + "/")
    kept = page.evaluate("async () => (await caches.keys()).filter((name) => name.startsWith('antoan-me-'))")
    assert kept == []


def _pixels(page: Page, png: bytes) -> np.ndarray:
    """Decode a screenshot with the browser itself; return its brightness."""
    width, height, raw = page.evaluate(
        """async (png) => {
          const image = new Image();
          image.src = `data:image/png;base64,${png}`;
          await image.decode();
          const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          const { data } = context.getImageData(0, 0, image.width, image.height);
          let text = "";
          for (let index = 0; index < data.length; index += 4) text += String.fromCharCode(data[index]);
          return [image.width, image.height, btoa(text)];
        }""",
        base64.b64encode(png).decode(),
    )
    return np.frombuffer(base64.b64decode(raw), np.uint8).reshape(height, width)
