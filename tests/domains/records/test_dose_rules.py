"""Which doses are believed."""

from datetime import date, time, timedelta

import pytest

from antoan.domains.people.matching import Description
from antoan.domains.people.values import Birth
from antoan.domains.records.doses import doubts_about_dose
from antoan.domains.records.rules import can_be_verified, state_of
from antoan.domains.records.vaccines import vaccine, vaccines
from antoan.domains.records.values import Dose, Doubt, Hours, Lot, NewDose, RecordState, Surroundings

TODAY = date(2021, 10, 20)
BORN = date(1990, 2, 1)


def doubts(given_on, product="comirnaty", others=(), born_on=BORN):
    known = {v.key: v for v in vaccines()}.get(product)
    return doubts_about_dose(
        NewDose(product, given_on, 1), vaccine=known, others=others, born_on=born_on, today=TODAY
    )


def given(on, product="comirnaty", state="verified"):
    return Dose(1, 1, state, "clinic:1", product, on)


def test_an_ordinary_dose_raises_no_doubt():
    assert doubts(date(2021, 9, 1)) == ()


@pytest.mark.parametrize(("days", "found"), [(0, ()), (1, (Doubt.FUTURE,))])
def test_tomorrow_is_the_future(days, found):
    assert doubts(TODAY + timedelta(days=days)) == found


@pytest.mark.parametrize(("days", "found"), [(-1, (Doubt.BEFORE_LICENCE,)), (0, ()), (1, ())])
@pytest.mark.parametrize("product", [v.key for v in vaccines() if v.approved_on < TODAY - timedelta(days=1)])
def test_a_dose_is_given_after_its_vaccine_was_approved(product, days, found):
    assert doubts(vaccine(product).approved_on + timedelta(days=days), product) == found


@pytest.mark.parametrize(("days", "found"), [(-1, (Doubt.BEFORE_BIRTH,)), (0, (Doubt.WRONG_AGE,))])
def test_nobody_is_vaccinated_before_birth(days, found):
    day = date(2021, 9, 1)
    assert doubts(day, born_on=day - timedelta(days=days)) == found


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("apart", "found"), [(0, Doubt.DOUBLE_DOSE), (20, Doubt.INTERVAL_TOO_SHORT), (21, None)]
)
def test_doses_keep_their_interval_in_whatever_order_they_are_recorded(apart, found, sign):
    first = date(2021, 9, 1)
    raised = doubts(first + sign * timedelta(days=apart), others=[given(first)])
    assert raised == (() if found is None else (found,))


@pytest.mark.parametrize("state", ["unverified", "quarantined", "annulled"])
def test_a_dose_that_does_not_count_casts_no_doubt_on_another(state):
    assert doubts(date(2021, 9, 1), others=[given(date(2021, 9, 1), state=state)]) == ()


def around(**known):
    return Surroundings(**known)


def judged(dose, product="comirnaty", others=(), born_on=BORN, **known):
    return doubts_about_dose(
        dose, vaccine=vaccine(product), others=others, born_on=born_on, today=TODAY, around=around(**known)
    )


@pytest.mark.parametrize(
    ("born_on", "found"), [(date(2009, 9, 2), (Doubt.WRONG_AGE,)), (date(2009, 9, 1), ())]
)
def test_a_child_is_vaccinated_from_its_twelfth_birthday_on(born_on, found):
    assert doubts(date(2021, 9, 1), born_on=born_on) == found


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        ("astrazeneca", "comirnaty", ()), ("comirnaty", "spikevax", ()), ("spikevax", "comirnaty", ()),
        ("comirnaty", "comirnaty", ()), ("comirnaty", "astrazeneca", (Doubt.MIX_NOT_ALLOWED,)),
        ("vero-cell", "comirnaty", (Doubt.MIX_NOT_ALLOWED,)), ("astrazeneca", "spikevax", (Doubt.MIX_NOT_ALLOWED,)),
    ],
)  # fmt: skip
def test_a_course_goes_on_only_with_a_product_that_may_follow(first, then, found):
    assert doubts(date(2021, 9, 30), then, [given(date(2021, 7, 20), first)]) == found


