"""People declare their health; what others declare for them waits (lesson L16)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from antoan.domains.declarations import queries, services
from antoan.domains.declarations.errors import (
    DeclarationAnnulled,
    DeclarationNotFound,
    DeclarationOutOfTime,
    DeclarationTaken,
)
from antoan.domains.declarations.models import Declaration
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people import services as people
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.records.models import Infection
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.declarations import ALL_NO, FEVER, a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.units import someone_as

NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
FIRST, SECOND = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True)
def _in_october_2021():
    with time_machine.travel(NOW, tick=False):
        yield


def declare(actor, person, answers=None, declaration_id=FIRST, at=NOW, **known):
    return a_declaration(person.id, answers, actor=actor, id=declaration_id, at=at, **known)


def risk(person):
    stored = stored_passes([person.id])[person.id]
    return stored.declared_at, stored.declaration_risk


@pytest.mark.django_db
def test_one_s_own_declaration_counts_at_once_and_sent_twice_is_one():
    person = a_person()
    views = [declare(citizen(person.id), person, FEVER) for _ in range(2)]
    assert views[0] == views[1]
    assert (views[0].is_confirmed, risk(person), Declaration.objects.count()) == (True, (NOW, True), 1)


@pytest.mark.django_db
def test_a_declaration_alone_makes_nobody_a_case():
    person = a_person()
    declare(citizen(person.id), person, FEVER | {"hasPatient": True})
    assert not Infection.objects.exists()
    assert stored_passes([person.id])[person.id].case_active is False


@pytest.mark.django_db
def test_what_a_helper_declares_waits_until_the_person_agrees():
    person = a_person(ward_id=ward().id)
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    assert declare(helper, person, FEVER).is_confirmed is False
    assert risk(person) == (None, None)
    with pytest.raises((Forbidden, DeclarationNotFound)):
        services.confirm_declaration(actor=helper, declaration_id=FIRST)
    for _ in range(2):
        assert services.confirm_declaration(actor=citizen(person.id), declaration_id=FIRST).is_confirmed
    assert risk(person) == (NOW, True)


@pytest.mark.django_db
def test_the_person_strikes_out_what_somebody_declared():
    person = a_person()
    declare(SYSTEM, person, FEVER)
    services.confirm_declaration(actor=SYSTEM, declaration_id=FIRST)
    for _ in range(2):
        assert services.annul_declaration(actor=citizen(person.id), declaration_id=FIRST).is_annulled
    assert risk(person) == (None, None)
    with pytest.raises(DeclarationAnnulled):
        services.confirm_declaration(actor=SYSTEM, declaration_id=FIRST)


@pytest.mark.django_db
def test_a_guardian_s_declaration_counts_at_once():
    mother, child = a_person("Lê Hoa"), a_person("Lê Nam")
    people.add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id, kinship="mẹ")
    assert declare(citizen(mother.id), child).is_confirmed


@pytest.mark.django_db
def test_an_id_belongs_to_one_person():
    one, other = a_person(), a_person()
    declare(citizen(one.id), one)
    with pytest.raises(DeclarationTaken):
        declare(citizen(other.id), other)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("late", "is_fine"),
    [
        (timedelta(minutes=-5), True),
        (timedelta(minutes=-5, seconds=-1), False),
        (timedelta(days=7), True),
        (timedelta(days=7, seconds=1), False),
    ],
)
def test_a_declaration_is_sent_in_time(late, is_fine):
    person = a_person()
    if is_fine:
        assert declare(SYSTEM, person, at=NOW - late).declared_at == NOW - late
        return
    with pytest.raises(DeclarationOutOfTime):
        declare(SYSTEM, person, at=NOW - late)


@pytest.mark.django_db
def test_a_newer_declaration_decides_even_when_it_arrives_first():
    person = a_person()
    declare(citizen(person.id), person, ALL_NO)
    declare(citizen(person.id), person, FEVER, SECOND, NOW - timedelta(days=2))
    assert risk(person) == (NOW, False)


@pytest.mark.django_db
def test_nobody_declares_for_or_reads_about_somebody_out_of_reach():
    person = a_person(ward_id=ward("26743").id)
    declare(SYSTEM, person)
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    officer = someone_as("ward_officer", ScopeKind.AREA, ward().id)
    for actor in (helper, officer, citizen(a_person().id), STRANGER):
        with pytest.raises(PersonNotFound):
            declare(actor, person, declaration_id=SECOND)
        with pytest.raises(PersonNotFound):
            queries.declarations_about(actor, person.id)
        with pytest.raises(DeclarationNotFound):
            services.annul_declaration(actor=actor, declaration_id=FIRST)
    with pytest.raises(DeclarationNotFound):
        services.annul_declaration(actor=SYSTEM, declaration_id=UUID(int=404))


@pytest.mark.django_db
def test_a_person_sees_all_that_was_declared_about_him():
    person = a_person()
    declare(SYSTEM, person)
    found = queries.declarations_about(citizen(person.id), person.id)
    assert [(view.id, view.is_confirmed) for view in found] == [(FIRST, False)]
