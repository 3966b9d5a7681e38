"""The gate page opens what the server sealed, judges by it, and never says a wrong colour (lessons L8, L22, L26)."""

import base64
import json
import random
import zlib
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes import key_list, payload, status_index
from antoan.domains.gates.packs.values import Expected
from antoan.domains.gates.packs.writing import Contents, write_pack
from antoan.domains.gates.status.bits import EMPTY, Cached, collect
from antoan.domains.gates.status.messages import status_message
from antoan.domains.policy.documents import load_shipped
from antoan.kit.signing import decode_base64url, encode_base64url
from tests.entrypoints.web.browser_scripts import run_lines
from tests.factories.codes import PRIVATE, a_head, a_public_key

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
ROOT = Ed25519PrivateKey.from_private_bytes(bytes(32))
POLICY = load_shipped("hcm-2021-10-01")
KEYS = key_list.build([a_public_key(not_before=date(2026, 1, 1))], sequence=1, root=ROOT)
ROOT_X = key_list.text_of(ROOT.public_key())

SCRIPT = """
import { judgeLocally } from "ASSETS/gate/assets/local.js";
import { openPack } from "ASSETS/gate/assets/pack.js";
import { joinStatus } from "ASSETS/gate/assets/status.js";
import { createInterface } from "node:readline";
const subtle = crypto.subtle;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
async function keysOf(jwk) {
  return { privateKey: await subtle.importKey("jwk", jwk, CURVE, false, ["deriveBits"]) };
}
for await (const line of createInterface({ input: process.stdin })) {
  const { jwk, keys, root, packs, statuses, policies, code, now, device, known } = JSON.parse(line);
  const held = { pack: null, status: null };
  const refused = [];
  for (const pack of packs ?? []) {
    try { held.pack = await openPack(pack, { deviceKeys: await keysOf(jwk), keys, root, device, now }); }
    catch (fault) { if (fault.constructor.name !== "Refused") throw fault; refused.push(fault.message); }
  }
  for (const message of statuses ?? []) {
    try { held.status = await joinStatus(held.status, message, keys); }
    catch (fault) { if (fault.constructor.name !== "Refused") throw fault; refused.push(fault.message); }
  }
  const verdict = code === undefined ? null : await judgeLocally(code, { keys, policies, known, ...held, now });
  console.log(JSON.stringify({
    colour: verdict?.colour, rule: verdict?.rule, reason: verdict?.localReason, label: verdict?.person?.label,
    refused, sequence: held.status?.sequence,
    revoked: held.status ? Buffer.from(held.status.revoked).toString("base64") : null,
  }));
}
"""


def a_device_key():
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    private = ec.generate_private_key(ec.SECP256R1())
    numbers = private.private_numbers()
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    x, y, d = (encode_base64url(number.to_bytes(32, "big")) for number in
               (numbers.public_numbers.x, numbers.public_numbers.y, numbers.private_value))  # fmt: skip
    return point, {"kty": "EC", "crv": "P-256", "x": x, "y": y, "d": d}


POINT, JWK = a_device_key()
RULE = {rule.id: rule.number for rule in POLICY.rules}


def a_code(index=5, qid="162979388586171100", *, key=PRIVATE):
    more = () if index is None else (status_index.element(index),)
    head = a_head(qid=qid, more=more)
    return payload.sign(head, key_number=1, key=key, issued_on=date(2026, 11, 1), expires_on=date(2027, 5, 1))


def expected(qid="162979388586171100", rule=0, until=None, short_code=""):
    return Expected(qid, short_code, "N.V. An", 1990, "male", rule, until)


def a_pack(roster, *, at=NOW, point=POINT, key=PRIVATE, device=7, sequence=1):
    contents = Contents(device, 3, sequence, at, bytes(16), POLICY.source, KEYS, {})
    return write_pack(contents, roster, point=point, key_number=1, key=key)


def a_status(statuses, *, sequence=1, before=None, base=None, at=NOW, policy=POLICY):
    bits = collect(statuses, before=before or EMPTY)
    message = status_message(
        bits, sequence=sequence, made_at=at, expires_at=at + timedelta(hours=12), policy=policy.policy,
        version=policy.version, base=base, key_number=1, key=PRIVATE,
    )  # fmt: skip
    return bits, dict(message)


GOOD = a_status([(index, False, Cached.NOT_KNOWN) for index in range(20)])[1]


