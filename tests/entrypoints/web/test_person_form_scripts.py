"""The script of a person's form: cards are read as Python reads them, and wards are found by any of their names."""

import shutil
import sys
from pathlib import Path

import pytest

from antoan.domains.areas.queries import ward_directory
from antoan.domains.codes.bhyt import BhytCard
from antoan.domains.codes.cccd import CccdCard
from antoan.domains.codes.detect import detect
from tests.domains.codes.test_papers import CARD, NEW_INSURANCE, old_insurance
from tests.entrypoints.web.browser_scripts import run_lines
from tests.factories.areas import IN_2026, the_areas

pytestmark = pytest.mark.skipif(
    not (shutil.which("node") or (Path(sys.prefix) / "bin/node").exists()), reason="no node on this machine"
)
READ = """
import { readCard } from "ASSETS/shared/assets/person/reading.js";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(readCard(JSON.parse(line))));
"""
FIND = """
import { fits, words } from "ASSETS/shared/assets/person/wards.js";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { typed, names } = JSON.parse(line);
  console.log(JSON.stringify(names.filter((name) => fits(words(typed), words(name)))));
}
"""


def test_cards_fill_in_what_python_reads_from_them(tmp_path):
    cards = [
        CARD,
        CARD + "||||",
        NEW_INSURANCE,
        old_insurance(),
        old_insurance(birth="2012"),
        CARD.replace("Nam", "Nữ"),
    ]
    for text, read in zip(cards, run_lines(READ, cards, tmp_path), strict=True):
        card = detect(text).value
        assert isinstance(card, CccdCard | BhytCard)
        fields = read["fields"]
        birth = card.birth_on.strftime("%d/%m/%Y") if card.birth_on else str(card.birth_year)
        assert (fields["full_name"], fields["birth"], fields["gender"], fields["number"]) == (
            card.full_name, birth, card.gender, card.number,
        )  # fmt: skip
    first = run_lines(READ, [CARD], tmp_path)[0]
    assert first["fields"]["address"] == "12 Lê Lợi"
    assert first["ward"] == ["Bến Nghé Quận 1", "Quận 1"]


def test_what_is_no_card_fills_in_nothing(tmp_path):
    others = ["", "https://example.com", "HC1:NCF", "07909000001|x", "x" * 9_000, "7K2P-9QXM"]
    assert run_lines(READ, others, tmp_path) == [None] * len(others)


def test_a_masked_national_code_fills_in_only_what_it_shows(tmp_path):
    text = "******029317|NGUYEN LE KHA HAN|1987-**-**|0|162979388586171100|<1<HS4010120878821<0944713700"
    [read] = run_lines(READ, [text], tmp_path)
    assert read["fields"] == {
        "full_name": "NGUYEN LE KHA HAN", "birth": "", "gender": "male", "kind": "", "number": "",
    }  # fmt: skip


@pytest.mark.django_db
def test_every_ward_is_found_by_each_of_its_names(tmp_path):
    the_areas()
    wards = {ward.id: ward for group in ward_directory(IN_2026) for ward in group.wards}
    names = sorted({name for ward in wards.values() for name in (ward.name, *ward.former)})
    found = run_lines(FIND, [{"typed": name, "names": names} for name in names], tmp_path)
    assert [name for name, hits in zip(names, found, strict=True) if name not in hits] == []


def test_names_are_found_without_marks_kinds_and_by_their_beginning(tmp_path):
    names = [
        "Phường Bến Nghé, Quận 1",
        "Phường 1, Quận 3",
        "Phường 12, Quận 3",
        "Phường 01, Quận 8",
        "Xã Bình Mỹ",
    ]
    typed = [
        "ben nghe",
        "Bến Nghé q1",
        "p1 q3",
        "P.12, Q.3",
        "phường 1",
        "binh",
        "bến ng",
        "xyz",
        "Phường Bến Nghé Quận 3",
    ]
    assert run_lines(FIND, [{"typed": one, "names": names} for one in typed], tmp_path) == [
        names[:1], names[:1], names[1:2], names[2:3], [names[1], names[3]], names[4:], names[:1], [], [],
    ]  # fmt: skip