def test_a_complete_course_binds_a_further_dose_no_more():
    before = [given(date(2021, 6, 20), "vero-cell"), given(date(2021, 7, 20), "vero-cell")]
    assert doubts(date(2021, 9, 30), "comirnaty", before) == ()


LOTS = (Lot("comirnaty", "FF8871", date(2021, 9, 30)), Lot("spikevax", "940915", date(2022, 1, 31)))


@pytest.mark.parametrize(
    ("number", "on", "found"),
    [
        ("FF8871", date(2021, 9, 30), ()), ("ff 8871", date(2021, 9, 29), ()),
        ("FF8871", date(2021, 10, 1), (Doubt.LOT_EXPIRED,)), ("940915", date(2021, 9, 1), (Doubt.LOT_UNKNOWN,)),
        ("", date(2021, 9, 1), ()),
    ],
)  # fmt: skip
def test_a_lot_is_one_of_the_register_and_not_past_its_last_day(number, on, found):
    assert judged(NewDose("comirnaty", on, 1, lot=number), lots=LOTS) == found


def test_a_lot_is_not_judged_where_the_city_keeps_no_register_of_its_product():
    assert judged(NewDose("comirnaty", date(2021, 9, 1), 1, lot="FF0000"), lots=LOTS[1:]) == ()


@pytest.mark.parametrize(
    ("at", "found"),
    [(time(6, 59), (Doubt.AFTER_HOURS,)), (time(7), ()), (time(17), ()), (time(17, 1), (Doubt.AFTER_HOURS,))],
)
def test_a_dose_is_given_within_the_hours_of_its_session(at, found):
    dose = NewDose("comirnaty", date(2021, 9, 1), 1, given_time=at)
    assert judged(dose, hours=Hours(time(7), time(17))) == found


@pytest.mark.parametrize(
    ("at", "found"), [(time(23, 30), ()), (time(2), ()), (time(12), (Doubt.AFTER_HOURS,))]
)
def test_a_session_may_work_past_midnight(at, found):
    dose = NewDose("comirnaty", date(2021, 9, 1), 1, given_time=at)
    assert judged(dose, hours=Hours(time(18), time(3))) == found


def test_without_hours_of_a_session_the_usual_ones_hold():
    nightly = NewDose("comirnaty", date(2021, 9, 1), 1, given_time=time(3))
    assert judged(nightly) == (Doubt.AFTER_HOURS,)


AN = Description("Nguyễn Văn An", Birth(BORN))


@pytest.mark.parametrize(
    ("holder", "found"),
    [
        (Description("NGUYEN VAN AN", Birth(BORN)), ()),
        (Description("Nguyễn Văn An", Birth.of_year(1990)), ()),
        (Description("Trần Thị Bình", Birth(date(1971, 3, 3))), (Doubt.OTHER_PERSON,)),
        (Description("Trần Thị Bình", Birth(BORN)), (Doubt.OTHER_PERSON,)),
    ],
)
def test_a_dose_is_the_one_of_whom_its_source_names(holder, found):
    assert judged(NewDose("comirnaty", date(2021, 9, 1), 1, holder=holder), holder=AN) == found


def test_one_entry_of_a_source_is_one_person_s():
    assert judged(NewDose("comirnaty", date(2021, 9, 1), 1), is_of_another=True) == (Doubt.OTHER_PERSON,)


def test_a_product_nobody_knows_is_doubted():
    assert doubts(date(2021, 9, 1), "Nanocovax") == (Doubt.UNKNOWN_PRODUCT,)


def test_one_s_own_word_waits_and_doubts_go_before_everything():
    assert state_of("clinic:1", ()) is RecordState.VERIFIED
    assert state_of("self", ()) is RecordState.UNVERIFIED
    assert (
        state_of("clinic:1", (Doubt.FUTURE,)) is state_of("self", (Doubt.FUTURE,)) is RecordState.QUARANTINED
    )


def test_nobody_vouches_for_the_impossible():
    assert can_be_verified([Doubt.INTERVAL_TOO_SHORT, Doubt.BEFORE_LICENCE])
    assert not can_be_verified([Doubt.INTERVAL_TOO_SHORT, Doubt.FUTURE])
