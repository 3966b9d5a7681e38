"""Results follow from answers exactly as the decisions' formulas say, at every edge of every band."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.assessment.documents import (
    Band,
    CriteriaSet,
    Group,
    Item,
    KnockOut,
    Option,
    Range,
    highest,
    lowest,
)
from antoan.domains.assessment.errors import AnswerUnreadable
from antoan.domains.assessment.rules.scoring import band_of, outcome_of, points_of
from antoan.domains.assessment.sets import all_sets, set_version
from antoan.domains.assessment.values import Form, Incomplete, Level, ToMend
from antoan.kit.words import Words

RISK, WORK = set_version("hcm-risk-index", 1), set_version("vn-work-index", 1)
GENERAL, OFFICES = set_version("hcm-general", 1), set_version("hcm-offices", 2)
W = Words("chữ", "words")


def risk(*points: int):
    """TP1 has a scale of options, the others their points."""
    options = {1: "1", 2: "2", 5: "3", 7: "4", 10: "5"}
    return {"tp1": options[points[0]]} | {f"tp{n}": str(p) for n, p in enumerate(points[1:], start=2)}


def work(total: int):
    """A whole set of answers whose points are `total`."""
    crowd = {1: "1", 2: "2", 4: "3", 6: "4", 8: "5", 10: "6"}
    for first in crowd:
        for second, space in ((0, "1"), (10, "2")):
            for third in (0, 30):
                left = total - first - second - third
                if 0 <= left <= 250:
                    return {"cs1": crowd[first], "cs2": space, "cs3": str(third), "cs4-15": str(left)}
    raise AssertionError(total)


def met(criteria, *failed, skipped=()):
    return {
        item.key: "not_met" if item.key in failed else "na" if item.key in skipped else "met"
        for item in criteria.items
    }


def own_set(items, bands=None, knock_out=None, form=Form.MET, out_of=None):
    usual = (
        Band("low", 80, False, W, W, Level.POOR, "I"),
        Band("high", 100, True, W, W, Level.GOOD, "I"),
    )
    return CriteriaSet(
        id="own", version=1, title=W, short=W, basis=W, mark="I", source="", valid_from=date(2020, 1, 1), valid_until=None,
        valid_mark="I", kinds=(), kinds_mark="I", form=form, reassess_days=30, reassess_mark="I",
        groups=(Group("all", W, tuple(items)),), bands=bands or usual, left_out=(), knock_out=knock_out, out_of=out_of,
    )  # fmt: skip


def criterion(key, **more):
    return Item(key, W, "I", "", **more)


@pytest.mark.parametrize(
    ("points", "band", "level"),
    [
        ((1,) * 10, "very-low", Level.GOOD),  # 10 %: the least there is.
        ((1, 2, 1, 1, 1, 1, 1, 1, 1, 1), "low", Level.FAIR),  # 11 %
        ((2, 3, 3, 3, 3, 3, 3, 3, 3, 3), "low", Level.FAIR),  # 29 %
        ((2, 4, 3, 3, 3, 3, 3, 3, 3, 3), "medium", Level.FAIR),  # 30 %
        ((5, 5, 5, 5, 5, 5, 5, 5, 5, 4), "medium", Level.FAIR),  # 49 %, none at 7
        ((5, 5, 5, 5, 5, 5, 5, 5, 5, 5), "high", Level.POOR),  # 50 %
        ((7, 8, 8, 8, 8, 8, 8, 8, 8, 8), "high", Level.POOR),  # 79 %
        ((7, 9, 8, 8, 8, 8, 8, 8, 8, 8), "very-high", Level.BAD),  # 80 %
        ((10,) * 10, "very-high", Level.BAD),
    ],
)
def test_the_risk_index_falls_into_its_bands(points, band, level):
    found = outcome_of(RISK, risk(*points))
    assert (found.percent, found.band, found.level) == (sum(points), band, level)


def test_a_component_of_seven_points_stops_a_place_of_medium_risk():
    found = outcome_of(RISK, risk(2, 7, 3, 3, 3, 3, 3, 3, 3, 3))
    assert (found.band, found.level, found.knocked_out_by) == ("medium", Level.POOR, ("tp2",))
    assert found.to_mend[0] == ToMend("tp2", 6, True)
    assert found.decision == RISK.knock_out.decision


def test_a_component_of_six_points_does_not_stop_it():
    found = outcome_of(RISK, risk(2, 6, 4, 3, 3, 3, 3, 3, 3, 3))
    assert (found.band, found.level, found.knocked_out_by) == ("medium", Level.FAIR, ())


def test_seven_points_do_not_stop_a_place_of_low_risk():
    found = outcome_of(RISK, risk(1, 7, 1, 1, 1, 1, 1, 1, 1, 1))
    assert (found.band, found.level, found.knocked_out_by) == ("low", Level.FAIR, ())


def test_a_knock_out_never_betters_a_result():
    assert outcome_of(RISK, risk(*(10,) * 10)).level is Level.BAD


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (1, "very-low"),
        (45, "very-low"),  # 15 %
        (46, "low"),  # 15.33 %: above 15, below 16.
        (48, "low"),  # 16 %
        (90, "low"),  # 30 %
        (91, "medium"),  # 30.33 %
        (93, "medium"),  # 31 %
        (150, "medium"),  # 50 %
        (151, "high"),  # 50.33 %
        (153, "high"),  # 51 %
        (300, "high"),
    ],
)
def test_the_workplace_index_falls_into_its_bands(total, band):
    found = outcome_of(WORK, work(total))
    assert (found.percent, found.band) == (Fraction(total, 300) * 100, band)


@pytest.mark.parametrize("workers", ["1", "2", "3", "4", "5"])
def test_the_first_component_has_the_points_of_the_decision(workers):
    wanted = {"1": 1, "2": 2, "3": 5, "4": 7, "5": 10}
    assert points_of(RISK, RISK.item("tp1"), workers) == wanted[workers]


@pytest.mark.parametrize("criteria", [GENERAL, OFFICES, set_version("hcm-food", 1)], ids=lambda one: one.id)
def test_a_set_is_met_only_in_full(criteria):
    assert outcome_of(criteria, met(criteria)).level is Level.GOOD
    for item in criteria.items:
        found = outcome_of(criteria, met(criteria, item.key))
        assert (found.band, found.level is Level.GOOD) == ("fails", False)
        assert [one.item for one in found.to_mend] == [item.key]


def test_a_mandatory_criterion_is_named_first():
    found = outcome_of(GENERAL, met(GENERAL, "f1", "5"))
    assert [one.item for one in found.to_mend] == ["5", "f1"]
    assert (found.words, found.knocked_out_by) == (GENERAL.knock_out.words, ("5",))


def test_what_does_not_apply_is_neither_for_nor_against():
    found = outcome_of(GENERAL, met(GENERAL, skipped=("f1",)))
    assert (found.points, found.out_of, found.level) == (6, 6, Level.GOOD)


def test_only_what_may_be_skipped_is_skipped():
    with pytest.raises(AnswerUnreadable):
        outcome_of(GENERAL, met(GENERAL, skipped=("1",)))


def test_a_set_of_which_nothing_applies_has_no_result():
    criteria = own_set([criterion("a", skip_if=W), criterion("b", skip_if=W)])
    with pytest.raises(AnswerUnreadable):
        outcome_of(criteria, {"a": "na", "b": "na"})


def test_missing_answers_are_named_in_order():
    answers = met(GENERAL)
    del answers["3"], answers["f1"]
    answers["1"] = ""
    assert outcome_of(GENERAL, answers) == Incomplete(("1", "3", "f1"))


@pytest.mark.parametrize("value", ["yes", "MET", "1", " met", "não", "x" * 5000])
def test_an_answer_that_does_not_fit_a_criterion_is_refused(value):
    with pytest.raises(AnswerUnreadable):
        outcome_of(GENERAL, met(GENERAL) | {"2": value})


@pytest.mark.parametrize("value", ["0", "11", "-1", "1.5", "٣", "1e1", "99999", "met", "na"])
def test_points_out_of_the_scale_are_refused(value):
    with pytest.raises(AnswerUnreadable):
        outcome_of(RISK, risk(*(1,) * 10) | {"tp2": value})


def test_an_option_that_is_not_on_the_scale_is_refused():
    with pytest.raises(AnswerUnreadable):
        outcome_of(RISK, risk(*(1,) * 10) | {"tp1": "6"})


def test_weights_count():
    criteria = own_set([criterion("a", weight=4), criterion("b", weight=1)])
    assert outcome_of(criteria, {"a": "met", "b": "not_met"}).percent == 80
    assert outcome_of(criteria, {"a": "met", "b": "not_met"}).level is Level.GOOD
    assert outcome_of(criteria, {"a": "not_met", "b": "met"}).percent == 20


def test_a_knock_out_decides_whatever_the_share():
    rule = KnockOut(Words("loại", "out"), W, Level.BAD, "I")
    criteria = own_set([criterion("a", weight=99), criterion("b", knock_out=True)], knock_out=rule)
    found = outcome_of(criteria, {"a": "met", "b": "not_met"})
    assert (found.band, found.level, found.words.vi, found.knocked_out_by) == (
        "high",
        Level.BAD,
        "loại",
        ("b",),
    )
    assert outcome_of(criteria, {"a": "met", "b": "met"}).level is Level.GOOD


def test_points_that_do_not_apply_leave_the_divisor():
    items = [
        criterion("a", points=Range(0, 10)),
        criterion("b", skip_if=W, options=(Option("x", W, 0), Option("y", W, 30))),
    ]
    criteria = own_set(items, form=Form.POINTS, out_of=40)
    assert outcome_of(criteria, {"a": "5", "b": "na"}).percent == 50
    assert outcome_of(criteria, {"a": "5", "b": "y"}).percent == Fraction(3500, 40)


def answers_to(criteria):
    def values(item):
        if criteria.form is Form.MET:
            return ["met", "not_met", *(["na"] if item.skip_if else [])]
        return [o.key for o in item.options] or [str(n) for n in range(item.points.low, item.points.high + 1)]

    return st.fixed_dictionaries({item.key: st.sampled_from(values(item)) for item in criteria.items})


@given(st.sampled_from(all_sets()).flatmap(lambda one: st.tuples(st.just(one), answers_to(one))))
def test_every_whole_set_of_answers_has_one_result(drawn):
    criteria, answers = drawn
    found = outcome_of(criteria, answers)
    assert 0 <= found.percent <= 100
    assert found.percent == Fraction(100 * found.points, found.out_of)
    assert found.band == band_of(criteria.bands, found.percent).key
    assert set(found.knocked_out_by) <= {one.item for one in found.to_mend}
    assert (found.to_mend == ()) == all(
        points_of(criteria, item, answers[item.key]) == _best(criteria, item)
        for item in criteria.items
        if answers[item.key] != "na"
    )


def _best(criteria, item):
    return 1 if criteria.form is Form.MET else lowest(item)


@given(answers_to(RISK))
def test_the_risk_index_is_the_sum_over_a_hundred(answers):
    points = [points_of(RISK, item, answers[item.key]) for item in RISK.items]
    assert outcome_of(RISK, answers).percent == sum(points)
    assert sum(highest(item) for item in RISK.items) == 100


@given(answers_to(WORK))
def test_the_workplace_index_is_the_sum_over_three_hundred(answers):
    points = [points_of(WORK, item, answers[item.key]) for item in WORK.items]
    assert outcome_of(WORK, answers).percent == Fraction(sum(points) * 100, 300)


@given(answers_to(GENERAL), st.sampled_from([item.key for item in GENERAL.items]))
def test_meeting_one_more_criterion_never_makes_it_worse(answers, key):
    order = [Level.BAD, Level.POOR, Level.FAIR, Level.GOOD]
    better = outcome_of(GENERAL, answers | {key: "met"})
    worse = outcome_of(GENERAL, answers | {key: "not_met"})
    assert order.index(better.level) >= order.index(worse.level)


@given(st.fractions(min_value=0, max_value=100), st.sampled_from(all_sets()))
def test_every_percentage_lies_in_one_band(percent, criteria):
    band = band_of(criteria.bands, percent)
    before = criteria.bands[: criteria.bands.index(band)]
    assert all(percent >= one.up_to for one in before)
    assert percent <= band.up_to
