"""The design system's style sheet keeps what pages use, drops the rest, and sizes text so that it can grow."""

import re
from pathlib import Path

import pytest

from tools.trim_css import text_in_rem, used_classes, without_unused

WEB = Path(__file__).resolve().parents[2] / "src/antoan/entrypoints/web"


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".nhsuk-a{x:1}.nhsuk-b{x:2}", ".nhsuk-a{x:1}"),
        (".nhsuk-a,.nhsuk-b:hover,a{x:1}", ".nhsuk-a,a{x:1}"),
        (".nhsuk-a .nhsuk-b{x:1}", ""),
        ("@media print{.nhsuk-b{x:1}}", ""),
        ("@media print{.nhsuk-a{x:1}.nhsuk-b{x:1}}", "@media print{.nhsuk-a{x:1}}"),
        ('@charset "UTF-8";.nhsuk-b{x:1}', '@charset "UTF-8";'),
        ('.nhsuk-a{x:url("a}b;{")}.nhsuk-b{x:1}', '.nhsuk-a{x:url("a}b;{")}'),
        ("@keyframes k{0%{x:1}to{x:2}}", "@keyframes k{0%{x:1}to{x:2}}"),
        (":is(.nhsuk-b,a){x:1}a:is(b,c),d{x:2}", "a:is(b,c),d{x:2}"),
    ],
)
def test_only_rules_of_used_classes_are_left(css, left):
    assert without_unused(css, {"nhsuk-a"}) == left


def test_pixels_of_text_become_rem():
    assert text_in_rem("a{font-size:18px;width:18px}") == "a{font-size:1.125rem;width:18px}"


def test_no_built_style_sheet_fixes_the_size_of_text():
    sheets = list(WEB.glob("*/static/*/build/*.css"))
    assert len(sheets) > 4
    assert [sheet.name for sheet in sheets if re.search(r"font-size:\d[\d.]*px", sheet.read_text())] == []


def test_every_class_a_page_writes_has_its_rule_if_the_design_system_has_one():
    build = (WEB / "shared/static/shared/build/nhsuk.css").read_text()
    for name in (
        "nhsuk-button",
        "nhsuk-input",
        "nhsuk-textarea",
        "nhsuk-error-summary",
        "nhsuk-u-visually-hidden",
    ):
        assert name in used_classes(WEB)
        assert f".{name}" in build
