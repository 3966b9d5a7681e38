"""Compares two spellings of Vietnamese names. Pure."""

import unicodedata
from collections import Counter
from enum import StrEnum
from functools import lru_cache
from typing import Final

from antoan.kit.text import fold, squeeze

TYPO_LETTERS_MIN: Final = 8  # In shorter names one letter makes another name: "Le An", "Le Ân", "Le Anh".
_WORDS_KEPT: Final = 16_384  # More than Vietnamese has syllables.
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng


class NameLikeness(StrEnum):
    """How two names agree, the closest first."""

    SAME = "same"
    WITHOUT_MARKS = "without_marks"  # One was typed without diacritics.
    JOINED = "joined"  # Words run together.
    OTHER_ORDER = "other_order"
    TYPO = "typo"
    MISSING_MIDDLE = "missing_middle"
    FORGOTTEN_MARKS = "forgotten_marks"  # Some words before the given name lost theirs: Trần Thi Hạnh.
    OTHER_LETTER = "other_letter"  # One letter of a family or middle name: Phan and Phạm are two names, too.
    OTHER_MARKS = "other_marks"  # Both have diacritics, and different ones: Tuấn and Tuân are two names.
    DIFFERENT = "different"


def name_likeness(one: str, other: str) -> NameLikeness:
    """Return the closest way in which the two names agree."""
    ours = _words(one)
    theirs = ours if one == other else _words(other)
    if not ours or not theirs:
        return NameLikeness.DIFFERENT
    if ours == theirs:
        return NameLikeness.SAME if one == other else _likeness_of_marks(one, other)
    if "".join(ours) == "".join(theirs):
        return NameLikeness.JOINED
    if Counter(ours) == Counter(theirs):
        # Marks are compared word by word, whatever the order.
        is_other = _likeness_of_marks(one, other, ordered=False) is NameLikeness.OTHER_MARKS
        return NameLikeness.OTHER_MARKS if is_other else NameLikeness.OTHER_ORDER
    if _lacks_middle(ours, theirs):
        return NameLikeness.MISSING_MIDDLE
    return _likeness_of_letters(ours, theirs)


def _words(name: str) -> list[str]:
    """Fold, and take y for i: Mỹ and Mĩ, Quý and Quí are written for one name."""
    return fold(name).replace("y", "i").split()


@lru_cache(maxsize=_WORDS_KEPT)
def _marks(word: str) -> tuple[str, frozenset[str], bool]:
    """Return vowel marks and đ in their order, and tones wherever they stand: hoà and hòa are one word."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    shape = "".join(
        letter
        for letter in decomposed
        if letter not in _TONES and (unicodedata.combining(letter) or letter == "đ")
    )
    tones = frozenset(letter for letter in decomposed if letter in _TONES)
    return shape, tones, bool(shape or tones)


def _likeness_of_marks(one: str, other: str, *, ordered: bool = True) -> NameLikeness:
    ours, theirs = ([_marks(word) for word in squeeze(name).split()] for name in (one, other))
    if not ordered:
        ours, theirs = ([mark for _, mark in _sorted_by_letters(name)] for name in (one, other))
    if ours == theirs:
        return NameLikeness.SAME
    if not any(mark[2] for mark in ours) or not any(mark[2] for mark in theirs):
        return NameLikeness.WITHOUT_MARKS
    return (
        NameLikeness.FORGOTTEN_MARKS if ordered and _are_forgotten(ours, theirs) else NameLikeness.OTHER_MARKS
    )


def _are_forgotten(
    ours: list[tuple[str, frozenset[str], bool]], theirs: list[tuple[str, frozenset[str], bool]]
) -> bool:
    """Tell whether marks are only missing, and none of the given name: Dũng and Dung are two names."""
    if ours[-1:] != theirs[-1:]:
        return False
    return all(one == other or not (one[2] and other[2]) for one, other in zip(ours, theirs, strict=False))


def _sorted_by_letters(name: str) -> list[tuple[str, tuple[str, frozenset[str], bool]]]:
    pairs = [(fold(word).replace("y", "i"), _marks(word)) for word in squeeze(name).split()]
    return sorted(pairs, key=lambda pair: (pair[0], pair[1][0], sorted(pair[1][1])))


def _lacks_middle(ours: list[str], theirs: list[str]) -> bool:
    """Tell whether the shorter name is the longer one without some middle names: Nguyễn An, Nguyễn Văn An."""
    short, long = sorted((ours, theirs), key=len)
    if len(short) < 2 or len(short) == len(long) or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _likeness_of_letters(ours: list[str], theirs: list[str]) -> NameLikeness:
    """Look for one slip of the finger in one word; a name with another word count is another name."""
    is_long = min(len("".join(ours)), len("".join(theirs))) >= TYPO_LETTERS_MIN
    if len(ours) != len(theirs) or not is_long:
        return NameLikeness.DIFFERENT
    differing = [(place, a, b) for place, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
    if len(differing) != 1:
        return NameLikeness.DIFFERENT
    place, one, other = differing[0]
    if _is_one_edit(one, other):
        return NameLikeness.TYPO
    # Given names one letter apart are names of twins: Minh and Linh.
    is_given = place == len(ours) - 1
    return NameLikeness.DIFFERENT if is_given or not _is_one_letter(one, other) else NameLikeness.OTHER_LETTER


def _is_one_letter(one: str, other: str) -> bool:
    return len(one) == len(other) >= 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _is_one_edit(one: str, other: str) -> bool:
    if one[0] != other[0] or min(len(one), len(other)) < 3:
        return False  # Minh and Linh, An and Ân: too many true names are so close.
    if len(one) == len(other):
        places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(places) == 2 and places[1] == places[0] + 1
        return swapped and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1:
        return False
    # A doubled letter is a slip of the finger; any other letter more makes another name (Hoan, Hoang).
    return any(long[i] == long[i - 1] and long[:i] + long[i + 1 :] == short for i in range(1, len(long)))
