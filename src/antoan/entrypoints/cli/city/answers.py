"""What people of the city answered on the national form: a few sets of answers by weight, judged by the form's own rules."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.declarations.questionnaires.catalogue import catalogue
from antoan.domains.declarations.questionnaires.risk import assess
from antoan.domains.declarations.questionnaires.values import FREE_TEXT
from antoan.foundation.db.sealed import field_ring

FORM: Final = "national"
VERSION: Final = "1.0.0"
_SEALED_FOR: Final = "declarations_declaration.words"
_NO: Final = {
    "showCountryPassing": False, "showSignal": False, "hasPatient": False, "hasFromSickCountry": False, "hasSick": False,
}  # fmt: skip
_FEVER: Final = {"showSignal": True, "showSignalNote": "Sốt, ho"}
# Shares of declarations. Those that are a risk add up to 1.01 %: 8,941 of 888,608 (domain.md §0.7); how they
# spread over the questions is our own guess.
_SHARES: Final[tuple[tuple[float, dict[str, Any]], ...]] = (
    (95.99, {}),
    (3.00, {"showCountryPassing": True, "countryPassing": "Đồng Nai, Long An"}),
    (0.55, _FEVER),
    (0.15, {"showSignal": True, "showSignalNote": "Đau họng, mệt mỏi"}),
    (0.12, {"hasPatient": True}),
    (0.12, {"hasSick": True}),
    (0.05, {"hasFromSickCountry": True}),
    (0.02, _FEVER | {"hasPatient": True, "hasSick": True}),
)


@dataclass(frozen=True, slots=True)
class AnswerSets:
    """The sets in the form in which the table holds them; an index into them is an answer."""

    weights: tuple[float, ...]
    is_risky: npt.NDArray[np.bool_]
    coded: tuple[str, ...]  # jsonb in its binary form.
    words: tuple[bytes, ...]  # Sealed; empty where there are none.


@cache
def answer_sets() -> AnswerSets:
    """Return what people answer, each set judged by the rules of the form it is an answer to."""
    form = catalogue().find(FORM, VERSION)
    texts = {item.link_id for item in form.asked() if item.kind in FREE_TEXT}
    sets = [_NO | answers for _, answers in _SHARES]
    return AnswerSets(
        weights=tuple(share for share, _ in _SHARES),
        is_risky=np.array([assess(form, answers).is_risky for answers in sets]),
        coded=tuple(
            _jsonb({name: said for name, said in answers.items() if name not in texts}) for answers in sets
        ),
        words=tuple(
            _sealed({name: said for name, said in answers.items() if name in texts}) for answers in sets
        ),
    )


def _jsonb(value: dict[str, Any]) -> str:
    """Return a jsonb value in its binary form: a version byte, then the text."""
    return "\x01" + json.dumps(value, ensure_ascii=False)


def _sealed(words: dict[str, str]) -> bytes:
    if not words:
        return b""
    return field_ring().seal_repeatably(json.dumps(words, ensure_ascii=False), place=_SEALED_FOR)
