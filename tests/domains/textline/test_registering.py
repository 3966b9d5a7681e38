"""Somebody without a smartphone registers by SMS; the ward sees a paper and completes it; the code comes by SMS."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from antoan.domains.codes.queries import qid_of_short_code
from antoan.domains.messaging.models import Message
from antoan.domains.people.queries import identity_of, speakers_on
from antoan.domains.people.services import erase_person, merge_person, register_person
from antoan.domains.people.values import Birth, DocumentKind, ErasureGround, Gender, NewPerson, Paper
from antoan.domains.textline.errors import ApplicationClosed, ApplicationNotFound, ReasonMissing
from antoan.domains.textline.models import Application
from antoan.domains.textline.queries import open_application, open_applications
from antoan.domains.textline.services import (
    assign_ward,
    close_application,
    close_forgotten,
    complete_application,
)
from antoan.domains.textline.services.applying import KEEP_OPEN, OPEN_PER_NUMBER_MAX
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY, ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.areas import the_areas, ward
from tests.factories.people import a_person
from tests.factories.sms import GRANNYS, OTHERS, answered, answers, send_us, somebody_on
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
APPLIED = "Da nhan dang ky. Can bo phuong se goi so nay. Hay chuan bi CCCD hoac giay khai sinh."


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(datetime(2026, 11, 22, 3, tzinfo=UTC), tick=False) as travelled:
        the_areas()
        yield travelled


def officer(ward_id: int):
    return someone_as("ward_officer", ScopeKind.AREA, ward_id)


def granny(ward_id: int) -> NewPerson:
    paper = Paper(DocumentKind.CCCD, "079150001234")
    return NewPerson("Trần Thị Bảy", Birth(date(1950, 3, 4)), Gender.FEMALE, (paper,), ward_id=ward_id)


def test_whoever_registers_is_told_the_same_whoever_it_is():
    somebody_on(OTHERS)
    told = {
        answered("DK Trần Thị Bảy, 1950, Sài Gòn", number) for number in (GRANNYS, OTHERS, "+84909090909")
    }
    assert told == {APPLIED}


def test_a_registration_without_a_name_is_told_how_to_write_one():
    assert answered("DK").startswith("De dang ky, nhan: DK ho ten, nam sinh, phuong.")
    assert answered("DK 1950").startswith("De dang ky")
    assert not Application.objects.exists()


def test_the_ward_named_last_gets_it_whatever_the_marks():
    home = ward("26740")
    send_us("DK Tran Thi Bay 1950 P. Sai Gon")
    send_us("DK Lê Văn Tám, 1948, phường SÀI GÒN", OTHERS)
    assert [one.ward_id for one in open_applications(SYSTEM)] == [home.id, home.id]


def test_granny_is_registered_by_her_ward_and_her_code_comes_by_sms():
    home = ward("26740")
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    (waiting,) = open_applications(officer(home.id))
    assert (waiting.number, waiting.words) == (GRANNYS, "Trần Thị Bảy, 1950, Sài Gòn")
    person = complete_application(actor=officer(home.id), application_id=waiting.id, person=granny(home.id))
    told = answers()[-1]
    assert told.startswith("Dang ky xong cho T.T. Bay. Ma ngan: ")
    code = told.split("Ma ngan: ")[1][:11]
    assert qid_of_short_code(actor=SYSTEM, typed=code, scope=CITY) == person.qid
    assert [one.person_id for one in speakers_on(GRANNYS)] == [person.id]
    assert code in answered("MA")
    row = Application.objects.get()
    assert (row.state, row.number, row.words, row.person_id) == ("completed", "", "", person.id)


def test_somebody_known_already_gets_the_number_added():
    home = ward("26740")
    known = register_person(actor=SYSTEM, person=granny(home.id))
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    (waiting,) = open_applications(officer(home.id))
    person = complete_application(actor=officer(home.id), application_id=waiting.id, person=granny(home.id))
    assert person.id == known.id
    assert identity_of(SYSTEM, known.id).phones == (GRANNYS,)


def test_a_registration_is_completed_once():
    home = ward("26740")
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    (waiting,) = open_applications(officer(home.id))
    complete_application(actor=officer(home.id), application_id=waiting.id, person=granny(home.id))
    with pytest.raises(ApplicationClosed):
        complete_application(actor=officer(home.id), application_id=waiting.id, person=granny(home.id))


def test_another_ward_sees_nothing_and_cannot_tell_it_from_nothing():
    home, elsewhere = ward("26740"), ward("25747")
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    assert open_applications(officer(elsewhere.id)) == []
    number = Application.objects.get().pk
    for application_id in (number, 987_654):
        with pytest.raises(ApplicationNotFound):
            open_application(officer(elsewhere.id), application_id)
        with pytest.raises(ApplicationNotFound):
            complete_application(
                actor=officer(elsewhere.id), application_id=application_id, person=granny(home.id)
            )
    with pytest.raises(Forbidden):
        open_applications(someone_as("tracer", ScopeKind.CITY))


def test_what_names_no_ward_is_handed_on_by_the_city_which_cannot_complete_it():
    home = ward("26740")
    city = someone_as("city_health", ScopeKind.CITY)
    send_us("DK Trần Thị Bảy, 1950")
    assert open_applications(officer(home.id)) == []
    (waiting,) = open_applications(city)
    with pytest.raises(ApplicationNotFound):
        complete_application(actor=city, application_id=waiting.id, person=granny(home.id))
    assign_ward(actor=city, application_id=waiting.id, ward_id=home.id)
    assert [one.id for one in open_applications(officer(home.id))] == [waiting.id]
    with pytest.raises(Forbidden):
        assign_ward(actor=officer(home.id), application_id=waiting.id, ward_id=home.id)


def test_a_household_registers_on_one_number_and_a_repetition_changes_nothing():
    for text in ("DK Trần Thị Bảy, 1950", "dk tran thi  bay, 1950", "DK Lê Văn Tám, 1948"):
        assert answered(text) == APPLIED
    assert Application.objects.count() == 2


def test_past_the_bound_nothing_is_kept_and_the_answer_stays():
    for number in range(OPEN_PER_NUMBER_MAX + 2):
        assert answered(f"DK Trần Thị Bảy, 19{50 + number}") == APPLIED
    assert Application.objects.count() == OPEN_PER_NUMBER_MAX


def test_one_that_leads_nowhere_is_closed_with_a_reason_and_forgotten():
    home = ward("26740")
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    (waiting,) = open_applications(officer(home.id))
    with pytest.raises(ReasonMissing):
        close_application(actor=officer(home.id), application_id=waiting.id, because=" ")
    close_application(actor=officer(home.id), application_id=waiting.id, because="gọi ba lần không ai nghe")
    row = Application.objects.get()
    assert (row.state, row.number, row.words) == ("closed", "", "")
    assert TrailEntry.objects.filter(action="textline.close").get().purpose == "gọi ba lần không ai nghe"


def test_what_nobody_completed_in_two_months_is_forgotten(at):
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    at.shift(KEEP_OPEN)
    assert close_forgotten(clock.now()) == 0
    at.shift(1)
    assert close_forgotten(clock.now()) == 1
    assert Application.objects.get().words == ""


def test_an_erased_person_leaves_no_registration():
    home = ward("26740")
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    (waiting,) = open_applications(officer(home.id))
    person = complete_application(actor=officer(home.id), application_id=waiting.id, person=granny(home.id))
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert not Application.objects.exists()
    assert not Message.objects.exists()


def test_a_registration_follows_its_person_when_two_entries_become_one():
    home = ward("26740")
    send_us("DK Trần Thị Bảy, 1950, Sài Gòn")
    (waiting,) = open_applications(SYSTEM)
    twice = complete_application(actor=officer(home.id), application_id=waiting.id, person=granny(home.id))
    kept = a_person("Trần Thị Bảy", date(1950, 3, 4))
    merge_person(actor=SYSTEM, kept_id=kept.id, dropped_id=twice.id)
    assert Application.objects.get().person_id == kept.id
    assert [one.person_id for one in speakers_on(GRANNYS)] == [kept.id]
    assert answered("MA") == "Chua co ma. Mang giay to toi phuong de duoc cap ma."
