"""Leaves of a style sheet only what our pages use, and sizes text in rem. No CSS library: minified CSS is regular.

A selector goes when it names a class of the design system that no template, script or Python file writes.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

SOURCES: Final = ("*.html", "*.py", "*.js")
PIXELS_OF_A_REM: Final = 16
_CLASS: Final = re.compile(r"\.(nhsuk-[\w-]+|app-[\w-]+)")
_WRITTEN: Final = re.compile(r"nhsuk-[\w-]+|app-[\w-]+")
_FONT_SIZE: Final = re.compile(r"font-size:(\d+(?:\.\d+)?)px")


def used_classes(root: Path) -> set[str]:
    """Return every class name of the design system that a source file writes, built files left out."""
    files = (path for pattern in SOURCES for path in root.rglob(pattern) if "build" not in path.parts)
    return {name for path in files for name in _WRITTEN.findall(path.read_text(encoding="utf-8"))}


def without_unused(css: str, used: set[str]) -> str:
    """Return a style sheet without the rules of classes nobody uses."""
    return _rules(css, lambda selector: all(name in used for name in _CLASS.findall(selector)))


def text_in_rem(css: str) -> str:
    """Return a style sheet whose text grows with the size that a reader chose."""
    return _FONT_SIZE.sub(lambda found: f"font-size:{float(found[1]) / PIXELS_OF_A_REM:g}rem", css)


def _rules(css: str, is_kept: Callable[[str], bool]) -> str:
    kept = []
    for head, body in _blocks(css):
        if body is None:  # @charset, @import
            kept.append(head)
        elif head.startswith("@"):
            is_group = head.startswith(("@media", "@supports", "@layer"))
            inside = _rules(body, is_kept) if is_group else body
            if inside:
                kept.append(f"{head}{{{inside}}}")
        else:
            selectors = [one for one in _selectors(head) if is_kept(one)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield head and body of each rule; a statement without a body has None for it."""
    start = place = 0
    while place < len(css):
        letter = css[place]
        if letter in "\"'":
            place = css.index(letter, place + 1)
        elif letter == ";":
            yield css[start : place + 1].strip(), None
            start = place + 1
        elif letter == "{":
            end = _closing(css, place)
            yield css[start:place].strip(), css[place + 1 : end]
            place, start = end, end + 1
        place += 1


def _closing(css: str, opening: int) -> int:
    depth, place = 0, opening
    while True:
        letter = css[place]
        if letter in "\"'":
            place = css.index(letter, place + 1)
        elif letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                return place
        place += 1


def _selectors(head: str) -> list[str]:
    """Split a list of selectors at its commas, but not inside :is( … )."""
    parts, depth = [""], 0
    for letter in head:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