def ask(folder, *lines):
    usual = {
        "jwk": JWK, "keys": {"keys": KEYS["keys"], "sequence": 1}, "root": ROOT_X, "device": 7, "statuses": [GOOD],
        "policies": [{"starts_at": "2021-10-01T00:00:00+07:00", "ends_at": None, "document": POLICY.source}],
        "now": int(NOW.timestamp() * 1000), "code": a_code(),
    }  # fmt: skip
    return run_lines(SCRIPT, [{**usual, **line} for line in lines], folder)


def answers(folder, *lines):
    return [(one["colour"], one.get("rule") or one.get("reason")) for one in ask(folder, *lines)]


def test_a_person_of_the_roster_has_their_colour_and_reason(tmp_path):
    rows = [expected(rule=number) for number in range(len(POLICY.rules))]
    found = ask(tmp_path, *({"packs": [a_pack([row])]} for row in [*rows, expected(rule=-1)]))
    assert [(one["colour"], one["rule"], one["label"]) for one in found] == [
        (rule.colour.value, rule.id, "N.V. An") for rule in (*POLICY.rules, POLICY.default)
    ]


def test_whoever_is_not_expected_is_unknown_not_black(tmp_path):
    others = [expected(qid="999999999999999999")]
    assert answers(tmp_path, {"packs": [a_pack(others)]}, {"packs": [a_pack([])]}, {"packs": []}) == [
        ("unknown", "genuine")
    ] * 3  # fmt: skip


def test_a_short_code_finds_its_person_and_papers_nobody(tmp_path):
    from antoan.domains.codes import short

    code = short.new()
    pack = a_pack([expected(short_code=code)])
    cccd = "079190004567||Nguyễn Văn An|28021990|Nam|Quận 1|15042021"
    unsigned = a_code().rpartition("<")[0]
    found = answers(
        tmp_path, *({"packs": [pack], "code": text} for text in (short.show(code), cccd, unsigned))
    )
    assert found == [("green", POLICY.rules[0].id) if POLICY.rules[0].colour == "green" else
                     (POLICY.rules[0].colour.value, POLICY.rules[0].id), ("unknown", "unchecked"), ("unknown", "unsigned")]  # fmt: skip


def test_a_former_app_s_code_has_no_colour_whatever_is_known_of_its_text(tmp_path):
    known = {
        "verdict": {"colour": "green", "until": None},
        "person": {"label": "x"},
        "seen": NOW.timestamp() * 1000,
    }
    texts = ("https://qr.tokhaiyte.vn/079190004567", "bluezone.gov.vn", "HTTPS://NCOVI.VN/0944713700")
    found = ask(
        tmp_path, *({"packs": [a_pack([expected()])], "code": text, "known": known} for text in texts)
    )
    assert [(one["colour"], one["reason"], one.get("label")) for one in found] == [
        ("unknown", "former", None)
    ] * 3


def test_a_colour_ends_with_its_time_its_policy_and_its_pack(tmp_path):
    soon = expected(until=NOW + timedelta(hours=1))
    ms = int(NOW.timestamp() * 1000)
    hour = 3_600_000
    other = [
        {
            "starts_at": "2021-10-01T00:00:00+07:00",
            "ends_at": None,
            "document": {**POLICY.source, "version": "9"},
        }
    ]
    pack = a_pack([soon])
    endless = a_pack([expected()])
    colour = POLICY.rules[0].colour.value
    found = [one["colour"] for one in ask(
        tmp_path,
        {"packs": [pack], "now": ms + hour - 1000},
        {"packs": [pack], "now": ms + hour},
        {"packs": [pack], "policies": other},
        {"packs": [endless], "now": ms + 24 * hour - 1000},
        {"packs": [endless], "now": ms + 24 * hour},
    )]  # fmt: skip
    assert found == [colour, "unknown", "unknown", colour, "unknown"]


def flipped(text, position):
    raw = bytearray(decode_base64url(text))
    raw[position] ^= 1
    return encode_base64url(bytes(raw))


def test_a_damaged_foreign_or_future_pack_is_refused_and_everybody_unknown(tmp_path):
    pack = a_pack([expected()])
    empty = a_pack([])
    lines = {
        "sealed changed": {**pack, "sealed": flipped(pack["sealed"], 200)},
        "cut off": {**pack, "sealed": pack["sealed"][:400]},
        "another's seal": a_pack([expected()], point=a_device_key()[0]),
        "another device's": a_pack([expected()], device=8),
        "another key's": a_pack([expected()], key=Ed25519PrivateKey.generate()),
        "statement of another": {**pack, "signed": empty["signed"]},
        "tomorrow's": a_pack([expected()], at=NOW + timedelta(days=1)),
        "yesterday's": a_pack([expected()], at=NOW - timedelta(days=1)),
        "nothing": {"signed": "", "sealed": ""},
        "a list": {"signed": [], "sealed": {}},
    }
    found = ask(tmp_path, *({"packs": [broken]} for broken in lines.values()))
    assert {
        name: (one["colour"], len(one["refused"])) for name, one in zip(lines, found, strict=True)
    } == dict.fromkeys(lines, ("unknown", 1))


