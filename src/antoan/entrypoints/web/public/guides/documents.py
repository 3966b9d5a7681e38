"""The guides, as data: one TOML file a guide, each text in Vietnamese and English, each step with a drawing."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

import msgspec
from msgspec import Struct

from antoan.kit.words import Words

READERS: Final = ("citizen", "family", "staff")
_PICTURE: Final = re.compile(r"[a-z][a-z-]{1,30}")


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to do. `picture` names a drawing; `seen` says what it shows to who cannot see it."""

    text: Words
    picture: str
    seen: Words
    note: Words | None = None


class Guide(Struct, frozen=True, forbid_unknown_fields=True):
    """One guide. `order` is its place in the list; `door` names the page it is about, when there is one."""

    key: str
    order: int
    reader: str
    title: Words
    lead: Words
    steps: tuple[Step, ...]
    picture: str
    door: str = ""
    door_text: Words | None = None
    more: tuple[Words, ...] = ()


def guides() -> tuple[Guide, ...]:
    """Return all guides, in the order in which they are listed."""
    return tuple(sorted(_all().values(), key=lambda one: one.order))


def guide(key: str) -> Guide | None:
    """Return one guide; None when there is none of this name."""
    return _all().get(key)


def read_guide(text: str, *, key: str) -> Guide:
    """Read a guide; ValueError when the text is none."""
    read = msgspec.convert(tomllib.loads(text) | {"key": key}, Guide)
    pictures = [read.picture, *(step.picture for step in read.steps)]
    if read.reader not in READERS or not read.steps or not all(map(_PICTURE.fullmatch, pictures)):
        raise ValueError(f"guide {key}: its reader, steps or pictures are none")
    if (read.door == "") != (read.door_text is None):
        raise ValueError(f"guide {key}: a door has a text, and a text a door")
    return read


@cache
def _all() -> dict[str, Guide]:
    folder = resources.files(__package__) / "data"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            key = file.name.removesuffix(".toml")
            found[key] = read_guide(file.read_text("utf-8"), key=key)
    return found
