"""Knows the addresses that apps of former years put into their codes: said by name, never believed (domain.md §1.4, §2.8).

What such an address says of anybody is written nowhere, and nothing in it is signed for us. Not one character behind
its host is read: a number in it would make every gate an oracle.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

# Only the host is looked at. Posters of theirs also bear the bare address, without a scheme.
_HOST: Final = re.compile(r"(?:https?://)?([a-z0-9.-]{1,253})(?=[:/?#]|\Z)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class FormerApp:
    """An app of former years: the word it is counted under, and the name people know it by."""

    app: str
    name: str


def read(text: str) -> FormerApp | None:
    """Return the app whose address a text is; None when it is no address, or somebody else's."""
    found = _HOST.match(text)
    if found is None:
        return None
    labels = found[1].lower().split(".")
    # qr.tokhaiyte.vn belongs to tokhaiyte.vn; mytokhaiyte.vn and tokhaiyte.vn.evil.test do not.
    return next(
        (app for start in range(len(labels)) if (app := _hosts().get(".".join(labels[start:])))), None
    )


def apps() -> tuple[FormerApp, ...]:
    """Return all of them, in the order of the document."""
    return tuple(dict.fromkeys(_hosts().values()))


@cache
def _hosts() -> dict[str, FormerApp]:
    source = resources.files("antoan.domains.codes") / "data/former_apps.json"
    document = json.loads(source.read_text(encoding="utf-8"))
    return {host: FormerApp(one["app"], one["name"]) for one in document["apps"] for host in one["hosts"]}
