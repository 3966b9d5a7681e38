"""How well two spellings of one name are found to be one, on the corpus of Vietnamese variants; and how fast."""

import json
import time
from collections import Counter
from pathlib import Path

from antoan.domains.people.matching import Confidence, Description, compare
from antoan.domains.people.rules import read_birth
from antoan.kit.text import fold
from bench.report import Measurement

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "vectors" / "names.json"
SURE = (Confidence.CERTAIN, Confidence.STRONG, Confidence.LIKELY)


def measure() -> Measurement:
    """Compare every pair; the peer takes two descriptions for one when folded name and birth are equal."""
    pairs = json.loads(CORPUS.read_text(encoding="utf-8"))
    descriptions = [
        tuple(Description(name, read_birth(born)) for name, born in (pair["a"], pair["b"])) for pair in pairs
    ]
    seen: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    started = time.perf_counter()
    matches = [compare(one, other) for one, other in descriptions]
    took = time.perf_counter() - started
    for pair, match, (one, other) in zip(pairs, matches, descriptions, strict=True):
        seen[pair["same"]].update(
            all=1,
            shown=match.confidence is not Confidence.NONE,
            sure=match.confidence in SURE,
            equal=(fold(one.full_name), one.birth) == (fold(other.full_name), other.birth),
        )
    same, other_people = seen[True], seen[False]
    return Measurement(
        name="names",
        figures={
            "pairs": len(pairs),
            "recall_shown": same["shown"] / same["all"],
            "recall_likely": same["sure"] / same["all"],
            "recall_of_equality": same["equal"] / same["all"],
            "false_shown": other_people["shown"] / other_people["all"],
            "false_likely": other_people["sure"] / other_people["all"],
            "compared_per_second": round(len(pairs) / took),
        },
        ratios={"recall_vs_equality": same["sure"] / max(same["equal"], 1)},
    )
