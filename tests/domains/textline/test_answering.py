"""A person with a plain telephone asks, declares, confirms and chooses by SMS; nobody else learns a thing."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from antoan.domains.codes import short
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.declarations.models import Confirmation, Declaration
from antoan.domains.declarations.values import Authorship, Channel, Verification
from antoan.domains.messaging.alphabet import Alphabet, alphabet_of, parts
from antoan.domains.messaging.models import Incoming, Message
from antoan.domains.messaging.services import queue_message
from antoan.domains.messaging.values import MessageState
from antoan.domains.people.heads import head_of
from antoan.domains.people.services import add_dependant, erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.policy.services import publish_shipped
from antoan.domains.textline.limits import PER_DAY_MAX_OF, PER_HOUR_MAX, WRONG_CODES_PER_DAY_MAX
from antoan.domains.textline.values import Keyword
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.events.models import OutboxEvent
from antoan.foundation.events.outbox import deliver_waiting
from tests.factories.corrections import a_ticket
from tests.factories.declarations import a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.records import a_case, a_dose
from tests.factories.sms import GRANNYS, OTHERS, answered, answers, send_us, somebody_on

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
WRONG = "Ma xac nhan khong dung hoac da het han."


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False) as travelled:
        publish_shipped(actor=SYSTEM)
        yield travelled


def coded(person) -> str:
    return short.show(issue_personal_code(actor=SYSTEM, subject=head_of(person)).short_code)


def test_granny_gets_her_short_code_and_those_of_her_grandchildren():
    granny = somebody_on(name="Trần Thị Bảy")
    child = a_person("Lê Văn Tí", date(2015, 5, 5))
    add_dependant(actor=SYSTEM, guardian_id=granny.id, person_id=child.id, kinship="cháu")
    hers, his = coded(granny), coded(child)
    assert answered("Mã") == f"Ma ngan: T.T. Bay {hers}; L.V. Ti {his}. Doc ma nay o cong."


def test_a_code_that_was_told_is_not_kept_in_the_clear_once_sent():
    coded(somebody_on())
    answered("MA")
    assert Message.objects.get().template == "textline.codes"
    with connection.cursor() as cursor:
        cursor.execute("SELECT messaging_message::text FROM messaging_message")
        assert "Ma ngan" not in cursor.fetchone()[0]


def test_an_unverified_number_is_told_the_same_whether_it_is_somebodys_or_nobodys():
    coded(somebody_on(verified=False))
    told = [answered(text) for text in ("MA", "MAU", "KB OK", "SUA K7M2-9QX")]
    assert set(told) == {
        "So nay chua duoc xac nhan cho ai. Mang giay to toi phuong, hoac nhan: DK ho ten, nam sinh, phuong."
    }
    assert answered("MA", OTHERS) == told[0]
    assert not Declaration.objects.exists()


def test_the_colour_comes_with_its_reason_and_its_end():
    person = somebody_on()
    assert answered("màu").startswith("N.V. An: mau DEN luc 10:00 20/10. ")
    a_dose(person.id, date(2021, 9, 1))
    told = answered("MAU")
    assert told.startswith("N.V. An: mau XANH luc 10:00 20/10")
    assert parts(told) == 1


def test_no_illness_stands_in_the_answer_that_a_family_reads():
    a_case(somebody_on().id, date(2021, 10, 18))
    told = answered("MAU").lower()
    assert "mau do" in told
    assert not any(word in told for word in ("f0", "covid", "duong tinh", "ca benh", "mac benh"))


def test_fine_is_declared_in_two_letters_and_counts_at_once():
    person = somebody_on()
    assert answered("KB OK").startswith("Da ghi N.V. An khoe, luc 10:00 20/10.")
    row = Declaration.objects.get()
    assert (row.person_id, row.questionnaire, row.answers) == (person.id, "short", {"unwell": False})
    assert (row.is_risky, row.channel, row.verified_by, row.confirmed_at) == (False, "sms", "number", NOW)


def test_symptoms_are_declared_in_ones_own_words():
    somebody_on()
    assert "115" in answered("kb sốt, ho từ tối qua")
    row = Declaration.objects.get()
    assert (row.is_risky, row.answers) == (True, {"unwell": True})
    assert json.loads(row.words) == {"unwellNote": "sốt, ho từ tối qua"}


def test_what_is_not_sure_is_asked_again_and_not_recorded():
    somebody_on()
    assert answered("KB không khỏe").startswith("Chua ghi gi.")
    assert answered("KB").startswith("Chua ghi gi.")
    assert not Declaration.objects.exists()


def test_the_same_message_delivered_again_by_the_gateway_is_one_declaration_and_one_answer():
    somebody_on()
    for _ in range(3):
        send_us("KB OK", reference="r-same")
    assert (Declaration.objects.count(), len(answers())) == (1, 1)


def test_three_people_on_one_number_each_get_their_own():
    people = [somebody_on(name=name) for name in ("Nguyễn Văn An", "Lê Thị Bé", "Đỗ Văn Cảnh")]
    assert answered("KB OK") == (
        "So nay dung cho 3 nguoi: 1 N.V. An, 2 L.T. Be, 3 D.V. Canh. Nhan kem so thu tu, vi du KB 1 OK."
    )
    assert "L.T. Be khoe" in answered("KB 2 OK")
    assert Declaration.objects.get().person_id == people[1].id
    assert answered("MAU 3").startswith("D.V. Canh: mau")
    assert answered("MAU 4").startswith("So nay dung cho 3 nguoi")


def test_stop_mutes_all_three_and_asking_still_works(at):
    people = [somebody_on(name=name) for name in ("Nguyễn Văn An", "Lê Thị Bé", "Đỗ Văn Cảnh")]
    assert answered("dừng").startswith("So nay khong nhan tin bao nua")
    for person in people:
        values = {"number": "AB12-CD3"}
        queue_message(
            number=GRANNYS,
            template="corrections.refused",
            values=values,
            key=f"k{person.id}",
            person_id=person.id,
        )
    muted = Message.objects.filter(template="corrections.refused").values_list("state", flat=True)
    assert list(muted) == [MessageState.MUTED] * 3
    assert answered("TG").startswith("An Toan: MA lay ma")
    answered("TIẾP")
    queue_message(number=GRANNYS, template="corrections.refused", values={"number": "AB12-CD3"}, key="later")
    assert Message.objects.get(key="later").state == MessageState.WAITING


def test_a_number_may_be_written_to_in_english():
    somebody_on()
    assert answered("EN") == "From now on messages to this number are in English."
    assert answered("KB OK").startswith("Noted: N.V. An is well")
    assert answered("MAU").startswith("N.V. An: BLACK at 10:00 20/10. ")
    assert answered("VN") == "Tu nay so nay nhan tin bang tieng Viet."


def declared_for(person):
    """Have somebody who is neither the person nor the guardian declare for them."""
    from antoan.foundation.accounts.scopes import ScopeKind
    from tests.factories.units import someone_as

    staff = Authorship(channel=Channel.STAFF, verified_by=Verification.STAFF)
    made = a_declaration(person.id, actor=someone_as("clinic_staff", ScopeKind.CITY), author=staff)
    deliver_waiting()
    return Declaration.objects.get(pk=made.id)


def code_in(text: str) -> str:
    return text.split("XN ")[1][:6]


def test_a_declaration_by_a_helper_counts_once_its_person_says_so_by_sms():
    person = somebody_on()
    row = declared_for(person)
    (asked,) = answers()
    assert asked.startswith("Co nguoi khai bao y te ho ban luc 10:00 20/10. Dung: nhan XN ")
    assert answered(f"xn {code_in(asked)}") == "Da ghi: to khai ho do la dung."
    row.refresh_from_db()
    assert row.confirmed_at == NOW
    assert answered(f"XN {code_in(asked)}") == "Da ghi: to khai ho do la dung."  # Twice is once.
    assert TrailEntry.objects.filter(action="declarations.confirm", person_id=person.id).count() == 1


def test_a_declaration_that_is_not_true_is_struck_out():
    row = declared_for(somebody_on())
    (asked,) = answers()
    assert answered(f"SAI {code_in(asked)}") == "Da huy to khai ho do."
    row.refresh_from_db()
    assert row.annulled_at == NOW
    assert answered(f"XN {code_in(asked)}") == WRONG  # Struck out stays struck out.


def test_a_confirmation_code_works_only_from_its_number_and_for_three_days(at):
    row = declared_for(somebody_on())
    somebody_on(OTHERS, "Lê Thị Bé")
    (asked,) = answers()
    assert answered(f"XN {code_in(asked)}", OTHERS) == WRONG
    at.shift(timedelta(days=3))
    assert answered(f"XN {code_in(asked)}") == WRONG
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_each_declaration_is_asked_about_once_and_each_has_a_code_of_its_own():
    person = somebody_on()
    first, second = declared_for(person), declared_for(person)
    deliver_waiting()
    codes = [code_in(text) for text in answers()]
    assert len(set(codes)) == 2
    answered(f"SAI {codes[1]}")
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.annulled_at, second.annulled_at) == (None, NOW)


def test_whoever_was_asked_may_answer_though_nobody_verified_the_number_yet():
    row = declared_for(somebody_on(OTHERS, verified=False))
    (asked,) = answers(OTHERS)
    assert answered(f"XN {code_in(asked)}", OTHERS) == "Da ghi: to khai ho do la dung."
    row.refresh_from_db()
    assert row.confirmed_at == NOW


def test_confirmation_codes_cannot_be_tried_out():
    row = declared_for(somebody_on())
    (asked,) = answers()
    for guess in range(WRONG_CODES_PER_DAY_MAX):
        answered(f"XN 00000{guess}")
    assert answered(f"XN {code_in(asked)}") == WRONG
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_a_correction_tells_its_state_to_its_own_number_only():
    mine, other = somebody_on(), somebody_on(OTHERS, "Lê Thị Bé")
    number = a_ticket(mine.id).number
    deliver_waiting()  # That it was opened is told by itself.
    assert answered(f"SỬA {number.lower()}").startswith(
        f"Yeu cau {number[:4]}-{number[4:]}: cho xem. Han tra loi:"
    )
    none = "Khong co yeu cau nao mang so nay cho so dien thoai cua ban."
    assert {answered(f"SUA {number}", OTHERS), answered("SUA 0000-000"), answered("SUA")} == {none}
    assert other.id != mine.id


def test_help_nobody_asked_for_is_bounded():
    for _ in range(PER_DAY_MAX_OF[Keyword.UNKNOWN] + 3):
        send_us("mai tôi đi chợ")
    assert len(answers()) == PER_DAY_MAX_OF[Keyword.UNKNOWN]
    assert answered("TG")


def test_a_number_that_asks_without_end_is_answered_no_more_until_it_rests(at):
    somebody_on()
    for _ in range(PER_HOUR_MAX + 5):
        send_us("MAU")
    assert len(answers()) == PER_HOUR_MAX
    somebody_on(OTHERS, "Lê Thị Bé")
    assert answered("MAU", OTHERS)
    at.shift(timedelta(hours=1, minutes=1))
    assert answered("MAU")


def test_a_fault_of_ours_says_so_and_undoes_what_was_half_done(monkeypatch):
    from antoan.domains.passes.errors import NoPolicyInForce
    from antoan.domains.textline.answers import colours

    def fail(*_):
        raise NoPolicyInForce

    monkeypatch.setattr(colours, "verdict_of", fail)
    somebody_on()
    assert answered("MAU").startswith("An Toan chua tra loi duoc luc nay.")


def test_number_and_text_are_forgotten_once_answered_and_never_stand_in_the_outbox():
    somebody_on()
    answered("KB sốt cao")
    row = Incoming.objects.get()
    assert (row.number, row.text, row.keyword, row.handled_at) == ("", "", "kb", NOW)
    kept = " ".join(str(event.payload) for event in OutboxEvent.objects.all())
    assert "912345678" not in kept
    assert "sốt" not in kept


def test_whoever_is_erased_leaves_nothing_here_and_a_shared_number_keeps_its_stop():
    alone, sharing = somebody_on(), somebody_on(OTHERS, "Lê Thị Bé")
    somebody_on(OTHERS, "Đỗ Văn Cảnh")
    declared_for(alone)
    answered("DUNG"), answered("DUNG", OTHERS), answered("KB OK")
    for person in (alone, sharing):
        erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert not Confirmation.objects.exists()
    assert not Message.objects.exclude(person_id=None).filter(person_id__in=[alone.id, sharing.id]).exists()
    from antoan.domains.messaging.models import NumberChoice

    assert NumberChoice.objects.count() == 1  # Of the number that somebody else still has.
    assert Incoming.objects.count() == 1


def test_answers_fit_one_part_without_marks():
    somebody_on()
    for text in (
        "TG",
        "???",
        "MA",
        "MAU",
        "KB",
        "KB OK",
        "KB SOT",
        "DUNG",
        "TIEP",
        "EN",
        "VN",
        "SUA 1",
        "XN 1",
    ):
        told = answered(text)
        assert (alphabet_of(told), parts(told)) == (Alphabet.GSM7, 1), told


def test_a_citizens_own_rights_are_not_used_by_sms():
    """A sender's number can be forged, so SMS may do less than a sign-in."""
    from antoan.domains.people.queries import speakers_on
    from antoan.domains.textline.speaking import actor_of

    person = somebody_on()
    (speaker,) = speakers_on(GRANNYS)
    by_sms, signed_in = actor_of(speaker), citizen(person.id)
    assert by_sms.grants[0].permissions < signed_in.grants[0].permissions
    assert "people:person:read" not in by_sms.grants[0].permissions
