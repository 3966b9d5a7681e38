"""Chance that repeats: every part of the city draws from its own stream of the same seed."""

import math
import zlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Draw = np.random.Generator

_GOLDEN: Final = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio: spreads neighbours far apart.


def stream(seed: int, part: str, number: int = 0) -> Draw:
    """Return the stream of one part of the city; the same for the same arguments, on every machine."""
    return np.random.Generator(
        np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(part.encode()), number]))
    )


def pick(draw: Draw, weights: Sequence[float] | Array, count: int) -> Array:
    """Draw `count` positions by weight."""
    edges = np.cumsum(np.asarray(weights, float))
    chosen: Array = np.searchsorted(edges, draw.random(count) * edges[-1], side="right").astype(np.int32)
    return chosen


def one_to_one(values: Array, modulus: int) -> Array:
    """Map 0..modulus-1 onto itself so that neighbours look unrelated: unique in, unique out.

    A multiplication by a factor without common divisor; the modulus is at most 2**32, so nothing overflows.
    """
    factor = np.uint64(_coprime(modulus))
    return ((np.asarray(values, np.uint64) * factor + np.uint64(modulus // 7)) % np.uint64(modulus)).astype(
        np.int64
    )


def _coprime(modulus: int) -> int:
    """Return a large factor that has no common divisor with the modulus."""
    factor = _GOLDEN % modulus | 1
    while math.gcd(factor, modulus) != 1:
        factor += 2
    return factor % modulus or 1


def scattered(values: Array, below: int) -> Array:
    """Return for each number one below a bound that looks unrelated to it; not unique (splitmix64)."""
    mixed = np.asarray(values, np.uint64) + np.uint64(_GOLDEN)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) % np.uint64(below)).astype(np.int64)


def uuids(draw: Draw, count: int) -> Array:
    """Return random UUIDs (version 4) as a matrix of 16 bytes a row."""
    raw = np.frombuffer(draw.bytes(count * 16), np.uint8).reshape(count, 16).copy()
    raw[:, 6] = raw[:, 6] & 0x0F | 0x40
    raw[:, 8] = raw[:, 8] & 0x3F | 0x80
    return raw


def digits(numbers: Array, width: int) -> Array:
    """Return numbers as texts of exactly `width` decimal digits (dtype S)."""
    numbers = np.asarray(numbers, np.int64)
    out = np.empty((len(numbers), width), np.uint8)
    for column in range(width - 1, -1, -1):
        numbers, rest = np.divmod(numbers, 10)
        out[:, column] = rest + ord("0")
    return out.view(f"S{width}").reshape(len(out))
