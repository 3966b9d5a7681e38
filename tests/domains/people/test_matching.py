"""Two descriptions of one person are found to be one; neighbours stay apart (lesson L29)."""

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.people.matching import BirthLikeness, Confidence, Description, birth_likeness, compare
from antoan.domains.people.names import NameLikeness, name_likeness
from antoan.domains.people.rules import read_birth
from antoan.domains.people.values import Birth, DocumentKind, Gender, Paper
from tests.vectors.make_names import FILE, text

SHOWN_FLOOR = 0.97
SURE_FLOOR = 0.93
FALSE_SHOWN_CEILING = 0.15
FALSE_SURE_CEILING = 0.01
SURE = (Confidence.CERTAIN, Confidence.STRONG, Confidence.LIKELY)

BORN = Birth(date(1990, 2, 1))
AN = Description("Nguyễn Văn An", BORN)
CCCD = Paper(DocumentKind.CCCD, "079090000001")


def test_the_corpus_is_what_its_rules_make():
    assert FILE.read_text(encoding="utf-8") == text()


def test_recall_and_false_matches_of_the_corpus(capsys):
    pairs = json.loads(FILE.read_text(encoding="utf-8"))
    outcome = {True: Counter(), False: Counter()}
    by_rule = {True: Counter(), False: Counter()}
    for pair in pairs:
        (one, born), (other, other_born) = pair["a"], pair["b"]
        match = compare(Description(one, read_birth(born)), Description(other, read_birth(other_born)))
        is_shown, is_sure = match.confidence is not Confidence.NONE, match.confidence in SURE
        outcome[pair["same"]].update(all=1, shown=is_shown, sure=is_sure)
        if pair["same"] is not is_sure:
            by_rule[pair["same"]][pair["rule"]] += 1
    rate = {
        same: {name: seen[name] / seen["all"] for name in ("shown", "sure")} for same, seen in outcome.items()
    }
    with capsys.disabled():
        print(
            f"\nnames: {len(pairs)} pairs; recall {rate[True]['shown']:.1%} shown, {rate[True]['sure']:.1%} likely or"
            f" better; false matches {rate[False]['shown']:.1%} shown, {rate[False]['sure']:.1%} likely or better"
        )
    assert len(pairs) >= 500
    assert rate[True]["shown"] >= SHOWN_FLOOR, by_rule[True]
    assert rate[True]["sure"] >= SURE_FLOOR, by_rule[True]
    assert rate[False]["shown"] <= FALSE_SHOWN_CEILING, by_rule[False]
    assert rate[False]["sure"] <= FALSE_SURE_CEILING, by_rule[False]


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        ("NGUYEN VAN AN", NameLikeness.WITHOUT_MARKS),
        ("nguyễn  văn an", NameLikeness.SAME),
        ("An Nguyễn Văn", NameLikeness.OTHER_ORDER),
        ("NguyenVanAn", NameLikeness.JOINED),
        ("Nguyễn An", NameLikeness.MISSING_MIDDLE),
        ("Nguyễn Vân An", NameLikeness.OTHER_MARKS),
        ("Nguyễn Van An", NameLikeness.FORGOTTEN_MARKS),
        ("Nguyen Văn An", NameLikeness.FORGOTTEN_MARKS),
        ("Nguyễn Văn Ân", NameLikeness.OTHER_MARKS),
        ("Nguyen Văn Ân", NameLikeness.OTHER_MARKS),
        ("Nguyễn Văn Anh", NameLikeness.DIFFERENT),
        ("Nguyễn Thị An", NameLikeness.DIFFERENT),
        ("Văn An", NameLikeness.DIFFERENT),
        ("", NameLikeness.DIFFERENT),
    ],
)
def test_how_names_agree(other, likeness):
    assert name_likeness("Nguyễn Văn An", other) is likeness
    assert name_likeness(other, "Nguyễn Văn An") is likeness


def test_d_with_stroke_and_tone_placement_are_one_name():
    assert name_likeness("Đỗ Đức Hòa", "DO DUC HOA") is NameLikeness.WITHOUT_MARKS
    assert name_likeness("Đỗ Thị Hoà", "Đỗ Thị Hòa") is NameLikeness.SAME


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (Birth(date(1990, 2, 1)), BirthLikeness.SAME),
        (Birth(date(1990, 1, 2)), BirthLikeness.SWAPPED),
        (Birth.of_year(1990), BirthLikeness.YEAR_ONLY),
        (Birth.of_year(1991), BirthLikeness.DIFFERENT),
        (Birth(date(1991, 2, 1)), BirthLikeness.ONE_DIGIT),
        (Birth(date(1990, 2, 12)), BirthLikeness.DIFFERENT),
    ],
)
def test_how_births_agree(other, likeness):
    assert birth_likeness(BORN, other) is likeness
    assert birth_likeness(other, BORN) is likeness


def test_the_same_document_makes_it_certain_but_never_against_the_name():
    held = Description("Nguyen Van An", BORN, papers=(CCCD,))
    assert compare(Description(AN.full_name, BORN, papers=(CCCD,)), held).confidence is Confidence.CERTAIN
    stranger = Description("Trần Thị Bình", BORN, papers=(CCCD,))
    assert compare(stranger, held).confidence is Confidence.CONFLICT


def test_another_number_of_the_same_kind_speaks_against():
    other = Paper(DocumentKind.CCCD, "079090000002")
    match = compare(
        Description(AN.full_name, BORN, papers=(CCCD,)), Description(AN.full_name, BORN, papers=(other,))
    )
    assert match.other_document
    assert match.confidence in (Confidence.POSSIBLE, Confidence.NONE)


def test_another_gender_weakens():
    match = compare(
        Description(AN.full_name, BORN, Gender.MALE), Description(AN.full_name, BORN, Gender.FEMALE)
    )
    assert (match.other_gender, match.confidence) == (True, Confidence.LIKELY)


_names = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạAĐ ", max_size=30)
_births = st.dates(date(1920, 1, 1), date(2025, 1, 1)).map(Birth)


@given(_names, _names, _births, _births)
def test_comparing_is_the_same_both_ways(one, other, born, other_born):
    ours, theirs = Description(one, born), Description(other, other_born)
    there, back = compare(ours, theirs), compare(theirs, ours)
    assert (there.confidence, there.score, there.name) == (back.confidence, back.score, back.name)
