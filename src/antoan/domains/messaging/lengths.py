"""How long each text is on the network, with every value in it as long as a usual one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from antoan.domains.messaging.alphabet import Alphabet, alphabet_of, parts, places
from antoan.domains.messaging.templates import templates, write
from antoan.domains.messaging.values import Kind, Language

_SAMPLE: Final = "0123456789AB"


@dataclass(frozen=True, slots=True)
class Length:
    """One template in one language, as the network counts it."""

    key: str
    kind: Kind
    language: Language
    alphabet: Alphabet
    letters: int
    parts: int
    text: str  # With the names of its values.


def lengths(*, with_marks: bool) -> Iterator[Length]:
    """Return every template in both languages, without Vietnamese marks or with them."""
    for key, one in templates().items():
        for language in Language:
            sample = write(key, dict.fromkeys(one.fields, _SAMPLE), language, with_marks=with_marks)
            named = {name: f"<{name}>" for name in one.fields}
            shown = write(key, named, language, with_marks=with_marks)
            yield Length(key, one.kind, language, alphabet_of(sample), places(sample), parts(sample), shown)
