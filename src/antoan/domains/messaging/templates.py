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
from typing import Final

from antoan.domains.messaging.errors import TemplateIncomplete, TemplateUnknown
from antoan.domains.messaging.values import Language
from antoan.kit.text import without_diacritics

# 3GPP TS 23.038: the letters of the GSM alphabet, and those that take two places.
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE: Final = frozenset("^{}\\[~]|€\f")
_GSM_LETTERS, _GSM_LETTERS_OF_MANY = 160, 153
_UCS2_LETTERS, _UCS2_LETTERS_OF_MANY = 70, 67


@dataclass(frozen=True, slots=True)
class Template:
    """One text in both languages. `is_secret`: its text is forgotten once it is sent (one-time codes)."""

    key: str
    vi: str
    en: str
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
                found[key] = Template(
                    key=key,
                    vi=fields["vi"],
                    en=fields["en"],
                    is_secret=fields.get("secret", False),
                    is_stoppable=fields.get("stoppable", True),
                )
    return found


def write(key: str, values: Mapping[str, str], language: Language, *, with_marks: bool) -> str:
    """Return the text of a message; TemplateUnknown, TemplateIncomplete."""
    chosen = template(key)
    missing = chosen.fields - values.keys()
    if missing:
        raise TemplateIncomplete(f"The template {key} needs {', '.join(sorted(missing))}.")
    text = (chosen.en if language is Language.ENGLISH else chosen.vi).format_map(values)
    return text if with_marks else without_diacritics(text)


def parts(text: str) -> int:
    """Return how many messages the network counts a text as."""
    if all(letter in _GSM or letter in _GSM_DOUBLE for letter in text):
        length = len(text) + sum(letter in _GSM_DOUBLE for letter in text)
        return 1 if length <= _GSM_LETTERS else -(-length // _GSM_LETTERS_OF_MANY)
    length = len(text.encode("utf-16-le")) // 2
    return 1 if length <= _UCS2_LETTERS else -(-length // _UCS2_LETTERS_OF_MANY)
