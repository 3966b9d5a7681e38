"""How large a gate's pack and the city's status list are, and how long a first sync takes over a slow network.

A first sync is the writing of the pack, its way and that of the list, and the opening of both by the gate page's own
scripts (in node, which runs them as Chromium does). The list lies ready at the server: it is written once for all gates.
"""

import json
import os
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from antoan.domains.codes import key_list
from antoan.domains.codes.values import KeyStatus, PublicKey
from antoan.domains.gates.packs.values import Expected
from antoan.domains.gates.packs.writing import Contents, write_pack
from antoan.domains.gates.status.bits import EMPTY, Cached, StatusBits, collect
from antoan.domains.gates.status.messages import status_message
from antoan.domains.policy.documents import load_shipped
from antoan.kit import clock
from antoan.kit.signing import encode_base64url
from bench.report import Measurement
from tests.entrypoints.web.browser_scripts import run_lines

POLICY = load_shipped("hcm-2021-10-01")
ROSTER = 10_000
CITY = int(os.environ.get("ANTOAN_BENCH_PACK_CODES", "10000000"))  # Fewer for a short run.
HOURLY_CHANGES = 20_000  # Codes issued, revoked or of another colour between two lists.
NETWORK_BITS_PER_SECOND = 1_000_000  # A poor 3G connection.
LIMIT_BYTES, LIMIT_SECONDS = 20_000_000, 60  # Lesson L22.
# Worst case for compression: every code for itself, in no order.
_COLOURS = [Cached.GREEN] * 75 + [Cached.YELLOW] * 12 + [Cached.RED] * 2 + [Cached.NOT_KNOWN] * 11

OPEN = """
import { openPack } from "ASSETS/gate/assets/pack.js";
import { joinStatus } from "ASSETS/gate/assets/status.js";
import { createInterface } from "node:readline";
const CURVE = { name: "ECDH", namedCurve: "P-256" };
for await (const line of createInterface({ input: process.stdin })) {
  const { jwk, keys, root, device, pack, status, now } = JSON.parse(line);
  const privateKey = await crypto.subtle.importKey("jwk", jwk, CURVE, false, ["deriveBits"]);
  const began = performance.now();
  const opened = await openPack(pack, { deviceKeys: { privateKey }, keys, root, device, now });
  const list = await joinStatus(null, status, keys);
  console.log(JSON.stringify([(performance.now() - began) / 1000, opened.people.size, list.size]));
}
"""


def measure() -> Measurement:
    """Write a pack of a large roster, a list of a whole city and the change of an hour; open pack and list."""
    chance, key = random.Random(2021), Ed25519PrivateKey.generate()
    public = PublicKey(1, key.public_key(), KeyStatus.ACTIVE, clock.today(), clock.today() + timedelta(730))
    keys = key_list.build([public], sequence=1, root=key)
    device = ec.generate_private_key(ec.SECP256R1())
    people = _people(chance)
    pack, pack_seconds = _timed(lambda: _pack(people, chance, key, keys, device))
    began = time.perf_counter()
    city = collect((index, chance.random() < 0.01, chance.choice(_COLOURS)) for index in range(CITY))
    collect_seconds = time.perf_counter() - began
    whole, whole_seconds = _timed(lambda: _status(city, None, key))
    later = _later(city, chance)
    change, change_seconds = _timed(lambda: _status(later, city, key))
    first = _size(pack) + _size(whole)
    way_seconds = first * 8 / NETWORK_BITS_PER_SECOND
    open_seconds = _opened(pack, whole, key, keys, device)
    sync_seconds = pack_seconds + way_seconds + open_seconds
    return Measurement(
        name="packs",
        figures={
            "pack_bytes_10k_people": _size(pack),
            "codes": CITY,
            "status_bytes": _size(whole),
            "status_change_bytes_20k_codes": _size(change),
            "first_sync_bytes": first,
            "first_sync_seconds_at_1_mbit": sync_seconds,
            "of_these_on_the_way_seconds": way_seconds,
            "of_these_opening_seconds": open_seconds,
            "write_pack_seconds": pack_seconds,
            "collect_seconds": collect_seconds,
            "write_status_seconds": whole_seconds,
            "write_change_seconds": change_seconds,
        },
        ratios={
            "first_sync_bytes_vs_limit": first / LIMIT_BYTES,
            "first_sync_seconds_vs_limit": sync_seconds / LIMIT_SECONDS,
            "change_vs_whole": _size(change) / _size(whole),
        },
    )


def _timed(deed):
    began = time.perf_counter()
    message = deed()
    return message, time.perf_counter() - began


def _size(message) -> int:
    return len(json.dumps(dict(message)))


def _people(chance: random.Random) -> list[Expected]:
    rules = len(POLICY.rules)
    return [
        Expected(
            str(10**17 + number), f"{number:09d}", f"N.V. {chance.choice(('An', 'Bình', 'Chi', 'Dung'))}",
            chance.randrange(1940, 2010), "male", chance.randrange(rules),
            clock.now() + timedelta(days=chance.randrange(60)),
        )
        for number in range(ROSTER)
    ]  # fmt: skip


def _pack(people, chance, key, keys, device):
    contents = Contents(1, 1, 1, clock.now(), chance.randbytes(16), POLICY.source, keys, {})
    point = device.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return write_pack(contents, people, point=point, key_number=1, key=key)


def _opened(pack, whole, key, keys, device) -> float:
    """Return the seconds in which the page's scripts open both; all people and codes must be there."""
    private = device.private_numbers()
    parts = (private.public_numbers.x, private.public_numbers.y, private.private_value)
    x, y, d = (encode_base64url(part.to_bytes(32, "big")) for part in parts)
    line = {
        "jwk": {"kty": "EC", "crv": "P-256", "x": x, "y": y, "d": d},
        "keys": {"keys": keys["keys"], "sequence": 1}, "root": key_list.text_of(key.public_key()), "device": 1,
        "pack": dict(pack), "status": dict(whole), "now": int(clock.now().timestamp() * 1000),
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        [[seconds, names, codes]] = run_lines(OPEN, [line], Path(folder))
    assert (names, codes) == (2 * ROSTER, CITY), (names, codes)  # Each by number and by short code.
    return seconds


def _status(bits: StatusBits, before: StatusBits | None, key):
    now = clock.now()
    return status_message(
        bits, sequence=2, made_at=now, expires_at=now + timedelta(hours=12), policy="x", version="1",
        base=None if before is None else (1, before), key_number=1, key=key,
    )  # fmt: skip


def _later(city: StatusBits, chance: random.Random) -> StatusBits:
    """Return the list an hour later."""
    changed = {chance.randrange(CITY): chance.choice(_COLOURS) for _ in range(HOURLY_CHANGES)}
    revoked = collect(((index, chance.random() < 0.01, Cached.NOT_KNOWN) for index in changed), before=city)
    colours = bytearray(city.colours)
    for index, colour in changed.items():
        colours[index >> 2] = colours[index >> 2] & ~(3 << 2 * (index & 3)) | colour << 2 * (index & 3)
    return StatusBits(city.size, revoked.revoked or EMPTY.revoked, bytes(colours))
