"""People register themselves; who is there already is found with proof, and nobody learns of anybody else (L9, L29)."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import short
from antoan.domains.codes.models import IssuedCode, ShortCode
from antoan.domains.codes.national import HeadUnfit
from antoan.domains.identity.errors import CheckGone, ProofLocked, RegistrationTaken, TooManyRegistrations
from antoan.domains.identity.limits import REGISTRATIONS_PER_NUMBER_DAY_MAX
from antoan.domains.identity.models import Registration, Resemblance
from antoan.domains.identity.queries import registration_of
from antoan.domains.identity.rules.matching import judge
from antoan.domains.identity.services import handing, prove_person, settle_due
from antoan.domains.identity.values import CaseState, Standing
from antoan.domains.messaging.models import Message
from antoan.domains.people import queries
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.matching import BirthLikeness, Confidence, Match, SamePerson
from antoan.domains.people.models import Document, Person
from antoan.domains.people.names import NameLikeness
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.values import Birth, Gender
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.sealed import blind_index
from antoan.kit import clock
from tests.factories.areas import ward
from tests.factories.identity import NUMBER, a_new_person, a_verified_phone, registered
from tests.factories.people import a_cccd, a_person, citizen

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
BORN = date(1990, 5, 17)


@pytest.fixture(autouse=True)
def travelled():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_a_new_person_is_registered_with_a_proven_number_and_may_sign_in_with_it():
    here = ward()
    paper = a_cccd()
    check = a_verified_phone()
    outcome = registered(
        check, a_new_person("Đỗ Nguyệt Ánh", Birth(BORN), paper, gender=Gender.FEMALE, ward_id=here.id)
    )
    person = person_view(outcome.person_id)
    assert (person.full_name, person.birth, person.documents, person.phones, person.ward_id) == (
        "Đỗ Nguyệt Ánh", Birth(BORN), (paper,), ("+84912345678",), here.id,
    )  # fmt: skip
    assert not outcome.is_known
    assert prove_person(check_id=check, person_id=person.id, answer="").person_id == person.id


def test_a_number_that_was_not_proven_registers_nobody():
    with pytest.raises(CheckGone):
        registered(None, a_new_person())
    assert not Person.objects.exists()


def test_the_same_form_sent_twice_is_one_registration():
    check, form = a_verified_phone(), uuid4()
    first = registered(check, a_new_person(), form)
    assert registered(check, a_new_person(), form) == first
    assert Person.objects.count() == 1


def test_somebody_elses_form_is_not_taken_over(travelled):
    form = uuid4()
    registered(a_verified_phone(), a_new_person(), form)
    with pytest.raises(RegistrationTaken):
        registered(a_verified_phone("0987654321"), a_new_person("Lê Văn Ba"), form)


def test_registering_again_leads_to_the_entry_that_is_there():
    check = a_verified_phone()
    first = registered(check, a_new_person())
    again = registered(check, a_new_person("NGUYEN VAN AN"))
    assert (again.person_id, again.is_known) == (first.person_id, True)
    assert Person.objects.count() == 1


def test_somebody_whom_a_clinic_knows_by_this_number_is_found_again():
    known = a_person("Nguyễn Văn An", BORN, phones=(NUMBER,))
    outcome = registered(a_verified_phone(), a_new_person("Nguyen Van An", Birth(BORN), known.documents[0]))
    assert (outcome.person_id, outcome.is_known) == (known.id, True)
    assert not Registration.objects.exists()


def test_knowing_everything_of_somebody_does_not_open_the_entry():
    """Name, birth and paper are printed on a card that others photograph."""
    victim = a_person("Nguyễn Văn An", BORN, phones=("0987654321",))
    outcome = registered(a_verified_phone(), a_new_person("Nguyễn Văn An", Birth(BORN), victim.documents[0]))
    assert outcome.person_id != victim.id
    assert not outcome.is_known
    case = Registration.objects.get()
    assert (case.confidence, list(case.resemblances.values_list("person_id", flat=True))) == (
        Confidence.CERTAIN, [victim.id],
    )  # fmt: skip
    assert person_view(victim.id).phones == ("+84987654321",)


def outcome_of(number, paper, name="Nguyễn Văn An"):
    """Return all that somebody sees who registers: the outcome, the own entry, the state."""
    outcome = registered(a_verified_phone(number), a_new_person(name, Birth(BORN), paper))
    actor = citizen(outcome.person_id)
    person = queries.identity_of(actor, outcome.person_id)
    state = registration_of(actor, outcome.person_id)
    return (
        outcome.is_known, person.full_name, person.birth, person.documents, person.phones, person.doubts,
        state.state, state.due_at, state.is_late,
    )  # fmt: skip


def test_who_resembles_nobody_and_who_resembles_somebody_see_the_same():
    """No oracle: a certain match, a strong one, a conflict and none at all get one answer (L9)."""
    held = {kind: a_cccd(year=1990) for kind in ("certain", "conflict")}
    a_person("Nguyễn Văn An", BORN, documents=(held["certain"],))
    a_person("Phạm Thị Bưởi", date(1955, 1, 1), documents=(held["conflict"],), gender=Gender.FEMALE)
    a_person("Hồ Văn Khác", BORN, documents=())
    free = a_cccd(year=1990)
    seen = {
        "certain": outcome_of("0912345601", held["certain"]),
        "conflict": outcome_of("0912345602", held["conflict"]),
        "strong": outcome_of("0912345603", a_cccd(year=1990), "Hồ Văn Khác"),
        "none": outcome_of("0912345604", free, "Quách Tỉnh Không Ai Giống"),
    }
    told = {
        name: (known, doubts, state, due, late)
        for name, (known, _, _, _, _, doubts, state, due, late) in seen.items()
    }
    assert len(set(told.values())) == 1
    assert seen["certain"][3] == (held["certain"],), "the own page shows what was typed, contested or not"
    assert Registration.objects.exclude(confidence=Confidence.NONE).count() == 3


def test_a_contested_paper_still_identifies_its_first_holder_alone():
    victim = a_person("Nguyễn Văn An", BORN)
    registered(a_verified_phone(), a_new_person("Phạm Văn Hai", Birth(date(1970, 1, 1)), victim.documents[0]))
    assert queries.person_id_by_document(victim.documents[0]) == victim.id
    assert Document.objects.filter(is_contested=True).count() == 1


def test_two_who_contest_a_paper_after_one_another_are_both_kept():
    paper = a_cccd()
    a_person("Nguyễn Văn An", BORN, documents=(paper,))
    for number in ("0912345601", "0912345602"):
        registered(a_verified_phone(number), a_new_person("Phạm Văn Hai", Birth(date(1970, 1, 1)), paper))
    assert Document.objects.filter(is_contested=True).count() == 2


def test_namesakes_with_different_papers_are_two_people_and_no_case():
    a_person("Nguyễn Văn An", BORN)
    registered(a_verified_phone(), a_new_person("Nguyễn Văn An", Birth(BORN), a_cccd()))
    assert Registration.objects.get().confidence == Confidence.NONE


def test_twins_on_one_number_are_not_guessed_between():
    for _ in range(2):
        a_person("Nguyễn Văn An", BORN, phones=(NUMBER,), documents=())
    outcome = registered(a_verified_phone(), a_new_person())
    assert not outcome.is_known
    assert Resemblance.objects.count() == 2


def test_whoever_guessed_too_often_is_not_helped_by_the_form():
    victim = a_person("Nguyễn Văn An", BORN, phones=(NUMBER,))
    check = a_verified_phone()
    for _ in range(3):
        with pytest.raises(Exception, match=r"agree|wrong answers"):
            prove_person(check_id=check, person_id=victim.id, answer="1/1")
    assert not registered(check, a_new_person()).is_known


def test_guessing_a_birthday_with_the_form_is_counted_as_guessing():
    victim = a_person("Nguyễn Văn An", BORN, phones=(NUMBER,), documents=())
    check = a_verified_phone()
    for day in (1, 2, 3):
        assert not registered(check, a_new_person("Nguyễn Văn An", Birth(date(1990, 1, day)))).is_known
    assert not registered(check, a_new_person("Nguyễn Văn An", Birth(BORN))).is_known
    with pytest.raises(ProofLocked):
        prove_person(check_id=check, person_id=victim.id, answer="17/5")
    assert TrailEntry.objects.get(action="identity:proof:locked").person_id == victim.id


def test_a_number_registers_a_bounded_number_of_people_a_day(travelled):
    check = a_verified_phone()
    for number in range(REGISTRATIONS_PER_NUMBER_DAY_MAX):
        registered(check, a_new_person(f"Người Thứ {'ABCDEFGHIJ'[number]}", Birth(date(1950 + number, 3, 4))))
    with pytest.raises(TooManyRegistrations):
        registered(check, a_new_person("Người Cuối"))
    travelled.shift(timedelta(days=1, seconds=1))
    registered(a_verified_phone(), a_new_person("Người Cuối"))


def test_nobody_reads_the_state_of_somebody_elses_registration():
    outcome = registered(a_verified_phone(), a_new_person())
    with pytest.raises(PersonNotFound):
        registration_of(citizen(a_person().id), outcome.person_id)


def test_a_registration_that_resembles_nobody_settles_when_it_is_due_and_a_case_is_late(travelled):
    a_person("Nguyễn Văn An", BORN, documents=())
    alone = registered(a_verified_phone("0912345601"), a_new_person("Quách Văn Đơn"))
    doubtful = registered(a_verified_phone("0912345602"), a_new_person())
    due = Registration.objects.get(person=alone.person_id).due_at
    assert due == clock.day_end(date(2026, 11, 25))
    settle_due(now=due - timedelta(seconds=1))
    assert {row.state for row in Registration.objects.all()} == {CaseState.CHECKING}
    settle_due(now=due)
    settle_due(now=due)
    travelled.move_to(due)
    assert registration_of(citizen(alone.person_id), alone.person_id).state is CaseState.SETTLED
    late = registration_of(citizen(doubtful.person_id), doubtful.person_id)
    assert (late.state, late.is_late) == (CaseState.CHECKING, True)


def a_match(confidence, score=0.9, same_document=False):
    return Match(confidence, score, NameLikeness.SAME, BirthLikeness.SAME, same_document, False, False)


found_people = st.lists(
    st.builds(SamePerson, st.integers(1, 9), st.builds(a_match, st.sampled_from(Confidence), st.floats(0, 1), st.booleans())),
    max_size=8,
    unique_by=lambda one: one.person_id,
)  # fmt: skip


@given(found_people, st.sets(st.integers(1, 9)))
def test_nobody_is_taken_for_somebody_whose_number_was_not_proven(found, proven):
    judgement = judge(found, proven=proven)
    if judgement.standing is Standing.KNOWN:
        assert judgement.person_id in proven
    else:
        assert judgement.person_id is None
    assert (judgement.standing is Standing.DOUBTFUL) == bool(judgement.resembling)


@given(found_people)
def test_without_a_proof_nobody_is_known(found):
    assert judge(found, proven=()).standing is not Standing.KNOWN


def texts_to(number: str) -> list[str]:
    said = Message.objects.filter(number_index=blind_index("phone", number)).order_by("pk")
    return [message.text for message in said if message.template in {"identity.registered", "identity.known"}]


def test_whoever_registers_gets_the_short_code_by_sms_at_once_and_once():
    check, form = a_verified_phone(), uuid4()
    for _ in range(2):
        outcome = registered(check, a_new_person("Đỗ Nguyệt Ánh"), form)
    code = ShortCode.objects.get(qid=person_view(outcome.person_id).qid).code
    said = f"Dang ky xong cho D.N. Anh. Ma ngan {short.show(code)}: o cong doc tung chu."
    assert texts_to("+84912345678") == [f"{said} In the QR tai phuong hoac {settings.PUBLIC_URL}/me/paper/"]


def test_whoever_has_a_code_already_is_told_so_and_gets_the_same_one():
    check = a_verified_phone()
    registered(check, a_new_person())
    registered(check, a_new_person())
    first, again = texts_to("+84912345678")
    assert again.startswith("N.V. An da co ma tu truoc. ")
    assert ShortCode.objects.get().code[:4] in first
    assert ShortCode.objects.get().code[:4] in again
    assert IssuedCode.objects.count() == 1


def test_a_name_no_code_can_hold_is_registered_all_the_same(monkeypatch):
    def unfit(**_):
        raise HeadUnfit

    monkeypatch.setattr(handing, "issue_personal_code", unfit)
    assert not registered(a_verified_phone(), a_new_person()).is_known
    assert texts_to("+84912345678") == []
