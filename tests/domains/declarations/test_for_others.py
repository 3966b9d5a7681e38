"""Declared for somebody else: it waits until that person answers the message, and nobody learns who exists."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache

from antoan.domains.codes import short
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.services import issue_personal_code, revoke_codes
from antoan.domains.declarations import queries, services
from antoan.domains.declarations.errors import AnswersWrong, DeclarationNotFound, TooManyForOthers
from antoan.domains.declarations.models import Confirmation, Declaration
from antoan.domains.declarations.rules import (
    DECLARATIONS_FOR_OTHERS_DAY_MAX,
    DECLARATIONS_PER_PERSON_DAY_MAX,
    counts_at_once,
    is_minor,
)
from antoan.domains.declarations.values import Authorship, Channel, Standing, Verification
from antoan.domains.messaging.models import Message
from antoan.domains.monitoring.models import Task
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people import services as people
from antoan.domains.people.heads import head_of
from antoan.domains.people.values import ErasureGround
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.history import history
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.declarations import FEVER, a_declaration, new_declaration
from tests.factories.people import a_person, citizen
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
HELPER = Authorship(channel=Channel.STAFF, verified_by=Verification.HELPER)
PHONE = "+84912777555"


@pytest.fixture(autouse=True)
def _in_october_2021():
    cache.clear()
    SigningRing.create_missing(Path(settings.DATA), today=date(2021, 10, 1))
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def neighbour():
    return a_person("Lê Hàng Xóm")


@pytest.fixture
def an():
    return a_person(phones=(PHONE,), ward_id=ward().id)


def code_of(person):
    return issue_personal_code(actor=SYSTEM, subject=head_of(person))


def declare_by_code(actor, code, answers=None, **known):
    declaration = new_declaration(0, answers, **known)
    return services.declare_by_code(actor=actor, code=code, declaration=declaration)


def sent_code():
    """Return the code in the last message that was sent."""
    message = Message.objects.latest("id")
    return re.search(r"/declare/confirm/(\w+)/", message.text)[1]


def fact(person):
    return stored_passes([person.id])[person.id].declaration_risk


@pytest.mark.parametrize("which", ["short", "shown", "signed"])
def test_a_neighbour_declares_with_the_person_s_code_and_it_waits(neighbour, an, which):
    issued = code_of(an)
    shown = {
        "short": issued.short_code,
        "shown": short.show(issued.short_code).lower(),
        "signed": issued.text,
    }
    assert declare_by_code(citizen(neighbour.id), shown[which], FEVER).is_risky
    row = Declaration.objects.get()
    assert (row.person_id, row.declared_by_person_id, row.confirmed_at) == (an.id, neighbour.id, None)
    assert fact(an) is None
    assert Task.objects.get().kind == "risky_declaration"  # The ward calls all the same.


def test_the_answer_is_the_same_for_a_code_of_nobody(neighbour, an):
    issued = code_of(an)
    binh = a_person("Trần Bình")
    revoked = code_of(binh)
    revoke_codes(actor=SYSTEM, qid=binh.qid, because="mất thẻ")
    nobodys = [
        short.new(),
        issued.text.replace("NGUYEN", "NGUYENN"),
        "gì đó",
        an.qid,
        an.documents[0].number,
        revoked.text,
        revoked.short_code,
    ]
    expected = declare_by_code(citizen(neighbour.id), issued.short_code, FEVER)
    assert [declare_by_code(citizen(neighbour.id), code, FEVER) for code in nobodys] == [expected] * len(
        nobodys
    )
    assert Declaration.objects.count() == 1


def test_nobody_without_the_right_declares_by_a_code(an):
    with pytest.raises(Forbidden):
        declare_by_code(STRANGER, code_of(an).short_code)


def test_wrong_answers_are_told_before_anybody_is_looked_for(neighbour):
    with pytest.raises(AnswersWrong):
        declare_by_code(citizen(neighbour.id), short.new(), {"showSignal": True})


def test_guessing_codes_ends_after_the_day_s_bound_and_begins_anew_tomorrow(neighbour):
    me = citizen(neighbour.id)
    for _ in range(DECLARATIONS_FOR_OTHERS_DAY_MAX):
        declare_by_code(me, short.new())
    with pytest.raises(TooManyForOthers):
        declare_by_code(me, short.new())
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        declare_by_code(me, short.new())


def test_whoever_works_for_the_city_is_not_bound(an):
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    for _ in range(DECLARATIONS_FOR_OTHERS_DAY_MAX + 1):
        declare_by_code(helper, short.new(), author=HELPER)


def test_nobody_is_flooded_with_declarations(neighbour, an):
    code = code_of(an).short_code
    for number in range(DECLARATIONS_PER_PERSON_DAY_MAX):
        a_declaration(an.id, actor=citizen(an.id), id=UUID(int=number + 1))
    declare_by_code(citizen(neighbour.id), code)
    assert Declaration.objects.count() == DECLARATIONS_PER_PERSON_DAY_MAX


def test_the_person_gets_a_link_that_tells_nothing_of_the_answers(neighbour, an):
    declare_by_code(citizen(neighbour.id), code_of(an).short_code, FEVER)
    deliver_waiting()
    message = Message.objects.get(template="declarations.confirm")
    assert (message.number, message.person_id, message.parts) == (PHONE, an.id, 1)
    assert not re.search("sot|An Nguyen|risk|nguy co", message.text, re.IGNORECASE)
    deliver_waiting()
    assert Message.objects.filter(template="declarations.confirm").count() == 1
    assert sent_code() not in str(list(Confirmation.objects.values()))


def test_with_the_link_the_person_agrees_and_then_it_counts(neighbour, an):
    declare_by_code(citizen(neighbour.id), code_of(an).short_code, FEVER)
    deliver_waiting()
    seen = queries.declaration_by_code(sent_code(), clock.now())
    assert "showSignal" in seen.answers
    assert "showSignalNote" not in seen.answers  # Phones are shared: words are for the person alone.
    for _ in range(2):
        assert services.answer_by_code(code=sent_code(), is_true=True).standing is Standing.COUNTS
    assert fact(an) is True
    assert TrailEntry.objects.filter(action="declarations.confirm", person_id=an.id).count() == 1


def test_with_the_link_the_person_contests_and_the_ward_s_task_ends(neighbour, an):
    declare_by_code(citizen(neighbour.id), code_of(an).short_code, FEVER)
    deliver_waiting()
    assert services.answer_by_code(code=sent_code(), is_true=False).is_annulled
    assert fact(an) is None
    task = Task.objects.get()
    assert (task.state, task.outcome) == ("closed", "settled")


def test_a_code_ends_after_three_days_and_a_wrong_one_is_as_one_that_ended(neighbour, an):
    declare_by_code(citizen(neighbour.id), code_of(an).short_code)
    deliver_waiting()
    code = sent_code()
    with time_machine.travel(NOW + timedelta(days=3) - timedelta(seconds=1), tick=False):
        queries.declaration_by_code(code, clock.now())
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        errors = set()
        for tried in (code, "WRONG", "", "x" * 5000):
            with pytest.raises(DeclarationNotFound) as caught:
                services.answer_by_code(code=tried, is_true=True)
            errors.add((caught.value.code, caught.value.message))
        assert len(errors) == 1


def test_one_number_gets_at_most_five_questions_a_day(neighbour, an):
    code = code_of(an).short_code
    for _ in range(7):
        declare_by_code(citizen(neighbour.id), code)
    deliver_waiting()
    assert Message.objects.filter(template="declarations.confirm").count() == 5
    assert Declaration.objects.count() == 7


def test_somebody_without_a_phone_is_asked_on_the_own_page_only(neighbour):
    person = a_person()
    declare_by_code(citizen(neighbour.id), code_of(person).short_code)
    deliver_waiting()
    assert not Message.objects.exists()
    (seen,) = queries.declarations_about(citizen(person.id), person.id)
    assert seen.standing is Standing.WAITS


def test_a_guardian_is_asked_about_a_child_for_whom_a_neighbour_declared(neighbour):
    mother, child = a_person("Lê Hoa", phones=("+84911222333",)), a_person("Lê Nam", date(2015, 1, 1))
    people.add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id, kinship="mẹ")
    declare_by_code(citizen(neighbour.id), code_of(child).short_code)
    deliver_waiting()
    assert Message.objects.get().number == "+84911222333"
    declare_by_code(citizen(mother.id), code_of(child).short_code)
    assert Declaration.objects.get(declared_by_person_id=mother.id).confirmed_at == NOW


@pytest.mark.parametrize(
    ("known", "counts"),
    [
        ({}, False),
        ({"is_own": True}, True),
        ({"is_own_code_shown": True}, True),
        ({"is_minor": True}, False),
        ({"is_minor": True, "verified_by": Verification.GATE}, True),
        ({"verified_by": Verification.STAFF}, False),
    ],
)
def test_when_nobody_has_to_agree(known, counts):
    usual = {"is_own": False, "is_own_code_shown": False, "is_minor": False, "verified_by": Verification.OTP}
    assert counts_at_once(**usual | known) is counts


@pytest.mark.parametrize(
    ("born", "on", "minor"),
    [
        (date(2003, 10, 20), date(2021, 10, 19), True),
        (date(2003, 10, 20), date(2021, 10, 20), False),
        (date(2004, 2, 29), date(2022, 2, 28), True),
        (date(2004, 2, 29), date(2022, 3, 1), False),
    ],
)
def test_somebody_is_of_age_from_the_eighteenth_birthday_on(born, on, minor):
    assert is_minor(born, on) is minor


def test_what_staff_declare_for_a_minor_counts_and_for_an_adult_waits():
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    child, adult = a_person("Bé", date(2015, 1, 1), ward_id=ward().id), a_person(ward_id=ward().id)
    assert a_declaration(child.id, actor=helper, author=HELPER).standing is Standing.COUNTS
    assert a_declaration(adult.id, actor=helper, author=HELPER).standing is Standing.WAITS


def test_it_is_kept_who_declared_by_which_way_and_how_verified(an):
    author = Authorship(channel=Channel.WEB, verified_by=Verification.OTP, session=b"0123456789abcdef")
    a_declaration(an.id, actor=citizen(an.id), author=author, place_id=5)
    row = Declaration.objects.get()
    assert (row.channel, row.verified_by, bytes(row.session), row.place_id) == (
        "web",
        "otp",
        author.session,
        5,
    )
    assert (row.declared_by_account_id, row.declared_by_person_id) == (9, an.id)


def test_former_states_are_kept_and_all_of_it_goes_with_the_person(neighbour, an):
    code = code_of(an).short_code
    declare_by_code(citizen(neighbour.id), code, FEVER)
    deliver_waiting()
    services.answer_by_code(code=sent_code(), is_true=True)
    assert [event.confirmed_at for event in history(Declaration)] == [None]
    people.erase_person(actor=SYSTEM, person_id=neighbour.id, ground=ErasureGround.OWN_REQUEST)
    assert Declaration.objects.get().declared_by_person_id is None
    assert not history(Declaration).filter(declared_by_person_id__isnull=False).exists()
    people.erase_person(actor=SYSTEM, person_id=an.id, ground=ErasureGround.OWN_REQUEST)
    assert not Declaration.objects.exists()
    assert not history(Declaration).exists()
    assert not Confirmation.objects.exists()
