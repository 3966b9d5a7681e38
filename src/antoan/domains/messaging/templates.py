"""The texts we send, as data: one TOML file a domain, each template in Vietnamese and English.

A template is sent without diacritics unless the city pays for them (settings.SMS_WITH_MARKS): with them a part
holds 70 letters instead of 160.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from antoan.domains.messaging.errors import TemplateIncomplete, TemplateUnknown
from antoan.domains.messaging.values import Kind, Language
from antoan.kit.text import without_diacritics


@dataclass(frozen=True, slots=True)
class Template:
    """One text in both languages. `is_secret`: its text is forgotten once it is sent."""

    key: str
    vi: str
    en: str
    kind: Kind = Kind.NOTICE
    is_secret: bool = False
    is_stoppable: bool = True  # Whoever answers STOP gets no more of it.

    @property
    def fields(self) -> frozenset[str]:
        """The values it needs."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.vi) if name)


def template(key: str) -> Template:
    """Return a template; TemplateUnknown."""
    try:
        return templates()[key]
    except KeyError:
        raise TemplateUnknown(f"There is no template {key!r}.") from None


@cache
def templates() -> Mapping[str, Template]:
    """Return all templates by key, `domain.name`."""
    found: dict[str, Template] = {}
    folder = resources.files(__package__) / "data" / "templates"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            domain = file.name.removesuffix(".toml")
            for name, fields in tomllib.loads(file.read_text("utf-8")).items():
                key = f"{domain}.{name}"
                found[key] = _template(key, fields)
    return found


def _template(key: str, fields: Mapping[str, Any]) -> Template:
    # What is secret is a one-time code, unless the file says otherwise.
    kind = Kind(fields.get("kind", Kind.CODE if fields.get("secret") else Kind.NOTICE))
    is_asked_for = kind in {Kind.CODE, Kind.ANSWER}
    return Template(
        key=key,
        vi=fields["vi"],
        en=fields["en"],
        kind=kind,
        is_secret=fields.get("secret", kind is Kind.CODE),
        is_stoppable=fields.get("stoppable", not is_asked_for),
    )


def write(key: str, values: Mapping[str, str], language: Language, *, with_marks: bool) -> str:
    """Return the text of a message; TemplateUnknown, TemplateIncomplete."""
    chosen = template(key)
    missing = chosen.fields - values.keys()
    if missing:
        raise TemplateIncomplete(f"The template {key} needs {', '.join(sorted(missing))}.")
    text = (chosen.en if language is Language.ENGLISH else chosen.vi).format_map(values)
    return text if with_marks else without_diacritics(text)
