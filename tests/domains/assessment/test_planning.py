"""What was found is planned, done and reminded of; what ends is told in time, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.assessment import services
from antoan.domains.assessment.errors import PlanClosed, PlanUnreadable, WordsTooLong
from antoan.domains.assessment.queries.plans import steps_of
from antoan.domains.assessment.rules.planning import expires_on, is_mended, is_over, mendable
from antoan.domains.assessment.rules.scoring import outcome_of
from antoan.domains.assessment.services.reminding import remind_of_assessments, remind_of_steps
from antoan.domains.assessment.sets import set_version
from antoan.domains.assessment.values import StepView
from antoan.domains.messaging.models import Message
from antoan.domains.workers.services import set_contact
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit.clock import day_start
from tests.factories.assessment import GENERAL, a_draft, an_assessment
from tests.factories.units import a_place_of, a_unit

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place(db):
    unit = a_unit()
    set_contact(actor=SYSTEM, unit_id=unit.id, name="Chị Tư", number="0912345678")
    return a_place_of(unit)


def plan(view, item="1", words="Mua khẩu trang", due_on=TODAY):
    services.plan_step(actor=SYSTEM, assessment_id=view.id, item=item, words=words, due_on=due_on)


def told():
    return sorted(Message.objects.values_list("template", flat=True))


def at(day):
    return day_start(day) + timedelta(hours=8)


def test_an_assessment_counts_its_own_day_as_the_first():
    assert expires_on(set_version("hcm-food", 1), date(2021, 11, 1)) == date(2021, 12, 1)


@pytest.mark.parametrize(
    ("today", "is_gone"),
    [(date(2022, 4, 20), False), (date(2022, 4, 21), True), (date(2022, 4, 30), True)],
)
def test_an_assessment_ends_with_its_set_or_with_its_days(today, is_gone):
    assert is_over(set_version("hcm-food", 1), date(2022, 4, 30), today) is is_gone
    assert is_over(GENERAL, date(2022, 4, 30), date(2022, 4, 29)) is False
    assert is_over(GENERAL, date(2022, 4, 30), date(2022, 4, 30)) is True


def test_no_plan_mends_how_many_work_there():
    risk = set_version("hcm-risk-index", 1)
    answers = {item.key: "1" for item in risk.items} | {"tp1": "5", "tp4": "7"}
    assert [one.item for one in mendable(risk, outcome_of(risk, answers))] == ["tp4"]


def test_a_plan_is_done_when_every_step_is_and_no_knock_out_is_forgotten():
    answers = {item.key: "met" for item in GENERAL.items} | {"1": "not_met", "f1": "not_met"}
    outcome = outcome_of(GENERAL, answers)
    food, masks = StepView("f1", "x", TODAY, NOON), StepView("1", "x", TODAY, NOON)
    assert [
        is_mended(outcome, steps)
        for steps in ({}, {"f1": food}, {"1": masks}, {"1": masks, "f1": StepView("f1", "x", TODAY, None)})
    ] == [False, False, True, False]


def test_a_step_is_planned_changed_done_undone_and_dropped(place):
    view = an_assessment(place.id, "1")
    plan(view)
    plan(view, words="  Mua 500   khẩu trang ", due_on=TODAY + timedelta(days=3))
    assert steps_of(view.id) == {"1": StepView("1", "Mua 500 khẩu trang", TODAY + timedelta(days=3), None)}
    services.mark_step(actor=SYSTEM, assessment_id=view.id, item="1", is_done=True)
    assert steps_of(view.id)["1"].done_at == NOON
    services.mark_step(actor=SYSTEM, assessment_id=view.id, item="1", is_done=False)
    assert steps_of(view.id)["1"].done_at is None
    for _ in range(2):
        services.drop_step(actor=SYSTEM, assessment_id=view.id, item="1")
    assert steps_of(view.id) == {}


@pytest.mark.parametrize(
    ("item", "words", "due_on", "fault"),
    [
        ("1", "Mua", TODAY - timedelta(days=1), PlanUnreadable),
        ("1", "Mua", TODAY + timedelta(days=366), PlanUnreadable),
        ("1", "  ", TODAY, PlanUnreadable),
        ("2", "Mua", TODAY, PlanUnreadable),  # Met: nothing to mend.
        ("x", "Mua", TODAY, PlanUnreadable),
        ("1", "x" * 301, TODAY, WordsTooLong),
    ],
)
def test_a_step_that_does_not_fit_is_refused(place, item, words, due_on, fault):
    view = an_assessment(place.id, "1")
    with pytest.raises(fault):
        plan(view, item, words, due_on)


def test_the_last_day_a_step_may_be_due_is_a_year_away(place):
    view = an_assessment(place.id, "1")
    plan(view, due_on=TODAY + timedelta(days=365))
    assert steps_of(view.id)["1"].due_on == TODAY + timedelta(days=365)


def test_only_the_assessment_in_force_is_planned_for(place):
    old = an_assessment(place.id, "1")
    an_assessment(place.id, "1")
    with pytest.raises(PlanClosed):
        plan(old)


def test_a_draft_has_no_plan(place):
    draft_id = a_draft(place.id)
    with pytest.raises(PlanClosed):
        services.plan_step(actor=SYSTEM, assessment_id=draft_id, item="1", words="x", due_on=TODAY)


def test_a_unit_is_reminded_of_a_step_on_its_day_and_once(place):
    plan(an_assessment(place.id, "1"), due_on=TODAY + timedelta(days=3))
    assert remind_of_steps(now=at(TODAY + timedelta(days=2))) == 0
    assert remind_of_steps(now=at(TODAY + timedelta(days=3))) == 1
    assert remind_of_steps(now=at(TODAY + timedelta(days=4))) == 0
    assert told() == ["assessment.step_due"]


def test_nobody_is_reminded_of_what_is_done_or_was_assessed_anew(place):
    view = an_assessment(place.id, "1", "2")
    plan(view)
    plan(view, item="2")
    services.mark_step(actor=SYSTEM, assessment_id=view.id, item="1", is_done=True)
    an_assessment(place.id)
    assert remind_of_steps(now=at(TODAY + timedelta(days=30))) == 0


def test_whoever_moves_a_step_is_reminded_on_the_new_day(place):
    view = an_assessment(place.id, "1")
    plan(view)
    remind_of_steps(now=at(TODAY))
    plan(view, due_on=TODAY + timedelta(days=5))
    assert remind_of_steps(now=at(TODAY + timedelta(days=5))) == 1
    assert len(told()) == 2


def test_a_unit_hears_a_week_before_an_assessment_ends_and_when_it_has_ended(place):
    an_assessment(place.id)
    ends = TODAY + timedelta(days=90)  # The first day without.
    days = (
        ends - timedelta(days=8),
        ends - timedelta(days=7),
        ends - timedelta(days=1),
        ends,
        ends + timedelta(days=1),
    )
    assert [remind_of_assessments(now=at(day)) for day in days] == [0, 1, 0, 1, 0]
    assert told() == ["assessment.ended", "assessment.ends_soon"]


def test_a_unit_without_a_contact_is_marked_and_gets_no_message(db):
    an_assessment(a_place_of(a_unit("Không ai nhận tin")).id)
    assert remind_of_assessments(now=at(TODAY + timedelta(days=90))) == 1
    assert told() == []


def test_of_an_assessment_done_anew_only_the_new_one_is_reminded_of(place):
    an_assessment(place.id)
    with time_machine.travel(at(TODAY + timedelta(days=80))):
        an_assessment(place.id)
    assert remind_of_assessments(now=at(TODAY + timedelta(days=90))) == 0
