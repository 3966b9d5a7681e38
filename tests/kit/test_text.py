"""Vietnamese text is folded the same however it was typed."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from antoan.kit.text import fold, squeeze, without_diacritics


def taken_apart(text: str) -> str:
    """What dropping marks means, letter by letter; the product has a table of common letters."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.replace("đ", "d").replace("Đ", "D")


@given(st.text())
def test_marks_are_dropped_as_if_each_letter_were_taken_apart(text):
    assert without_diacritics(text) == taken_apart(text)


def test_every_letter_of_the_tables_loses_its_marks_and_no_other_letter_is_touched():
    letters = [chr(code) for code in range(0x20, 0x2000)]
    assert [without_diacritics(letter) for letter in letters] == list(map(taken_apart, letters))


@given(st.text())
def test_spaces_of_any_kind_become_one(text):
    assert squeeze(text) == re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def test_two_spellings_of_one_name_fold_to_the_same():
    assert fold("  NGUYỄN\u00a0 Đức ") == fold(unicodedata.normalize("NFD", "Nguyễn đức")) == "nguyen duc"
