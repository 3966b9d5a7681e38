"""Which doses are believed."""

from datetime import date, timedelta

import pytest

from antoan.domains.records.rules import can_be_verified, doubts_about_dose, state_of
from antoan.domains.records.vaccines import vaccine, vaccines
from antoan.domains.records.values import Dose, Doubt, NewDose, RecordState

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


@pytest.mark.parametrize(("days", "found"), [(-1, (Doubt.BEFORE_BIRTH,)), (0, ())])
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
