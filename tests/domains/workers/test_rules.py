"""Numbers, colours, terms and shifts: what is decided about lists, the day before, the day itself, the day after."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from antoan.domains.people.matching import Confidence
from antoan.domains.places.values import PlaceKind
from antoan.domains.policy import documents
from antoan.domains.policy.verdict import decide
from antoan.domains.workers.errors import (
    CohortUnreadable,
    ContactUnreadable,
    ListDecided,
    PlanTooLong,
    QuotaUnreadable,
    ReasonMissing,
    TermUnreadable,
)
from antoan.domains.workers.list_values import (
    Conditions,
    Finding,
    FindingKind,
    Headcount,
    ListState,
    NewQuota,
)
from antoan.domains.workers.rules import approval, groups, linking, quotas, shifts, status
from antoan.domains.workers.rules.shifts import Attendance, Presence, Stay
from antoan.domains.workers.rules.terms import steps_to_take, terms
from antoan.domains.workers.values import Contact, Link, NewCohort, Standing
from antoan.kit.clock import CITY_ZONE, day_start

TODAY = date(2021, 10, 20)
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("confidence", "contested", "link"),
    [
        ("certain", False, "linked"), ("conflict", False, "check"), ("strong", False, "check"), ("likely", False, "check"),
        ("possible", False, "pending"), ("none", False, "pending"), ("certain", True, "check"), ("none", True, "check"),
    ],
)  # fmt: skip
def test_only_the_certain_are_joined_without_a_desk(confidence, contested, link):
    assert linking.link_of(Confidence(confidence), was_contested=contested) is Link(link)


@pytest.mark.parametrize("confidence", list(Confidence))
def test_a_desk_joins_nobody_of_quite_another_name_and_birth(confidence):
    assert linking.may_be_joined(confidence) == (confidence is not Confidence.NONE)


def finding(kind, is_met, counted, of, wanted):
    return Finding(FindingKind(kind), is_met, counted, of, wanted)


def compared(count: Headcount, conditions: Conditions = Conditions(), unit=None, total=None, others=0):  # noqa: B008
    return quotas.findings(
        count, conditions=conditions, unit_workers_max=unit, total_workers_max=total, others_approved=others
    )


@pytest.mark.parametrize(("workers", "is_met"), [(99, True), (100, True), (101, False)])
def test_a_units_quota_counts_everybody_on_the_list(workers, is_met):
    found = compared(Headcount(workers, workers, 0, 0, 0), unit=100)
    assert found == (finding("unit_quota", is_met, workers, workers, 100),)
    assert quotas.is_over_quota(found) is not is_met


@pytest.mark.parametrize(("workers", "is_met"), [(39, True), (40, True), (41, False)])
def test_a_total_counts_what_is_approved_of_others(workers, is_met):
    found = compared(Headcount(workers, 0, 0, 0, 0), total=100, others=60)
    assert found == (finding("total_quota", is_met, workers + 60, workers + 60, 100),)


@pytest.mark.parametrize(("protected", "is_met"), [(89, False), (90, True), (91, True)])
def test_a_share_is_of_everybody_listed_known_or_not(protected, is_met):
    found = compared(Headcount(100, 95, protected, 0, 0), Conditions(protected_percent_min=90))
    assert found == (finding("protected", is_met, protected, 100, 90),)
    assert quotas.holds(found) is is_met


def test_a_share_just_below_is_below():
    (found,) = compared(Headcount(1000, 1000, 899, 0, 0), Conditions(protected_percent_min=90))
    assert (found.is_met, quotas.percent(found)) == (False, 89)


def test_an_empty_list_meets_every_share():
    assert quotas.holds(compared(Headcount(0, 0, 0, 0, 0), Conditions(protected_percent_min=100)))
    assert quotas.percent(finding("tested", True, 0, 0, 90)) == 0


def test_somebody_red_is_told_but_breaks_no_quota():
    found = compared(Headcount(10, 10, 10, 10, 2))
    assert found == (finding("stopped", False, 2, 10, 0),)
    assert quotas.holds(found)


@pytest.mark.parametrize(("days", "counts"), [(13, False), (14, True), (15, True)])
def test_a_dose_counts_from_day_fourteen(days, counts):
    facts = {"doses_valid": 1, "first_dose_on": TODAY - timedelta(days=days)}
    assert quotas.is_protected(facts, Conditions(), TODAY) is counts


@pytest.mark.parametrize(("days", "counts"), [(13, False), (14, True)])
def test_where_two_doses_are_asked_the_second_counts_from_day_fourteen(days, counts):
    facts = {
        "doses_valid": 2, "first_dose_on": TODAY - timedelta(days=60), "last_dose_on": TODAY - timedelta(days=days),
    }  # fmt: skip
    asked = Conditions(doses_min=2)
    assert quotas.is_protected(facts, asked, TODAY) is counts
    assert not quotas.is_protected({**facts, "doses_valid": 1}, asked, TODAY)
    assert quotas.is_protected({**facts, "doses_valid": 3}, asked, TODAY)


@pytest.mark.parametrize(("days", "counts"), [(0, True), (179, True), (180, False)])
def test_a_recovery_counts_for_180_days(days, counts):
    facts = {"recovered_on": TODAY - timedelta(days=days)}
    assert quotas.is_protected(facts, Conditions(), TODAY) is counts
    assert not quotas.is_protected(facts, Conditions(recovered_days_max=0), TODAY)


@pytest.mark.parametrize(("days", "counts"), [(6, True), (7, True), (8, False)])
def test_a_test_counts_to_its_last_local_day(days, counts):
    at = day_start(TODAY - timedelta(days=days)) + timedelta(minutes=1)
    assert quotas.is_tested({"last_negative_at": at}, Conditions(), TODAY) is counts
    assert not quotas.is_tested({}, Conditions(), TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": TODAY - timedelta(days=1)},
        {"valid_until": TODAY},
        {"unit_workers_max": -1},
        {"unit_workers_max": 1_000_001},
        {"conditions": Conditions(protected_percent_min=101)},
        {"conditions": Conditions(doses_min=0)},
        {"conditions": Conditions(tested_days_max=366)},
        {"unit_id": 1, "sector": PlaceKind.FACTORY},
        {"unit_id": 1, "total_workers_max": 5},
        {"basis": "x" * 201},
    ],
)
def test_a_quota_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(QuotaUnreadable):
        quotas.checked_quota(NewQuota(**{"area_id": 1, "valid_from": TODAY, **wrong}), TODAY)


def test_a_quota_may_begin_today():
    quota = NewQuota(1, TODAY, unit_workers_max=0, valid_until=TODAY + timedelta(days=1))
    assert quotas.checked_quota(quota, TODAY) is quota


def test_a_decision_is_due_after_three_days_and_nights():
    assert approval.decision_due(NOW) == NOW + timedelta(hours=72)
    assert not approval.is_late(ListState.SUBMITTED, NOW, NOW - timedelta(seconds=1))
    assert approval.is_late(ListState.SUBMITTED, NOW, NOW)
    assert not approval.is_late(ListState.APPROVED, NOW, NOW)


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (90, True), (91, False)])
def test_an_approval_holds_from_tomorrow_and_for_ninety_days_at_most(days, fits):
    end = TODAY + timedelta(days=days)
    if fits:
        assert approval.checked_end(end, TODAY) == end
    else:
        with pytest.raises(TermUnreadable):
            approval.checked_end(end, TODAY)


@pytest.mark.parametrize(("days", "over"), [(-1, False), (0, False), (1, True)])
def test_the_last_day_of_an_approval_counts_in_full(days, over):
    assert approval.is_over(TODAY, TODAY + timedelta(days=days)) is over


@pytest.mark.parametrize(("days", "reminded"), [(4, False), (3, True), (0, True)])
def test_a_unit_is_reminded_three_days_before(days, reminded):
    assert approval.needs_reminder(TODAY + timedelta(days=days), TODAY) is reminded


@pytest.mark.parametrize("text", ["", "ngắn", "x" * 501, "   ngan   "])
def test_a_reason_says_something(text):
    with pytest.raises(ReasonMissing):
        approval.readable_reason(text)


def test_a_plan_is_bounded_and_keeps_its_lines():
    assert approval.readable_plan(" Một \n\n hai ") == "Một\n\nhai"
    with pytest.raises(PlanTooLong):
        approval.readable_plan("x" * 2001)


@pytest.mark.parametrize("state", [state for state in ListState if state is not ListState.SUBMITTED])
def test_only_a_waiting_list_is_decided(state):
    with pytest.raises(ListDecided):
        approval.check_waits(state)


@pytest.mark.parametrize(
    "cohort",
    [
        NewCohort(""), NewCohort("x" * 81), NewCohort("a\nb\x00"), NewCohort("A", shift_starts=time(6)),
        NewCohort("A", test_every_days=0), NewCohort("A", test_every_days=61),
    ],
)  # fmt: skip
def test_a_group_that_cannot_be_is_refused(cohort):
    with pytest.raises(CohortUnreadable):
        groups.checked_cohort(cohort)


def test_a_contact_has_a_name_and_a_number():
    assert groups.checked_contact(" Cô  Hạnh ", "0908 111 222") == Contact("Cô Hạnh", "+84908111222")
    for name, number in (("", "0908111222"), ("Hạnh", "x"), ("x" * 101, "0908111222")):
        with pytest.raises(ContactUnreadable):
            groups.checked_contact(name, number)


def at(hour, minute=0, day=TODAY):
    return datetime.combine(day, time(hour, minute), tzinfo=CITY_ZONE)


@pytest.mark.parametrize(
    ("entered", "presence"),
    [
        (at(4, 0), "present"), (at(3, 59), "other_shift"), (at(6), "present"), (at(13, 59), "present"), (at(14), "other_shift"),
    ],
)  # fmt: skip
def test_an_entry_belongs_to_a_shift_from_two_hours_before_to_its_end(entered, presence):
    judged = shifts.attendance([Stay(1, entered, None)], TODAY, time(6), time(14))
    assert judged == Attendance(Presence(presence), entered, None)


def test_a_night_shift_ends_tomorrow():
    late = at(1, day=TODAY + timedelta(days=1))
    assert shifts.attendance([Stay(1, late, None)], TODAY, time(22), time(6)).presence is Presence.PRESENT
    assert (
        shifts.attendance([Stay(1, at(1), None)], TODAY, time(22), time(6)).presence is Presence.OTHER_SHIFT
    )


def test_first_in_and_last_out_are_told():
    stays = [Stay(1, at(6), at(11)), Stay(1, at(12), at(17))]
    assert shifts.attendance(stays, TODAY, None, None) == Attendance(Presence.PRESENT, at(6), at(17))
    assert shifts.attendance([], TODAY, None, None).presence is Presence.ABSENT
    yesterday = Stay(1, at(6, day=TODAY - timedelta(days=1)), None)
    assert shifts.attendance([yesterday], TODAY, None, None).presence is Presence.ABSENT


@pytest.mark.parametrize(("days", "due"), [(6, False), (7, True), (8, True)])
def test_a_test_is_due_after_so_many_days(days, due):
    facts = {"last_test_at": NOW - timedelta(days=days)}
    told = status.status_of(None, facts, test_every_days=7, now=NOW)
    assert (told.needs_test, told.test_due_on) == (due, TODAY + timedelta(days=7 - days))


def test_without_a_test_it_is_due_today_and_without_a_schedule_never():
    assert status.status_of(None, {}, test_every_days=7, now=NOW).needs_test
    assert not status.status_of(None, {}, test_every_days=None, now=NOW).needs_test


FACTS = {
    "birth_on": date(1990, 1, 1), "doses_valid": 0, "case_active": False, "has_records": True,
}  # fmt: skip


def a_policy():
    import json
    from importlib import resources

    file = resources.files("antoan.domains.policy") / "data" / "hcm-2021-10-01.json"
    return documents.parse(json.loads(file.read_text("utf-8")))


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({"isolation_until": TODAY + timedelta(days=5)}, "red"),
        ({"case_active": True}, "red"),
        ({}, "black"),
        ({"doses_valid": 1, "first_dose_on": TODAY - timedelta(days=20), "course_doses": 2}, "green"),
        ({"recovered_on": TODAY - timedelta(days=20)}, "green"),
    ],
)
def test_two_causes_of_one_colour_look_the_same_to_the_unit(facts, standing):
    """A case and a contact, a dose and a recovery: the unit is told the colour, and no end that tells them apart."""
    verdict = decide(a_policy(), FACTS | facts, NOW)
    told = status.status_of(verdict, FACTS | facts, test_every_days=None, now=NOW)
    assert told == status.Status(Standing(standing))


def test_a_colour_that_ends_within_two_days_says_when():
    for days, shown in ((177, False), (178, True), (179, True)):
        facts = FACTS | {"recovered_on": TODAY - timedelta(days=days)}
        verdict = decide(a_policy(), facts, NOW)
        assert (status.shown_until(verdict.colour, verdict.until, NOW) is not None) is shown


def test_without_a_policy_the_colour_is_unknown():
    assert status.status_of(None, {}, test_every_days=None, now=NOW).standing is Standing.UNKNOWN


def test_terms_and_steps_are_data_with_their_marks():
    assert (terms().decision_hours, terms().approval_days_usual) == (72, 14)
    steps = steps_to_take()
    assert len(steps) >= 4
    assert all(step.vi and step.en for step in steps)
    for word in ("F0", "F1", "dương tính", "positive", "covid"):
        assert not any(word.lower() in (step.vi + step.en).lower() for step in steps)


@pytest.mark.parametrize(
    ("counted", "of", "shown"), [(8, 9, None), (9, 10, 90), (99, 100, 95), (100, 100, 100), (4, 100, 0)]
)
def test_a_unit_sees_shares_in_steps_of_five_and_none_of_few_people(counted, of, shown):
    assert quotas.percent_for_units(finding("tested", True, counted, of, 50)) == shown
