"""The browser's check of personal codes gives the same reason as Python's, for good and for broken codes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes import key_list, payload
from antoan.domains.codes.payload import PersonalHead
from antoan.domains.codes.values import IssueDays, KeyStatus, PublicKey
from antoan.kit import clock
from tests.entrypoints.web.browser_scripts import run_lines

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
SCRIPT = """
import { check } from "ASSETS/shared/assets/codes.js";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { text, list, at } = JSON.parse(line);
  console.log(JSON.stringify(await check(text, list, at)));
}
"""
HEAD = PersonalHead("079190000001", "NGUYỄN VĂN AN", date(1990, 2, 28), "0", "162979388586171100")
PRIVATE = {number: Ed25519PrivateKey.from_private_bytes(bytes([number] * 32)) for number in (1, 2, 3)}
KEYS = {
    1: PublicKey(1, PRIVATE[1].public_key(), KeyStatus.ACTIVE, date(2026, 1, 1), date(2028, 1, 1)),
    2: PublicKey(2, PRIVATE[2].public_key(), KeyStatus.REVOKED, date(2026, 1, 1), date(2028, 1, 1)),
    3: PublicKey(
        3, PRIVATE[3].public_key(), KeyStatus.RETIRED, date(2026, 1, 1), date(2026, 11, 22),
        (IssueDays(date(2026, 3, 1), date(2026, 3, 5)),),
    ),
}  # fmt: skip


def signed(number=1, *, issued_on=date(2026, 11, 1), expires_on=date(2027, 11, 1)):
    return payload.sign(
        HEAD, key_number=number, key=PRIVATE[number], issued_on=issued_on, expires_on=expires_on
    )


def broken(text):
    """Every character of a code replaced in turn, and a few whole disasters."""
    for place, letter in enumerate(text):
        yield text[:place] + ("A" if letter != "A" else "B") + text[place + 1 :]
    yield from (
        text[:-1],
        text + "A",
        text[1:],
        text.lower(),
        text.replace("|", ""),
        text.replace("<", "<<"),
        text[::-1],
    )


def moments_around_midnight():
    for day in (TODAY - timedelta(1), TODAY, TODAY + timedelta(1)):
        yield clock.day_start(day)
        yield clock.day_end(day) - timedelta(seconds=1)


@pytest.fixture(scope="module")
def cases():
    good = signed()
    texts = [
        good, f"\ufeff{good}\r\n", *broken(good), signed(2), signed(3),
        signed(issued_on=date(2025, 12, 31)), signed(3, issued_on=date(2026, 3, 5)), signed(3, issued_on=date(2026, 3, 6)),
        payload.emit(HEAD), payload.emit(HEAD.masked()), "", "|", "<", "7K2P-9QXM-3", "HC1:NCF", "\0", "x" * 9000, "ạ" * 95,
        "079190000001||Nguyễn Văn An|28021990|Nam|Quận 1|15042021",
    ]  # fmt: skip
    at_noon = [(text, NOON) for text in texts]
    at_edges = [
        (signed(issued_on=first, expires_on=last), at)
        for at in moments_around_midnight()
        for first, last in (
            (TODAY, TODAY), (TODAY, TODAY + timedelta(1)), (TODAY + timedelta(1), TODAY + timedelta(9)),
            (TODAY + timedelta(2), TODAY + timedelta(9)), (date(2026, 1, 1), TODAY - timedelta(1)),
        )
    ]  # fmt: skip
    retired_key = [(signed(3), at) for at in moments_around_midnight()]
    return [*at_noon, *at_edges, *retired_key]


def test_browser_and_python_agree_on_every_code(cases, tmp_path):
    listed = key_list.build(KEYS.values(), sequence=1, root=PRIVATE[1])
    lines = [{"text": text, "list": listed, "at": at.timestamp() * 1000} for text, at in cases]
    expected = [(text, at, payload.verify(text, KEYS, at).reason.value) for text, at in cases]
    found = run_lines(SCRIPT, lines, tmp_path)
    assert [(text, at, reason) for (text, at), reason in zip(cases, found, strict=True)] == expected
    assert {reason for *_, reason in expected} >= {
        "ok", "unsigned", "forged", "expired", "not_yet_valid", "unknown_key", "unknown_version", "unreadable", "revoked",
    }  # fmt: skip


def test_no_key_list_makes_a_code_unknown_and_not_forged(tmp_path):
    assert run_lines(SCRIPT, [{"text": signed(), "at": NOON.timestamp() * 1000}], tmp_path) == ["unknown_key"]
