"""The code that changes every thirty seconds: RFC 6238's own vectors, every boundary, and the browser beside Python."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import dynamic
from antoan.domains.codes.detect import CodeKind, detect
from antoan.domains.codes.images import qr_modules
from antoan.kit.sealing import KeyRing
from tests.entrypoints.web.browser_scripts import run_lines

VECTORS = json.loads((Path(__file__).resolve().parents[2] / "vectors/dynamic.json").read_text())
RING = KeyRing(current=1, keys={1: bytes(32)}, blind_key=b"b" * 32)
OTHER_RING = KeyRing(current=1, keys={1: bytes(32)}, blind_key=b"c" * 32)
REFERENCE = b"nguyenan"
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
SCRIPT = """
import { counterMac, importKey, readDynamic, showDynamic } from "ASSETS/shared/assets/codes/dynamic.js";
import { createInterface } from "node:readline";
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (list) => [...list].map((byte) => byte.toString(16).padStart(2, "0")).join("");
for await (const line of createInterface({ input: process.stdin })) {
  const { key, step, reference, text } = JSON.parse(line);
  const answer = reference === undefined
    ? hex(await counterMac(await importKey(bytes(key)), step))
    : [await showDynamic(bytes(reference), step, await importKey(bytes(key))), hex(readDynamic(text).reference), readDynamic(text).step];
  console.log(JSON.stringify(answer));
}
"""


def a_code(at: datetime, ring: KeyRing = RING) -> str:
    step = dynamic.step_of(at)
    return dynamic.show(REFERENCE, step, dynamic.key_of(ring, REFERENCE, step // dynamic.STEPS_PER_KEY))


def totp(mac: bytes) -> str:
    """Return RFC 6238's eight digits of an HMAC."""
    start = mac[-1] & 0xF
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 10**8:08d}"


@pytest.mark.parametrize("case", VECTORS["rfc6238"], ids=lambda case: str(case["at"]))
def test_step_and_mac_are_those_of_rfc_6238(case):
    at = datetime.fromtimestamp(case["at"], UTC)
    assert dynamic.step_of(at) == case["step"]
    assert totp(dynamic.counter_mac(bytes.fromhex(VECTORS["rfc6238_key"]), case["step"])) == case["totp"]


@pytest.mark.parametrize("case", VECTORS["codes"], ids=lambda case: str(case["step"]))
def test_codes_are_spelled_as_the_vectors_say(case):
    reference, key = bytes.fromhex(case["reference"]), bytes.fromhex(case["key"])
    assert dynamic.show(reference, case["step"], key) == case["text"]
    code = dynamic.read(case["text"])
    assert (code.reference, code.step) == (reference, case["step"])
    assert code.mac == dynamic.counter_mac(key, case["step"])[:6]


def test_the_browser_makes_the_same_codes(tmp_path):
    rfc = [{"key": VECTORS["rfc6238_key"], "step": case["step"]} for case in VECTORS["rfc6238"]]
    answers = run_lines(SCRIPT, [*rfc, *VECTORS["codes"]], tmp_path)
    assert [totp(bytes.fromhex(mac)) for mac in answers[: len(rfc)]] == [
        case["totp"] for case in VECTORS["rfc6238"]
    ]
    assert answers[len(rfc) :] == [
        [case["text"], case["reference"], case["step"]] for case in VECTORS["codes"]
    ]


@given(st.binary(min_size=8, max_size=8), st.integers(0, 2**32 - 1), st.binary(min_size=32, max_size=32))
def test_every_code_is_read_back(reference, step, key):
    scanned = detect(dynamic.show(reference, step, key))
    assert scanned.kind is CodeKind.DYNAMIC
    assert (scanned.value.reference, scanned.value.step) == (reference, step)


@given(st.text(), st.integers(0, 33))
def test_no_text_makes_the_reader_raise_and_one_spelling_is_read(noise, place):
    text = a_code(NOON)
    changed = text[:place] + noise + text[place + 1 :]
    code = dynamic.read(changed)
    if code is not None:
        # Whatever is read at all is spelled exactly as we spell it; a changed one is not genuine.
        assert changed == text or not dynamic.is_genuine(code, RING)


@pytest.mark.parametrize(
    ("seconds", "is_fresh"),
    [(-31, False), (-30, True), (0, True), (29, True), (59.999, True), (60, False), (3600, False)],
)
def test_a_code_lives_a_minute_and_forgives_half_a_minute(seconds, is_fresh):
    code = dynamic.read(a_code(NOON))
    assert dynamic.is_fresh(code, [NOON + timedelta(seconds=seconds)]) is is_fresh


def test_any_clock_that_saw_it_may_vouch_for_a_code():
    code = dynamic.read(a_code(NOON))
    assert dynamic.is_fresh(code, [NOON - timedelta(minutes=4), NOON])


def test_a_key_of_another_day_reference_or_installation_makes_no_genuine_code():
    step = dynamic.step_of(NOON)
    day = step // dynamic.STEPS_PER_KEY
    assert dynamic.is_genuine(dynamic.read(a_code(NOON)), RING)
    assert not dynamic.is_genuine(dynamic.read(a_code(NOON)), OTHER_RING)
    for key in (dynamic.key_of(RING, REFERENCE, day + 1), dynamic.key_of(RING, b"tranbinh", day)):
        assert not dynamic.is_genuine(dynamic.read(dynamic.show(REFERENCE, step, key)), RING)


def test_the_symbol_is_the_smallest_that_gates_read():
    assert qr_modules(a_code(NOON)).shape == (25, 25)  # Version 2.
