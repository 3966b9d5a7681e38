"""The page of lessons names tests that exist, so that a moved or deleted test cannot go unnoticed."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "lessons.md").read_text()
ROWS = {row[1]: row[0] for row in re.finditer(r"^\| (L\d+) \|.*\|$", PAGE, re.MULTILINE)}


@pytest.mark.parametrize("lesson", ROWS)
def test_every_lesson_is_proved_by_tests_that_exist(lesson):
    files = re.findall(r"`(tests/[^`]+)`", ROWS[lesson].split("|")[4])
    assert files
    assert [name for name in files if "def test_" not in (ROOT / name).read_text()] == []


@pytest.mark.parametrize("lesson", ROWS)
def test_every_row_says_what_happened_and_what_holds(lesson):
    cells = [cell.strip() for cell in ROWS[lesson].strip("|").split("|")]
    assert len(cells) == 5
    assert all(cells[:4])


def test_no_lesson_is_left_out():
    named = set(re.findall(r"\bL\d+\b", PAGE.rpartition("\n\n")[2])) | set(ROWS)
    assert named >= {f"L{number}" for number in range(1, 30)}
