"""How fast codes are known, verified and signed, beside the bare cryptography they stand on."""

import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes import images, payload
from antoan.domains.codes.detect import detect
from antoan.domains.codes.national import DeclaredKind, GenderDigit, PersonalHead
from antoan.domains.codes.values import KeyStatus, PublicKey
from antoan.kit import clock
from bench.report import Measurement

CODES = 2_000
ROUNDS = 5
TURN_SECONDS = 0.1
CHUNK = 50  # Divides CODES.


def measure() -> Measurement:
    """Measure each path of a scan over the same codes."""
    today = clock.today()
    private = Ed25519PrivateKey.generate()
    public = PublicKey(1, private.public_key(), KeyStatus.ACTIVE, today, today + timedelta(730))
    heads = [a_head(number) for number in range(CODES)]
    codes = [
        payload.sign(head, key_number=1, key=private, issued_on=today, expires_on=today + timedelta(365))
        for head in heads
    ]
    message = codes[0].encode()
    signature = private.sign(message)
    now = clock.now()
    deeds: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "known_by_digest": (payload.split_fast, codes),
        "raw_blake2b": (lambda code: blake2b(code.encode(), digest_size=16).digest(), codes),
        "verified": (lambda code: payload.verify(code, {1: public}, now), codes),
        "raw_ed25519_verify": (lambda code: public.key.verify(signature, message), codes),
        "signed": (
            lambda head: payload.sign(head, key_number=1, key=private, issued_on=today, expires_on=today),
            heads,
        ),
        "raw_ed25519_sign": (lambda head: private.sign(message), heads),
        "detected": (detect, codes),
        "drawn_svg": (images.qr_svg, codes),
    }
    rates = best_rates(deeds)
    return Measurement(
        name="codes",
        figures={
            **{f"{name}_per_second": round(rate) for name, rate in rates.items()},
            "chars": len(codes[0]),
        },
        ratios={
            "digest_path_vs_raw_blake2b": rates["known_by_digest"] / rates["raw_blake2b"],
            "digest_path_vs_verify": rates["known_by_digest"] / rates["verified"],
            "verify_vs_raw_ed25519": rates["verified"] / rates["raw_ed25519_verify"],
            "sign_vs_raw_ed25519": rates["signed"] / rates["raw_ed25519_sign"],
        },
    )


def a_head(number: int) -> PersonalHead:
    """Return a made-up person."""
    return PersonalHead(
        document_number=f"0791900{number:05}",
        full_name="NGUYEN VAN AN",
        birth_on=date(1950, 1, 1) + timedelta(days=number),
        declared_kind=DeclaredKind.SELF,
        qid=str(162_979_388_586_171_100 + number),
        gender=GenderDigit.MALE,
    )


def best_rates(deeds: dict[str, tuple[Callable[[Any], object], Sequence[Any]]]) -> dict[str, float]:
    """Return how often a second each deed is done: the best of several rounds, taken in turns.

    Turns make the ratios fair on a machine that others use too.
    """
    rates = dict.fromkeys(deeds, 0.0)
    for _ in range(ROUNDS):
        for name, (deed, items) in deeds.items():
            rates[name] = max(rates[name], _rate(deed, items))
    return rates


def _rate(deed: Callable[[Any], object], items: Sequence[Any]) -> float:
    done = 0
    started = time.perf_counter()
    while (elapsed := time.perf_counter() - started) < TURN_SECONDS:
        for item in items[done % len(items) :][:CHUNK]:
            deed(item)
        done += CHUNK
    return done / elapsed
