"""A desk makes one person of two entries, and undoes it: everything is as it was (feature 65, lesson L29)."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antoan.domains.codes.models import IssuedCode
from antoan.domains.codes.queries import judge
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.codes.values import Reason
from antoan.domains.identity import services
from antoan.domains.identity.errors import AlreadyMerged, MergeNotFound, MergeOver, MergeUnclear, OwnCase
from antoan.domains.identity.limits import MERGE_UNDO_FOR
from antoan.domains.identity.merging.photograph import Photograph, stand_of
from antoan.domains.identity.merging.undoing import plan_of
from antoan.domains.identity.models import Merge
from antoan.domains.identity.queries.merges import merge_for, merges_into, would_move
from antoan.domains.passes.models import Pass
from antoan.domains.people.errors import MergeImpossible, PersonNotFound
from antoan.domains.people.heads import head_of
from antoan.domains.people.models import Person
from antoan.domains.people.queries import find_people, identity_of
from antoan.domains.people.services import add_dependant, add_phone, change_person, erase_person
from antoan.domains.people.values import Birth, ErasureGround, PersonChange
from antoan.domains.places.values import PlaceKind
from antoan.domains.records.models import Vaccination
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.cards import officer_of
from tests.factories.declarations import a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place, an_equipped_place
from tests.factories.records import a_dose, a_test
from tests.factories.visits import a_gates_visit, went_in

pytestmark = pytest.mark.django_db
WHY = "Đã xem CCCD, cùng một người"


@pytest.fixture
def home():
    return ward().id


@pytest.fixture
def kept(home):
    return a_person("Nguyễn Văn An", ward_id=home, phones=("0912345678",))


@pytest.fixture
def dropped(home):
    return a_person("Nguyen An Van", ward_id=home, phones=("0912345679",), address="3 Lê Lợi")


@pytest.fixture
def officer(home):
    return officer_of(home)


def merged(actor, kept, dropped, because=WHY, merge_id=None):
    merge_id = merge_id or uuid7()
    services.merge_entries(
        actor=actor, merge_id=merge_id, kept_id=kept.id, dropped_id=dropped.id, because=because
    )
    return merge_id


def in_every_table(person, equipped, other, *, vaccinated_on=date(2021, 9, 1)) -> None:
    """Leave rows of somebody that a merge moves, and some that both may have."""
    open_days_around(clock.today())
    a_dose(person.id, vaccinated_on)
    a_test(person.id, clock.now() - timedelta(days=1))
    a_declaration(person.id, actor=citizen(person.id))
    a_gates_visit(person.id, equipped, clock.now() - timedelta(minutes=30))
    went_in(citizen(person.id), a_place("Chợ", PlaceKind.MARKET).id, now=clock.now())
    add_dependant(actor=SYSTEM, guardian_id=person.id, person_id=other.id, kinship="con")
    issue_personal_code(actor=SYSTEM, subject=head_of(person))


def test_everything_moves_and_undoing_puts_everything_back(officer, kept, dropped):
    equipped, other = an_equipped_place(), a_person("Bé Con", date(2018, 1, 1))
    in_every_table(kept, equipped, other)
    in_every_table(dropped, equipped, other, vaccinated_on=date(2021, 10, 1))
    add_dependant(actor=SYSTEM, guardian_id=kept.id, person_id=dropped.id, kinship="anh")
    account = a_colleague("citizen", login="an.cu", scope_kind=ScopeKind.SELF, person_id=dropped.id)
    before = stand_of((kept.id, dropped.id))
    merge_id = merged(officer, kept, dropped)
    assert Vaccination.objects.filter(person=kept.id).count() == 2
    assert Visit.objects.filter(person_id=kept.id).count() >= 3
    assert not Vaccination.objects.filter(person=dropped.id).exists()
    assert sorted(identity_of(SYSTEM, kept.id).phones) == ["+84912345678", "+84912345679"]
    assert not Account.objects.get(pk=account.pk).is_active
    assert services.undo_merge(actor=officer, merge_id=merge_id) == dropped.id
    assert stand_of((kept.id, dropped.id)) == before
    assert identity_of(SYSTEM, dropped.id) == dropped
    assert not Merge.objects.exists()


def test_the_dropped_entry_is_found_by_nobody_while_it_can_be_undone(officer, kept, dropped):
    merged(officer, kept, dropped)
    found = find_people(officer, reason="tìm người để thử", name="Nguyễn Văn An", birth=dropped.birth)
    assert [one.person_id for one in found] == [kept.id]
    with pytest.raises(PersonNotFound):
        identity_of(officer, dropped.id)


def test_codes_of_the_dropped_entry_end_and_the_restored_person_gets_a_new_one(officer, kept, dropped):
    of_kept, of_dropped = (
        issue_personal_code(actor=SYSTEM, subject=head_of(one)).text for one in (kept, dropped)
    )
    merge_id = merged(officer, kept, dropped)
    reasons = [judge(text=text, at=clock.now()).reason for text in (of_kept, of_dropped)]
    assert reasons == [Reason.OK, Reason.REVOKED]
    services.undo_merge(actor=officer, merge_id=merge_id)
    # What was revoked never comes back (lesson L8).
    assert judge(text=of_dropped, at=clock.now()).reason is Reason.REVOKED
    [new] = IssuedCode.objects.filter(qid=dropped.qid, revoked_at=None)
    assert judge(text=new.text, at=clock.now()).reason is Reason.OK


def test_colours_follow_the_records_there_and_back(officer, kept, dropped):
    a_dose(dropped.id, date(2021, 9, 1))
    merge_id = merged(officer, kept, dropped)
    assert {row.person_id: row.doses_valid for row in Pass.objects.filter(person_id__in=[kept.id, dropped.id])} == {
        kept.id: 1, dropped.id: 0,
    }  # fmt: skip
    services.undo_merge(actor=officer, merge_id=merge_id)
    assert Pass.objects.get(person_id=kept.id).doses_valid == 0
    assert Pass.objects.get(person_id=dropped.id).doses_valid == 1


def test_what_was_changed_since_stays_and_what_came_since_stays_with_the_kept_one(officer, kept, dropped):
    a_dose(dropped.id, date(2021, 9, 1))
    merge_id = merged(officer, kept, dropped)
    change_person(actor=SYSTEM, person_id=kept.id, change=PersonChange(address="9 Hàm Nghi"))
    add_phone(actor=SYSTEM, person_id=kept.id, number="0912000111")
    a_dose(kept.id, date(2021, 10, 1), dose_number=2)
    services.undo_merge(actor=officer, merge_id=merge_id)
    view = identity_of(SYSTEM, kept.id)
    assert (view.address, view.phones) == ("9 Hàm Nghi", ("+84912345678", "+84912000111"))
    assert [row.given_on for row in Vaccination.objects.filter(person=kept.id)] == [date(2021, 10, 1)]
    assert [row.given_on for row in Vaccination.objects.filter(person=dropped.id)] == [date(2021, 9, 1)]


KINDS = ("dose", "test", "declaration", "visit", "phone", "child", "contested")


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.booleans()), max_size=6))
def test_any_small_pair_of_entries_is_restored_exactly(officer, home, things):
    one = a_person("Trần Thị Mai", date(1985, 3, 4), ward_id=home)
    two = a_person("Trần Mai", date(1985, 3, 4), ward_id=home)
    equipped = an_equipped_place()
    for number, (kind, is_first) in enumerate(things):
        _add(kind, one if is_first else two, equipped, number)
    before = stand_of((one.id, two.id))
    services.undo_merge(actor=officer, merge_id=merged(officer, one, two))
    assert stand_of((one.id, two.id)) == before


def _add(kind, person, equipped, number) -> None:
    now = clock.now()
    match kind:
        case "dose":
            a_dose(person.id, date(2021, 1 + number, 1), dose_number=number + 1)
        case "test":
            a_test(person.id, now - timedelta(hours=number + 1))
        case "declaration":
            a_declaration(person.id)
        case "visit":
            open_days_around(clock.today())
            a_gates_visit(person.id, equipped, now - timedelta(minutes=number))
        case "phone":
            add_phone(actor=SYSTEM, person_id=person.id, number=f"09123400{number:02}")
        case "child":
            child = a_person(f"Bé {'Abcdefg'[number]}", date(2019, 1, 1))
            add_dependant(actor=SYSTEM, guardian_id=person.id, person_id=child.id, kinship="con")
        case _:
            change_person(actor=SYSTEM, person_id=person.id, change=PersonChange(address=f"{number} Lê Lợi"))


def test_a_row_that_nobody_touched_goes_back_and_a_column_changed_since_stays():
    before = {"t": {"1": {"id": 1, "person": 2, "note": "a", "updated_at": 1}}}
    after = {"t": {"1": {"id": 1, "person": 1, "note": "a", "updated_at": 2}}}
    now = {"t": {"1": {"id": 1, "person": 1, "note": "b", "updated_at": 3}}}
    assert plan_of(Photograph(before, after), after)["t"].change == [
        (before["t"]["1"], ["person", "updated_at"])
    ]
    assert plan_of(Photograph(before, after), now)["t"].change == [(before["t"]["1"], ["person"])]


def test_a_merge_is_undone_on_its_last_second_and_not_after(officer, kept, dropped):
    merge_id = merged(officer, kept, dropped)
    end = merge_for(officer, merge_id).undo_until
    with time_machine.travel(end, tick=False):
        with pytest.raises(MergeOver):
            services.undo_merge(actor=officer, merge_id=merge_id)
        assert services.finish_merges(now=end) == 1
        assert services.finish_merges(now=end) == 0
    assert not Person.objects.filter(pk=dropped.id).exists()
    assert not Merge.objects.exists()


def test_nothing_is_finished_a_second_before(officer, kept, dropped):
    merge_id = merged(officer, kept, dropped)
    end = merge_for(officer, merge_id).undo_until
    assert end - merge_for(officer, merge_id).merged_at == MERGE_UNDO_FOR
    last = end - timedelta(seconds=1)
    assert services.finish_merges(now=last) == 0
    with time_machine.travel(last, tick=False):
        services.undo_merge(actor=officer, merge_id=merge_id)
    assert identity_of(SYSTEM, dropped.id) == dropped


def test_erasing_the_kept_one_erases_the_shell_and_the_photograph(officer, kept, dropped):
    merged(officer, kept, dropped)
    erase_person(actor=SYSTEM, person_id=kept.id, ground=ErasureGround.OWN_REQUEST)
    assert not Person.objects.filter(pk__in=[kept.id, dropped.id]).exists()
    assert not Merge.objects.exists()


def test_a_form_sent_twice_merges_once(officer, kept, dropped):
    merge_id = merged(officer, kept, dropped)
    merged(officer, kept, dropped, merge_id=merge_id)
    assert Merge.objects.count() == 1


def test_what_could_not_be_undone_in_any_order_is_refused(officer, home, kept, dropped):
    merged(officer, kept, dropped)
    third = a_person("Nguyễn An", ward_id=home)
    with pytest.raises(AlreadyMerged):
        merged(officer, third, kept)


@pytest.mark.parametrize("because", ["", "abc", "x" * 151])
def test_a_merge_needs_a_reason(officer, kept, dropped, because):
    with pytest.raises(MergeUnclear):
        merged(officer, kept, dropped, because)


def test_nobody_is_merged_with_himself(officer, kept):
    with pytest.raises(MergeImpossible):
        merged(officer, kept, kept)


def test_another_ward_neither_merges_nor_sees_nor_undoes(officer, kept, dropped):
    stranger = officer_of(ward("25747").id)
    with pytest.raises(PersonNotFound):
        merged(stranger, kept, dropped)
    merge_id = merged(officer, kept, dropped)
    for act in (
        lambda: merge_for(stranger, merge_id),
        lambda: services.undo_merge(actor=stranger, merge_id=merge_id),
        lambda: merge_for(officer, uuid7()),
    ):
        with pytest.raises(MergeNotFound):
            act()
    with pytest.raises(PersonNotFound):
        would_move(stranger, kept.id)


def test_nobody_merges_their_own_entries(home, kept, dropped):
    from dataclasses import replace

    own = replace(officer_of(home), person_id=kept.id)
    with pytest.raises(OwnCase):
        merged(own, kept, dropped)


def test_the_preview_counts_what_would_move(officer, kept, dropped):
    a_dose(dropped.id, date(2021, 9, 1))
    counts = {title.en: count for title, count in would_move(officer, dropped.id)}
    assert counts["Health records"] == 1
    merge_id = merged(officer, kept, dropped)
    assert {title.en: count for title, count in merge_for(officer, merge_id).moved} == counts
    assert [one.id for one in merges_into(officer, kept.id)] == [merge_id]
    assert Birth(date(1990, 2, 1)) == kept.birth
