"""When a gate page may tell no colour of its own (features row 89)."""

import pytest

from tests.entrypoints.web.browser_scripts import run_lines

SCRIPT = """
import { mutedBy } from "ASSETS/gate/assets/muting.js";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { page, ...rest } = JSON.parse(line);
  console.log(JSON.stringify(mutedBy(page ?? undefined, rest)?.reason ?? null));
}
"""
HOUR = 3_600_000
NOW = 1_795_000_000_000


def iso(ms):
    from datetime import UTC, datetime

    return datetime.fromtimestamp(ms / 1000, UTC).isoformat()


def page(**known):
    return {"minimumVersion": 1, "expiresAt": iso(NOW + HOUR), "stops": [], **known}


def a_stop(since, until):
    return {"from": iso(since), "until": iso(until), "vi": "x", "en": "x"}


CASES = {
    "nothing speaks against it": (page(), True, None),
    "the page is older than asked for": (page(minimumVersion=3), True, "outdated"),
    "the same for an answer of the server": (page(minimumVersion=3), False, "outdated"),
    "just as old as asked for": (page(minimumVersion=2), True, None),
    "stopped": (page(stops=[a_stop(NOW, NOW + HOUR)]), True, "stopped"),
    "the server knows better than what was heard of a stop": (page(stops=[a_stop(NOW, NOW + HOUR)]), False, None),
    "a stop that is over": (page(stops=[a_stop(NOW - HOUR, NOW)]), True, None),
    "a stop to come": (page(stops=[a_stop(NOW + 1000, NOW + HOUR)]), True, None),
    "the second of two": (page(stops=[a_stop(NOW - HOUR, NOW), a_stop(NOW, NOW + 1)]), True, "stopped"),
    "the last moment of the configuration": (page(expiresAt=iso(NOW + 1)), True, None),
    "its end": (page(expiresAt=iso(NOW)), True, "lapsed"),
    "its end, for an answer of the server": (page(expiresAt=iso(NOW)), False, None),
    "a configuration without an end": (page(expiresAt=None), True, "lapsed"),
    "kept by a page of before": ({"minimumVersion": 1}, True, "lapsed"),
    "too old comes before all else": (
        page(minimumVersion=9, expiresAt=iso(NOW), stops=[a_stop(NOW, NOW + HOUR)]), True, "outdated",
    ),
    "the server never said anything": (None, True, None),
}  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    lines = [
        {"page": given, "isLocal": local, "now": NOW, "version": 2} for given, local, _ in CASES.values()
    ]
    return dict(zip(CASES, run_lines(SCRIPT, lines, tmp_path_factory.mktemp("muting")), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_no_colour_is_told_when_it_could_be_wrong(said, name):
    assert said[name] == CASES[name][2]
