"""How well tracing tells who was infected, in a simulated epidemic of which everything is known.

Our score, through the code of the tracer's desk, beside minutes together, the rule of 2021 (15 minutes) and no rule at
all (any overlap); backward tracing beside the super-spreading events that really happened; the intervals of missing
check-outs beside the true ends. Each with 0, 25, 50 and 75 % of the check-outs missing, as the median over several
epidemics with the least and the most. Sizes: ANTOAN_BENCH_PEOPLE, ANTOAN_BENCH_SEEDS, ANTOAN_BENCH_CASES.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median
from typing import Any, Final

import numpy as np

from antoan.foundation.keystore.store import KeyStore
from bench.report import Measurement

PEOPLE: Final = int(os.environ.get("ANTOAN_BENCH_PEOPLE", "100000"))
SEEDS: Final = int(os.environ.get("ANTOAN_BENCH_SEEDS", "5"))
CASES: Final = int(os.environ.get("ANTOAN_BENCH_CASES", "100"))
DAYS: Final = 28
FIRST_DAYS: Final = 10  # Before, hardly anybody is confirmed.
MISSING: Final = (0, 25, 50, 75)  # Per cent of the check-outs.
PEERS: Final = ("minutes", "fixed", "any")
MEASURES: Final = ("auc", "case_auc", "top5", "top20")

Found = dict[str, float]


def measure() -> Measurement:
    """Run the work in a process of its own: it needs Django's settings, and no database."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        KeyStore.of(Path(folder)).create_missing()
        environment = {**os.environ, "ANTOAN_DATA": folder}
        command = [sys.executable, "-m", "bench.epidemic"]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    rounds: list[Found] = json.loads(done.stdout)
    return Measurement(name="epidemic", figures=_figures(rounds), ratios=_ratios(rounds))


def main() -> None:
    """Print what each seed found, as JSON."""
    from antoan.entrypoints.cli.prepare import load_settings

    load_settings()
    print(json.dumps([one_epidemic(seed, people=PEOPLE, cases=CASES) for seed in range(1, SEEDS + 1)]))


def one_epidemic(seed: int, *, people: int, cases: int, missing: tuple[int, ...] = MISSING) -> Found:
    """Simulate one epidemic and judge tracing at each share of missing check-outs (end of the names)."""
    from antoan.domains.tracing.parameters import scoring_on
    from antoan.domains.tracing.values import DAY_S, day_bounds
    from antoan.entrypoints.cli.city.chance import stream
    from bench.epidemic_judging import interval_coverage, listed, looking_back, rankings
    from bench.epidemic_seen import Register, check_ins, known_cases, seen
    from bench.epidemic_spread import epidemic
    from bench.epidemic_town import FIRST, Town

    began = time.perf_counter()
    town = Town(people, DAYS, seed=seed)
    truth = epidemic(town)
    found = truth.summary() | {"simulated_s": time.perf_counter() - began}
    scoring, start = scoring_on(FIRST), day_bounds(FIRST)[0]
    log, register = check_ins(town, truth), Register(town, scoring)
    known = known_cases(truth, since=start, until=start + DAYS * DAY_S)
    late = np.flatnonzero(known.found_at >= start + FIRST_DAYS * DAY_S)
    traced = known.take(stream(seed, "epidemic traced").permutation(late)[:cases])
    found |= {
        "check_ins": len(log.stays.person),
        "confirmed": len(known.person),
        "traced": len(traced.person),
    }
    for share in missing:
        sight = seen(town, log, missing=share / 100)
        judged = rankings(listed(town, truth, sight, register, traced, scoring))
        judged |= looking_back(truth, sight, known, scoring)
        judged |= interval_coverage(town, sight, scoring)
        found |= {f"{name}_{share}": value for name, value in judged.items()}
    return found


def _figures(rounds: list[Found]) -> dict[str, float | int | str]:
    told = {"people": PEOPLE, "epidemics": len(rounds)}
    spread = {name: _spread([one[name] for one in rounds]) for name in rounds[0]}
    return told | spread | {"score_loses": ", ".join(_losses(rounds)) or "nowhere"}


def _spread(values: list[float]) -> str:
    """Return the median, and the least and the most of the epidemics in which the figure exists."""
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return "none"
    return f"{_short(median(known))} ({_short(min(known))}-{_short(max(known))})"


def _short(value: float) -> str:
    return f"{value:,.3g}" if abs(value) < 1_000 else f"{value:,.0f}"


def _ratios(rounds: list[Found]) -> dict[str, float]:
    """Return how many times better our score is than each peer, by means over the epidemics."""
    ratios = {}
    for name, share, peer in _pairs():
        ours, theirs = _mean(rounds, f"{name}_score_{share}"), _mean(rounds, f"{name}_{peer}_{share}")
        if theirs > 0:
            ratios[f"{name}_vs_{peer}_{share}"] = ours / theirs
    return ratios


def _losses(rounds: list[Found]) -> list[str]:
    """Return where our score is worse than a peer, and in how many of the epidemics."""
    told = []
    for name, share, peer in _pairs():
        worse = sum(one[f"{name}_score_{share}"] < one[f"{name}_{peer}_{share}"] for one in rounds)
        if worse:
            told.append(f"{name} to {peer} at {share} % in {worse} of {len(rounds)}")
    return told


def _pairs() -> list[tuple[str, int, str]]:
    return [(name, share, peer) for name in MEASURES for share in MISSING for peer in PEERS]


def _mean(rounds: list[Found], name: str) -> float:
    values: list[Any] = [one[name] for one in rounds if not math.isnan(one[name])]
    return mean(values) if values else float("nan")


if __name__ == "__main__":
    main()
