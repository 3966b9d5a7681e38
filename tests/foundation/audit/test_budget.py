"""Nobody copies a city: the five hundred and first person within an hour is refused, and auditors hear of it."""

from datetime import timedelta

import pytest
import time_machine

from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit import queries, services
from antoan.foundation.audit.errors import ReadBudgetSpent
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock

pytestmark = pytest.mark.django_db

NOW = clock.parse_moment("2026-11-22T08:00:00+07:00")
NURSE = Actor(account_id=7, label="Lê Thị Hoa", person_id=999_999)


@pytest.fixture(autouse=True)
def frozen_clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def open_file_of(person_id, actor=NURSE):
    services.record_read(
        actor, action="people:person:read", object_kind="person", object_id=person_id, person_id=person_id
    )


def find(person_ids, actor=NURSE):
    services.record_reads(actor, action="people:person:find", object_kind="person", person_ids=person_ids)


def test_the_five_hundred_and_first_person_is_refused(caplog):
    find(range(499))
    open_file_of(499)
    with pytest.raises(ReadBudgetSpent, match="500 people within an hour"):
        open_file_of(500)
    assert "account 7 reached its budget" in caplog.text


def test_auditors_see_who_used_the_budget_up_once():
    find(range(499))
    assert not TrailEntry.objects.filter(action="audit:reads:spent").exists()
    open_file_of(499)
    open_file_of(499)
    (line,) = queries.trail(SYSTEM, action="audit:reads:spent").lines
    assert (line.actor_label, line.object_id) == ("Lê Thị Hoa", "7")


def test_a_list_that_passes_the_budget_is_refused_whole():
    find(range(490))
    with pytest.raises(ReadBudgetSpent):
        find(range(490, 501))
    assert TrailEntry.objects.filter(kind="read").count() == 490
    find(range(490, 500))


def test_the_budget_comes_back_after_an_hour(frozen_clock):
    find(range(500))
    frozen_clock.shift(timedelta(minutes=59, seconds=59))
    with pytest.raises(ReadBudgetSpent):
        open_file_of(500)
    frozen_clock.shift(timedelta(seconds=1))
    open_file_of(500)


def test_the_same_person_again_costs_nothing():
    find(range(500))
    open_file_of(3)
    find(range(500))


def test_ones_own_data_the_system_and_other_accounts_are_not_counted():
    find(range(500))
    open_file_of(NURSE.person_id)
    open_file_of(1_000, actor=Actor(account_id=8, label="Nguyễn Văn Ba"))
    find(range(2_000), actor=SYSTEM)


def test_reads_about_nobody_and_decisions_are_not_counted():
    find(range(500))
    services.record_read(NURSE, action="visits:visit:list", object_kind="place", object_id=1, person_id=None)
    services.record_decision(NURSE, action="x:y:z", object_kind="person", object_id=600, person_id=600)


def test_the_budget_is_a_setting(settings):
    settings.READS_PER_HOUR_MAX = 2
    find([1, 2])
    with pytest.raises(ReadBudgetSpent):
        open_file_of(3)
