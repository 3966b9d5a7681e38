"""Everybody can read who looked at their data, by office and never by name."""

from datetime import timedelta

import pytest

from antoan.domains.declarations.queries import declarations_about
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import identity_of
from antoan.domains.people.services import add_dependant
from antoan.domains.privacy import queries
from antoan.domains.privacy.queries import looks as looks_module
from antoan.domains.records.queries import records_of_person
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Grant
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import end_grant
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.audit.services import verify_chain
from antoan.kit import clock
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.people import a_person, citizen

pytestmark = pytest.mark.django_db
NAME = "Ngô Thị Xem"


@pytest.fixture
def an():
    return a_person(ward_id=ward().id)


@pytest.fixture
def colleague():
    return a_colleague("ward_officer", name=NAME, scope_kind=ScopeKind.AREA, scope_id=ward().id)


def seen(person) -> list[tuple[str, str]]:
    page = queries.looks_at(citizen(person.id), person.id)
    return [(look.action, look.office.role if look.office else "") for look in page.looks]


def test_a_reading_is_told_by_office_with_its_purpose(an, colleague):
    identity_of(actor_for(colleague), an.id, purpose="correction")
    [look] = queries.looks_at(citizen(an.id), an.id).looks
    assert (look.action, look.purpose, look.kind) == ("people.identity.read", "correction", "read")
    assert (look.office.role, look.office.scope_id) == ("ward_officer", ward().id)
    assert not look.is_system
    assert NAME not in repr(look)


def test_ones_own_reading_does_not_bury_that_of_others(an, colleague):
    account = a_colleague("citizen", login="dan.an", scope_kind=ScopeKind.SELF, person_id=an.id)
    own = actor_for(account)
    for _ in range(3):
        records_of_person(own, an.id)
    identity_of(actor_for(colleague), an.id)
    identity_of(SYSTEM, an.id)
    looks = queries.looks_at(own, an.id).looks
    read = [look for look in looks if look.kind == "read"]
    assert [(look.is_system, bool(look.office)) for look in read] == [(True, False), (False, True)]


def test_the_office_is_the_one_held_then_though_it_ended_since(an, colleague):
    identity_of(actor_for(colleague), an.id)
    end_grant(actor=SYSTEM, grant_id=Grant.objects.get(account=colleague).pk, at=clock.now())
    assert seen(an)[0][1] == "ward_officer"


def test_an_account_without_any_grant_has_no_office_to_tell(an, colleague):
    identity_of(actor_for(colleague), an.id)
    Grant.objects.all().delete()
    assert seen(an) == [("people.identity.read", "")]


def test_pages_follow_one_another_without_a_gap(an, colleague, monkeypatch):
    monkeypatch.setattr(looks_module, "PAGE_LOOKS", 2)
    for _ in range(5):
        identity_of(actor_for(colleague), an.id)
    found, before = [], None
    for _ in range(3):
        page = queries.looks_at(citizen(an.id), an.id, before=before)
        found += [look.id for look in page.looks]
        before = page.before
    assert len(found) == len(set(found)) == 5
    assert found == sorted(found, reverse=True)
    assert before is None


def test_nobody_reads_who_looked_at_somebody_else_but_a_guardian(an, colleague):
    identity_of(actor_for(colleague), an.id)
    other = a_person("Trần Văn Bình")
    with pytest.raises(PersonNotFound):
        queries.looks_at(citizen(other.id), an.id)
    add_dependant(actor=SYSTEM, guardian_id=other.id, person_id=an.id, kinship="anh")
    assert len(queries.looks_at(citizen(other.id), an.id).looks) == 1


def test_one_entry_is_found_only_by_whom_it_is_about(an, colleague):
    declarations_about(SYSTEM, an.id)
    entry = TrailEntry.objects.get(person_id=an.id)
    other = a_person("Trần Văn Bình")
    assert queries.look_for(citizen(an.id), an.id, entry.pk).id == entry.pk
    assert queries.look_for(citizen(other.id), other.id, entry.pk) is None
    assert queries.look_for(citizen(an.id), an.id, entry.pk + 100) is None


@pytest.mark.django_db(transaction=True)
def test_reading_looks_leaves_the_trail_whole(an, colleague):
    identity_of(actor_for(colleague), an.id)
    queries.looks_at(citizen(an.id), an.id)
    assert verify_chain().is_whole
    assert TrailEntry.objects.latest("id").at <= clock.now() + timedelta(seconds=1)
