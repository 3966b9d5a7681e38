"""Understands "KB 37,5 97": temperature and SpO2, in either order, one or both, words after them if any. Pure.

What is measured in degrees and what in per cent lie apart, so that neither needs a name. Whatever lies in neither
range, or is said twice, is not guessed at.
"""

import re
from dataclasses import dataclass
from typing import Final

from antoan.kit.text import fold

TENTHS_MIN: Final = 340  # Of a living person, with a thermometer anybody has. Our own bounds.
TENTHS_MAX: Final = 430
SPO2_MIN: Final = 50  # As the form asks.
SPO2_MAX: Final = 100
# The steps in which the form asks (questionnaire "home": 37.5 and 38.5).
_RAISED_FROM: Final = 375
_HIGH_FROM: Final = 385

_BETWEEN: Final = re.compile(r"(?<=[\d%])\s*[/;|-]\s*(?=\d)", re.ASCII)  # "37,5/97"
_NUMBER: Final = re.compile(r"(\d{1,6})(?:[.,](\d{1,4}))?(%|°|°c|c|do)?", re.ASCII)
_NEVER: Final = -1  # 37,55: nobody's thermometer says that.
_UNITS: Final = frozenset({"%", "°", "°c", "c", "do"})
_AROUND: Final = ".,:()"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, and what was written after it."""

    tenths: int | None = None  # Of a degree.
    spo2: int | None = None
    words: str = ""

    @property
    def step(self) -> str:
        """The temperature as the form asks for it; "" when it was not told."""
        if self.tenths is None:
            return ""
        return "usual" if self.tenths < _RAISED_FROM else "raised" if self.tenths < _HIGH_FROM else "high"

    def in_words(self, *, degrees_as: str = "{},{} do") -> str:
        """Return what was understood, to be told back: "37,5 do, SpO2 97%"."""
        degrees = "" if self.tenths is None else degrees_as.format(*divmod(self.tenths, 10))
        oxygen = "" if self.spo2 is None else f"SpO2 {self.spo2}%"
        return ", ".join(filter(None, (degrees, oxygen)))


@dataclass(frozen=True, slots=True)
class Unclear:
    """Numbers, but none that can be meant: nothing may be recorded."""


def read_measures(words: str) -> Measured | Unclear | None:
    """Return what was measured; None for words that do not begin with a number, which is for others to read.

    A number that cannot be measured, with words after it, is a sentence ("3 ngay sot"), not a reading.
    """
    numbers, rest = _numbers(words)
    if not numbers:
        return None
    degrees = [value for value in numbers if TENTHS_MIN <= value <= TENTHS_MAX]
    oxygen = [value // 10 for value in numbers if _is_oxygen(value)]
    if len(degrees) + len(oxygen) < len(numbers) or len(degrees) > 1 or len(oxygen) > 1:
        return None if rest and not degrees and not oxygen else Unclear()
    return Measured(next(iter(degrees), None), next(iter(oxygen), None), rest)


def _is_oxygen(tenths: int) -> bool:
    return SPO2_MIN <= tenths // 10 <= SPO2_MAX and tenths % 10 == 0


def _numbers(words: str) -> tuple[list[int], str]:
    """Return the numbers at the front, in tenths, and what is left."""
    left = _BETWEEN.sub(" ", words).split()
    numbers: list[int] = []
    while left:
        said = fold(left[0]).strip(_AROUND)
        found = _NUMBER.fullmatch(said)
        if found is not None:
            numbers.append(_tenths(found[1], found[2] or "0"))
        elif not (numbers and said in _UNITS):
            break
        left.pop(0)
    return numbers, " ".join(left)


def _tenths(whole: str, decimals: str) -> int:
    return _NEVER if len(decimals) > 1 else int(whole) * 10 + int(decimals)
