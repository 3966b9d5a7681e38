"""Who may be looked after at home, by the document of the day."""

from datetime import date

import pytest

from antoan.domains.care.documents import criteria_of, eligibility, questions_of
from antoan.domains.care.errors import AnswersMissing
from antoan.domains.care.rules.eligibility import Known, read_answers, unfit
from tests.factories.care import FIT

NOBODY = Known(age=30, is_complete=False, first_dose_on=None)


def judged(on: date, known: Known = NOBODY, **answers: str) -> list[str]:
    document = eligibility(on)
    return unfit(document, read_answers(document, FIT | answers), known, on)


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2021, 7, 28), "hcm-2021-07-28"),
        (date(2021, 8, 21), "moh-4038"),
        (date(2021, 11, 22), "moh-4038"),
        (date(2021, 11, 23), "hcm-8728"),
        (date(2022, 1, 30), "hcm-8728"),
        (date(2022, 1, 31), "moh-261"),
    ],
)
def test_the_document_of_the_day_asks(on, key):
    assert eligibility(on).key == key
    assert judged(on) == []


@pytest.mark.parametrize(
    ("answers", "failing"),
    [
        ({"mild": "no"}, ["mild"]),
        ({"breaths": "19"}, []),
        ({"breaths": "20"}, ["breaths"]),
        ({"spo2": "97"}, []),
        ({"spo2": "96"}, ["oxygen"]),
        ({"breathing": "yes"}, ["breathing"]),
        ({"chronic": "yes", "stable": "no"}, ["chronic"]),
        ({"chronic": "yes", "stable": "yes"}, []),
        ({"self": "no"}, ["self"]),
        ({"spo2": "90", "breaths": "30"}, ["breaths", "oxygen"]),
    ],
)
def test_the_ministry_s_conditions(answers, failing):
    assert judged(date(2026, 11, 26), **answers) == failing


@pytest.mark.parametrize(("age", "failing"), [(0, ["age"]), (1, []), (50, []), (51, ["age"])])
def test_in_november_2021_age_counted(age, failing):
    assert judged(date(2021, 11, 23), Known(age, False, None)) == failing


@pytest.mark.parametrize(
    ("known", "failing"),
    [
        (Known(40, False, None), ["risks"]),
        (Known(40, True, date(2021, 11, 20)), []),
        (Known(40, False, date(2021, 11, 10)), ["risks"]),  # Day 13 after the first dose.
        (Known(40, False, date(2021, 11, 9)), []),  # Day 14.
    ],
)
def test_a_stable_disease_stays_home_when_vaccinated(known, failing):
    assert judged(date(2021, 11, 23), known, chronic="yes", stable="yes") == failing


@pytest.mark.parametrize(
    "answers",
    [
        {"mild": ""},
        {"spo2": "101"},
        {"spo2": "４９"},
        {"breaths": "4"},
        {"breaths": "9" * 400},
        {"mild": "perhaps"},
    ],
)
def test_what_is_unanswered_or_impossible_is_named(answers):
    with pytest.raises(AnswersMissing) as caught:
        read_answers(eligibility(date(2026, 1, 1)), FIT | answers)
    assert caught.value.context["missing"] == list(answers)


def test_stability_is_asked_only_of_whoever_has_a_disease():
    document = eligibility(date(2026, 1, 1))
    assert "stable" not in read_answers(document, FIT)
    with pytest.raises(AnswersMissing):
        read_answers(document, FIT | {"chronic": "yes"})


def test_every_question_and_condition_is_said_in_both_languages():
    for day in (date(2021, 7, 28), date(2021, 8, 21), date(2021, 11, 23), date(2022, 1, 31)):
        document = eligibility(day)
        assert {one.key for one in questions_of(document)} == set(document.asks)
        assert all(one.vi and one.en for one in questions_of(document))
        assert all(one.vi and one.en for one in criteria_of(document).values())
