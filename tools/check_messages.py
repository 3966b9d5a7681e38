"""Fails while a Vietnamese text of the interface lacks its English, or a catalogue entry is no longer used.

``--write`` adds what is missing (with an empty translation) and drops what is unused.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "antoan"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
# templatize() turns {% translate %} into such calls amid placeholder letters.
_CALL = re.compile(r"""\b(?:gettext|_)\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")\)""")


def texts() -> Iterator[tuple[str, str]]:
    """Yield (file, text) of every translatable text in code and templates."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for _, message, _, _ in extract("python", BytesIO(path.read_bytes()), keywords=KEYWORDS):
            for text in message if isinstance(message, tuple) else (message,):
                yield str(path.relative_to(PACKAGE)), text
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            source = templatize(path.read_text(), origin=str(path))
            for found in _CALL.finditer(source):
                yield str(path.relative_to(PACKAGE)), _unquote(found.group(1))


def _unquote(literal: str) -> str:
    import ast

    return str(ast.literal_eval(literal.removeprefix("u")))


def main() -> int:
    """Compare code and catalogue."""
    used: dict[str, list[tuple[str, int]]] = {}
    for file, text in texts():
        used.setdefault(text, []).append((file, 1))
    catalogue = (
        read_po(BytesIO(CATALOGUE.read_bytes()), locale="en") if CATALOGUE.exists() else Catalog(locale="en")
    )
    if "--write" in sys.argv[1:]:
        _write(used, catalogue)
        return 0
    known = {message.id for message in catalogue if message.id}
    missing = sorted(text for text in used if text not in known or not catalogue[text].string)
    unused = sorted(text for text in known if text not in used)
    for text in missing:
        print(f"no English for {text!r} ({used[text][0][0]})")
    for text in unused:
        print(f"no longer used: {text!r}")
    print(f"{len(used)} texts, {len(missing)} without English, {len(unused)} unused")
    return 1 if missing or unused else 0


def _write(used: dict[str, list[tuple[str, int]]], old: Catalog) -> None:
    new = Catalog(locale="en", project="antoan", charset="utf-8")
    for text, places in sorted(used.items(), key=lambda item: (item[1][0][0], item[0])):
        known = old.get(text)
        new.add(text, known.string if known else "", locations=[(file, None) for file, _ in places[:1]])
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, new, width=110, omit_header=False, include_lineno=False)
    CATALOGUE.write_bytes(buffer.getvalue())
    print(f"{len(used)} texts written to {CATALOGUE.relative_to(PACKAGE)}")


if __name__ == "__main__":
    sys.exit(main())
