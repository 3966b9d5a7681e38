"""Who of a ward has no code yet, and what came of going there."""

from datetime import date

import pytest

from antoan.domains.cards.limits import OUTREACH_SHOWN
from antoan.domains.cards.queries import outreach_of, wards_for_outreach
from antoan.domains.cards.services import note_reached
from antoan.domains.cards.values import Chosen, Reached
from antoan.domains.codes.services import issue_personal_code, revoke_codes
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.heads import head_of
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.cards import a_street, officer_of
from tests.factories.people import a_person
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return ward().id


@pytest.fixture
def street(home):
    return a_street(home)


@pytest.fixture
def officer(home):
    return officer_of(home)


def names(actor, home, **how):
    lines, _next = outreach_of(actor, home, chosen=how.pop("chosen", Chosen()), **how)
    return [line.full_name for line in lines]


def test_those_without_a_code_are_listed_door_by_door(officer, home, street):
    issue_personal_code(actor=SYSTEM, subject=head_of(street[1]))
    assert names(officer, home) == ["Lê Thị Bà", "Trần Thị Hai"]
    assert names(officer, home, chosen=Chosen(age_from=60)) == ["Lê Thị Bà"]


def test_whose_code_was_revoked_has_none(officer, home, street):
    issue_personal_code(actor=SYSTEM, subject=head_of(street[0]))
    revoke_codes(actor=SYSTEM, qid=street[0].qid, because="mất thẻ")
    assert "Trần Thị Hai" in names(officer, home)


def test_what_came_of_it_is_kept_and_the_last_word_counts(officer, home, street):
    for reached in (Reached.ABSENT, Reached.MET):
        note_reached(actor=officer, person_id=street[0].id, reached=reached)
    lines, _next = outreach_of(officer, home, chosen=Chosen())
    assert {line.full_name: line.reached for line in lines} == {
        "Lê Thị Bà": None, "Trần Văn Một": None, "Trần Thị Hai": Reached.MET,
    }  # fmt: skip


def test_pages_follow_each_other_without_gap(officer, home):
    people = [
        a_person(
            f"Người Thứ {chr(97 + number // 10)}{chr(97 + number % 10)}",
            ward_id=home,
            address=f"{number:03} Lê Lợi",
        )
        for number in range(OUTREACH_SHOWN + 2)
    ]
    first, after = outreach_of(officer, home, chosen=Chosen())
    second, end = outreach_of(officer, home, chosen=Chosen(), after=after)
    assert [line.person_id for line in first + second] == [one.id for one in people]
    assert end is None


def test_everybody_on_the_page_can_see_that_they_were_looked_at(officer, home, street):
    outreach_of(officer, home, chosen=Chosen())
    seen = TrailEntry.objects.filter(action="cards.outreach.read", actor_account_id=41)
    assert set(seen.values_list("person_id", flat=True)) == {one.id for one in street}


def test_other_wards_and_other_roles_see_nobody(home, street):
    stranger = officer_of(ward("25747").id)
    with pytest.raises(Forbidden):
        outreach_of(stranger, home, chosen=Chosen())
    with pytest.raises(PersonNotFound):
        note_reached(actor=stranger, person_id=street[0].id, reached=Reached.MET)
    with pytest.raises(Forbidden):
        outreach_of(someone_as("tracer", ScopeKind.AREA, home), home, chosen=Chosen())
    assert [one.id for one in wards_for_outreach(someone_as("helper", ScopeKind.AREA, home))] == [home]


def test_nobody_is_listed_twice_or_of_another_ward(officer, home, street):
    a_person("Người Khác", date(1980, 1, 1), ward_id=ward("25747").id)
    assert len(names(officer, home)) == len(set(names(officer, home))) == 3
