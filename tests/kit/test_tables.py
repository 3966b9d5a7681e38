"""Whatever people write, no spreadsheet takes it for a formula, and nothing of it is lost (lesson L3)."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.kit.tables import cell_text, csv_text, text_cell

STARTS = "=+-@\t\r\n＝＋－＠"
UNSEEN = " \u00a0\u3000\u200b\u200e\u2060\ufeff\"'"
FORMULAS = (
    "=1+1",
    "+84912345678",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " =HYPERLINK(1)",
    "\ufeff=1",
    "\u200b=1",
    "'=1",
    '"=1',
    "\u00a0@x",
    '=cmd|" /C calc"!A0',
)
# Letters, and much more often than by chance what begins a formula or hides its beginning.
texts = st.text(st.one_of(st.sampled_from(STARTS + UNSEEN), st.characters(exclude_categories=["Cs"])))


def is_formula(cell: str) -> bool:
    """Tell what a spreadsheet sees first: an apostrophe says text, whatever follows."""
    return not cell.startswith("'") and cell.lstrip(UNSEEN + " ").startswith(tuple(STARTS))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_of_the_corpus_survives(text):
    assert not is_formula(text_cell(text))


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "0912", "a=b", "", "12 Lê Lợi - Quận 1"])
def test_plain_text_stays_as_it_is(text):
    assert text_cell(text) == text


@given(texts)
def test_no_text_is_a_formula_and_each_comes_back(text):
    cell = text_cell(text)
    assert not is_formula(cell)
    assert cell_text(cell) == text


@given(st.lists(st.fixed_dictionaries({"name": texts, "note": texts})))
def test_a_table_holds_every_row_and_no_formula(rows):
    written = csv_text(["name", "note"], rows)
    assert written.startswith("\ufeff")
    read = list(csv.reader(StringIO(written[1:], newline="")))
    assert read[0] == ["name", "note"]
    assert [[cell_text(cell) for cell in line] for line in read[1:]] == [[r["name"], r["note"]] for r in rows]
    assert [cell for line in read for cell in line if is_formula(cell)] == []


def test_missing_values_and_truth_are_written_plainly():
    row = {"a": None, "b": True, "c": False, "d": 5}
    assert csv_text(["a", "b", "c", "d", "e"], [row]) == "\ufeffa,b,c,d,e\r\n,true,false,5,\r\n"