def test_a_revoked_code_is_black_and_no_other_knowledge_saves_it(tmp_path):
    revoked = a_status([(5, True, Cached.NOT_KNOWN)])[1]
    known = {
        "verdict": {"colour": "green", "until": None},
        "person": {"label": "x"},
        "seen": NOW.timestamp() * 1000,
    }
    line = {"packs": [a_pack([expected()])], "statuses": [revoked], "known": known}
    week = int((NOW + timedelta(days=7)).timestamp() * 1000)
    assert answers(tmp_path, line, {**line, "now": week}) == [("black", "revoked")] * 2


def test_a_code_no_list_speaks_of_finds_nobody_in_the_roster(tmp_path):
    pack = a_pack([expected()])
    assert answers(
        tmp_path, {"packs": [pack], "code": a_code(None)}, {"packs": [pack], "code": a_code(20)}, {"packs": [pack], "statuses": []}
    ) == [("unknown", "genuine")] * 3  # fmt: skip


def test_a_colour_of_the_list_counts_under_its_policy_until_the_list_ends(tmp_path):
    ms = int(NOW.timestamp() * 1000)
    lists = {colour: a_status([(5, False, colour)])[1] for colour in Cached}
    found = ask(
        tmp_path,
        *({"statuses": [message]} for message in lists.values()),
        {"statuses": [lists[Cached.GREEN]], "now": ms + 12 * 3_600_000},
        {"statuses": [lists[Cached.GREEN]], "policies": []},
        {"statuses": [lists[Cached.GREEN]], "code": a_code(5, key=Ed25519PrivateKey.generate())},
    )
    assert [one["colour"] for one in found] == [
        "unknown",
        "green",
        "yellow",
        "red",
        "unknown",
        "unknown",
        "black",
    ]


@pytest.mark.parametrize("part", ["revoked", "colours", "signed"])
def test_a_damaged_list_is_refused(tmp_path, part):
    message = a_status([(5, False, Cached.GREEN)])[1]
    other = a_status([(5, True, Cached.GREEN), (6, False, Cached.RED)])[1]
    mixed, broken = {**message, part: other[part]}, {**message, part: message[part][:-3]}
    found = ask(tmp_path, {"statuses": [mixed]}, {"statuses": [broken]})
    assert [(one["colour"], len(one["refused"])) for one in found] == [("unknown", 1)] * 2


def test_in_any_order_of_lists_what_was_revoked_stays_revoked(tmp_path):
    """Lesson L8: every order in which full lists and changes may arrive, some twice, some never."""
    chance = random.Random(20211122)
    lists, messages, known = [EMPTY], [], {}
    for sequence in range(1, 6):
        known |= {
            chance.randrange(300): (chance.random() < 0.3, Cached(chance.randrange(4))) for _ in range(40)
        }
        bits, full = a_status(
            [(index, *status) for index, status in known.items()], sequence=sequence, before=lists[-1]
        )
        messages.append(full)
        if sequence > 1:
            base = (sequence - 1, lists[-1])
            messages.append(
                a_status(
                    [(index, *status) for index, status in known.items()],
                    sequence=sequence,
                    before=lists[-1],
                    base=base,
                )[1]
            )
        lists.append(bits)
    orders = [[chance.choice(messages) for _ in range(chance.randrange(1, 14))] for _ in range(60)]
    found = ask(tmp_path, *({"statuses": order, "code": "x"} for order in orders))
    for order, one in zip(orders, found, strict=True):
        sequences = [json.loads(decode_base64url(message["signed"].split(".")[1])) for message in order]
        held = base64.b64decode(one["revoked"]) if one["revoked"] else b""
        full = [said["sequence"] for said in sequences if said["base"] is None]
        assert one.get("sequence") is None or one["sequence"] >= max(full, default=0)
        for sequence in full:
            for index in range(300):
                if lists[sequence].is_revoked(index):
                    assert held[index >> 3] >> (index & 7) & 1


def test_a_city_s_list_is_small(tmp_path):
    bits = collect((index, index % 100 == 0, Cached.NOT_KNOWN) for index in range(100_000))
    assert len(zlib.compress(bits.revoked)) < 2_000
