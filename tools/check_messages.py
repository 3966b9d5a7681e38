"""Fails while a Vietnamese text of the interface lacks its English, or English is kept that nothing says any more.

``--write`` adds what is missing (with an empty translation) and drops what is unused.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parents[1] / "src" / "antoan"
CATALOGUE: Final = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Which arguments are the text, its plural and (marked "c") its context.
_CALLS: Final[Mapping[str, tuple[int | tuple[int, str], ...] | None]] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS: Final = {"_": None, "gettext_noop": None, **_CALLS} | {
    f"{name}_lazy": arguments for name, arguments in _CALLS.items()
}
# What a script or Python fills in: %(name)s, %d, {name}.
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


# Constant, so that two people who add texts do not collide over a date.
_HEADER: Final = rb"""# English of the interface. Words: docs/glossary.md. Entries: tools/check_messages.py --write
msgid ""
msgstr ""
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


class Text(NamedTuple):
    """One text of the interface; `plural` is empty when the text has one form."""

    singular: str
    plural: str = ""
    context: str = ""


def main() -> int:
    """Compare code and catalogue, or write the catalogue."""
    used, catalogue = texts(), read_catalogue()
    if "--write" in sys.argv[1:]:
        _write(used, catalogue)
        return 0
    found = [*faults(used, catalogue)]
    print("\n".join([*found, f"{len(used)} texts, {len(found)} to mend"]))
    return 1 if found else 0


def texts() -> dict[Text, str]:
    """Return every translatable text of code and templates, with the first file that says it."""
    used: dict[Text, str] = {}
    for path in _files():
        for text in texts_of(path):
            used.setdefault(text, path.relative_to(PACKAGE).as_posix())
    return used


def read_catalogue() -> Catalog:
    """Return the English catalogue as it is on disk, empty at first."""
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="en")


def faults(used: Mapping[Text, str], catalogue: Catalog) -> Iterator[str]:
    """Say what keeps the catalogue from being complete, one line per fault."""
    for text, file in sorted(used.items()):
        message = _message(catalogue, text)
        if message is None or not all(_forms(message)):
            yield f"{file}: no English for {text.singular!r}"
        elif message.fuzzy:
            yield f"{file}: the English of {text.singular!r} is marked as a guess"
        else:
            yield from _placeholder_faults(text, message)
    for message in catalogue:
        if message.id and _text_of(message) not in used:
            yield f"no longer used: {_text_of(message).singular!r}"


def texts_of(path: Path) -> list[Text]:
    """Return the translatable texts of one template or Python file."""
    source = path.read_text("utf-8") if path.suffix == ".py" else _as_python(path)
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS)
    return [_text(message, context) for _, message, _, context in found]


def _files() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            yield path


def _as_python(template: Path) -> str:
    """Turn a template's tags into calls of gettext amid placeholder letters, without its meaningless indentation."""
    lines = templatize(template.read_text("utf-8"), origin=str(template)).splitlines()
    return "\n".join(line.strip() for line in lines)


def _text(message: str | tuple[str, ...], context: str | None) -> Text:
    singular, plural = message if isinstance(message, tuple) else (message, "")
    return Text(singular, plural, context or "")


def _message(catalogue: Catalog, text: Text) -> Message | None:
    return catalogue.get(text.singular, context=text.context or None)


def _text_of(message: Message) -> Text:
    return _text(message.id, message.context)


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _placeholder_faults(text: Text, message: Message) -> Iterator[str]:
    wanted = _placeholders([text.singular, text.plural])
    for form in _forms(message):
        if _placeholders([form]) != wanted:
            yield f"{text.singular!r} and {form!r} do not have the same placeholders"


def _placeholders(forms: Iterable[str]) -> set[str]:
    return {placeholder for form in forms for placeholder in _PLACEHOLDER.findall(form)}


def _write(used: Mapping[Text, str], old: Catalog) -> None:
    new = Catalog(locale="en")
    for text, file in sorted(used.items(), key=lambda item: (item[1], item[0])):
        known = _message(old, text)
        new.add(
            (text.singular, text.plural) if text.plural else text.singular,
            known.string if known and _text_of(known) == text else "",
            locations=[(file, None)],
            context=text.context or None,
        )
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, new, width=110, omit_header=True, include_lineno=False)
    CATALOGUE.write_bytes(_HEADER + buffer.getvalue())
    print(f"{len(used)} texts written to {CATALOGUE.relative_to(PACKAGE)}")


if __name__ == "__main__":
    sys.exit(main())
