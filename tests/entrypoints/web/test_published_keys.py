"""Anybody can fetch the keys that verify our codes, and a browser keeps what was revoked revoked."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from antoan.domains.codes import key_list
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.values import IssueDays, KeyStatus
from tests.entrypoints.web.browser_scripts import run_lines
from tests.factories.codes import PRIVATE, TODAY, a_public_key

SCRIPT = """
import { readKeyList } from "ASSETS/shared/assets/codes.js";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { documents, root } = JSON.parse(line);
  let held;
  for (const document of documents) held = (await readKeyList(document, root, held)) || held;
  console.log(JSON.stringify(held || null));
}
"""
ROOT = key_list.text_of(PRIVATE.public_key())


def published(sequence: int, **changes) -> dict:
    return key_list.build([a_public_key(**changes)], sequence=sequence, root=PRIVATE)


@pytest.mark.django_db
def test_the_published_list_is_the_rings_and_signed() -> None:
    answer = Client().get("/.well-known/antoan-keys.json")
    ring = SigningRing.load(settings.DATA)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert "max-age=60" in answer.headers["Cache-Control"]
    sequence, keys = key_list.read(answer.json(), root=ring.root)
    assert (sequence, keys.keys()) == (ring.sequence, ring.keys.keys())
    assert b"PRIVATE" not in answer.content


@pytest.mark.django_db
def test_the_list_is_only_read() -> None:
    assert Client().post("/.well-known/antoan-keys.json").status_code == 405


def test_no_order_of_lists_brings_a_key_back_in_the_browser(tmp_path: Path) -> None:
    """Lesson L8."""
    old = published(1)
    days = published(2, revoked_days=(IssueDays(TODAY, TODAY),))
    revoked = published(3, status=KeyStatus.REVOKED)
    forged = {**published(9), "signed": old["signed"][:-2] + "AA"}
    orders = [
        [old, days, revoked],
        [revoked, days, old],
        [days, revoked, old, forged],
        [forged, revoked, old, days],
    ]
    held = run_lines(SCRIPT, [{"documents": order, "root": ROOT} for order in orders], tmp_path)
    assert all(one["keys"] == held[0]["keys"] and one["sequence"] == 3 for one in held)
    assert held[0]["keys"][0]["status"] == "revoked"
    assert held[0]["keys"][0]["revoked_days"] == [["2026-11-22", "2026-11-22"]]


def test_the_browser_believes_no_list_of_another_root(tmp_path: Path) -> None:
    broken = [{}, {"signed": "a.b"}, {"signed": None}, {**published(1), "signed": "..."}]
    lines = [{"documents": [published(1)], "root": "A" * 43}, {"documents": broken, "root": ROOT}]
    assert run_lines(SCRIPT, lines, tmp_path) == [None, None]
