"""One-time codes: random, kept as digests, short-lived, used once, and tried a bounded number of times (L2, L9)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.identity import services
from antoan.domains.identity.errors import (
    CheckGone,
    CodeExpired,
    CodeSpent,
    CodeTooSoon,
    CodeUnreadable,
    CodeWrong,
    Locked,
    NotMobile,
    TooManyCodes,
)
from antoan.domains.identity.limits import (
    CODES_PER_CHECK_MAX,
    CODES_PER_NUMBER_DAY_MAX,
    CODES_PER_NUMBER_HOUR_MAX,
    WRONG_PER_ADDRESS_HOUR_MAX,
    WRONG_PER_NUMBER_DAY_MAX,
)
from antoan.domains.identity.models import OneTimeCode, PhoneCheck, WrongAnswer
from antoan.domains.identity.queries import check_for, verified_phone
from antoan.domains.identity.rules.codes import address_key, mobile_number, read_code
from antoan.domains.messaging.models import Message
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import AntoanError
from antoan.kit.phones import PhoneUnreadable
from tests.factories.identity import ADDRESS, NUMBER, a_verified_phone, sent_code
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def travelled():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def ask(number=NUMBER, **more):
    return services.ask_code(number=number, **{"address": ADDRESS} | more)


def wrong_for(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def enter(check, typed):
    services.enter_code(check_id=check, typed=typed, address=ADDRESS)


def test_the_code_that_was_sent_proves_the_number():
    check = ask("0912 345 678")
    enter(check, f" {sent_code()[:3]} {sent_code()[3:]} ")
    assert verified_phone(check, clock.now()).number == "+84912345678"


def test_a_code_stands_nowhere_but_in_the_sealed_message():
    ask()
    code = sent_code()
    with connection.cursor() as cursor:
        for table in ("identity_onetimecode", "identity_phonecheck", "messaging_message"):
            cursor.execute(f"SELECT string_agg(t::text, '|') FROM \"{table}\" t")
            text = cursor.fetchone()[0]
            assert code not in text
            assert code.encode().hex() not in text


def test_codes_are_drawn_from_all_six_digits():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "antoan.domains.identity.services.asking.secrets.randbelow", lambda count: count - 999_959
        )
        ask()
    assert sent_code() == "000041"


def test_a_code_is_used_once():
    check = ask()
    code = sent_code()
    enter(check, code)
    with pytest.raises(CheckGone):
        enter(check, code)
    assert OneTimeCode.objects.get().used_at == clock.now()


def test_a_code_serves_only_where_it_was_asked_for(travelled):
    ask()
    code = sent_code()
    travelled.shift(timedelta(minutes=2))
    elsewhere = ask(address="198.51.100.9")
    OneTimeCode.objects.filter(check_of=elsewhere).delete()  # One chance in a million that both are equal.
    with pytest.raises(CodeWrong):
        enter(elsewhere, code)


@pytest.mark.parametrize(("seconds", "is_good"), [(299, True), (300, False)])
def test_a_code_lives_five_minutes(travelled, seconds, is_good):
    check = ask()
    travelled.shift(timedelta(seconds=seconds))
    if is_good:
        enter(check, sent_code())
        return
    with pytest.raises(CodeExpired):
        enter(check, sent_code())


def test_the_first_code_stays_good_when_a_second_is_on_its_way(travelled):
    check = ask()
    first = sent_code()
    travelled.shift(timedelta(seconds=60))
    services.send_again(check_id=check)
    enter(check, first)
    assert check_for(check, clock.now()).is_verified


def test_another_code_is_sent_after_a_minute_and_a_bounded_number_of_times(travelled):
    check = ask()
    with pytest.raises(CodeTooSoon):
        services.send_again(check_id=check)
    for _ in range(CODES_PER_CHECK_MAX - 1):
        travelled.shift(timedelta(seconds=60))
        services.send_again(check_id=check)
    travelled.shift(timedelta(seconds=60))
    with pytest.raises(TooManyCodes):
        services.send_again(check_id=check)
    assert check_for(check, clock.now()).resend_at is None


def test_asking_again_in_the_same_browser_sends_nothing_again():
    check = ask()
    assert ask(check_id=check) == check
    assert Message.objects.count() == 1
    assert ask("0987654321", check_id=check) != check


def test_five_wrong_tries_spend_a_check_even_for_the_right_code():
    check = ask()
    code = sent_code()
    for _ in range(4):
        with pytest.raises(CodeWrong):
            enter(check, wrong_for(code))
    with pytest.raises(CodeSpent):
        enter(check, wrong_for(code))
    with pytest.raises(CodeSpent):
        enter(check, code)
    assert not check_for(check, clock.now()).is_verified


def test_what_is_no_code_is_not_counted_as_a_try():
    check = ask()
    for typed in ("", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "1" * 10_000):
        with pytest.raises(CodeUnreadable):
            enter(check, typed)
    assert check_for(check, clock.now()).tries_left == 5


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers(typed):
    for read in (read_code, mobile_number):
        try:
            read(typed)
        except (CodeUnreadable, NotMobile, PhoneUnreadable):
            continue


@given(
    st.from_regex(r"[0-9]{6}", fullmatch=True), st.lists(st.sampled_from(" -.\u00a0"), min_size=5, max_size=5)
)
def test_six_digits_are_read_whatever_stands_between_them(code, gaps):
    assert read_code("".join(digit + gap for digit, gap in zip(code, [*gaps, ""], strict=True))) == code


@pytest.mark.parametrize("typed", ["02838123456", "+12025550123", "0112345678", "113"])
def test_codes_go_to_vietnamese_mobile_numbers_only(typed):
    with pytest.raises((NotMobile, PhoneUnreadable)):
        ask(typed)
    assert not PhoneCheck.objects.exists()


def test_a_known_number_and_an_unknown_one_are_the_same_until_the_code_is_entered():
    """Nothing is looked up before the proof, so neither content nor time can differ (L9)."""
    a_person(phones=("0987654321",))

    def queries_of(number, address):
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            ask(number, address=address)
        asked = [re.split("WHERE|VALUES|pg_advisory", query["sql"])[0] for query in seen]
        return [sql for sql in asked if "SAVEPOINT" not in sql]

    known, unknown = queries_of("0987654321", "203.0.113.1"), queries_of("0987654322", "203.0.113.2")
    assert known == unknown
    assert not any("people_" in sql for sql in known)


def test_a_number_gets_a_bounded_number_of_codes_in_an_hour_and_a_day(travelled):
    sent = 0
    for _ in range(3 * CODES_PER_NUMBER_DAY_MAX):
        try:
            ask()
            sent += 1
        except TooManyCodes:
            pass
        travelled.shift(timedelta(minutes=3))
        hour = OneTimeCode.objects.filter(sent_at__gt=clock.now() - timedelta(hours=1)).count()
        assert hour <= CODES_PER_NUMBER_HOUR_MAX
    assert sent == CODES_PER_NUMBER_DAY_MAX
    travelled.shift(timedelta(days=1))
    ask()


def test_an_address_gets_a_bounded_number_of_codes(settings):
    settings.SIGN_IN_CODES_PER_ADDRESS_HOUR = 3
    for last in range(3):
        ask(f"091234567{last}")
    with pytest.raises(TooManyCodes):
        ask("0912345679")
    ask("0912345679", address="198.51.100.9")


def test_enumerating_numbers_leaves_an_alarm_without_a_number_in_it(settings):
    settings.SIGN_IN_NUMBERS_PER_ADDRESS_ALARM = 5
    for last in range(12):
        ask(f"09123456{last:02}")
    alarms = TrailEntry.objects.filter(action="identity:numbers:enumerated")
    assert [(row.address, row.detail) for row in alarms] == [
        (ADDRESS, {"numbers": 5}),
        (ADDRESS, {"numbers": 10}),
    ]
    assert not any("9123456" in str(row.__dict__) for row in alarms)


def test_one_number_asked_for_often_is_no_enumeration(settings, travelled):
    settings.SIGN_IN_NUMBERS_PER_ADDRESS_ALARM = 1
    ask()
    travelled.shift(timedelta(minutes=2))
    ask()
    assert TrailEntry.objects.filter(action="identity:numbers:enumerated").count() == 1


def guess_all_day(travelled, *, hours=24):
    """Guess as fast as the bounds allow; return how many guesses were compared with a code."""
    taken = 0
    for minute in range(hours * 60):
        try:
            check = ask(address=f"198.51.100.{minute % 250}")
        except (TooManyCodes, CodeTooSoon, Locked):
            travelled.shift(timedelta(minutes=1))
            continue
        wrong = wrong_for(sent_code())
        for _ in range(8):
            before = PhoneCheck.objects.get(pk=check).wrong_tries
            try:
                enter(check, wrong)
            except (CodeWrong, CodeSpent, Locked):
                taken += PhoneCheck.objects.get(pk=check).wrong_tries - before
        travelled.shift(timedelta(minutes=1))
    return taken


def test_guessing_a_whole_day_from_many_addresses_is_one_chance_in_fifty_thousand(travelled):
    taken = guess_all_day(travelled)
    assert taken == WRONG_PER_NUMBER_DAY_MAX
    assert taken / 1_000_000 <= 1 / 50_000
    locked = TrailEntry.objects.filter(action="identity:phone:locked")
    assert locked.exists()
    assert not any("912345678" in str(row.__dict__) for row in locked)


def test_a_locked_number_takes_not_even_the_right_code(travelled):
    checks = []
    for _ in range(2):
        checks.append(ask())
        for _ in range(5):
            with pytest.raises((CodeWrong, CodeSpent, Locked)):
                enter(checks[-1], wrong_for(sent_code()))
        travelled.shift(timedelta(minutes=2))
    with pytest.raises(Locked):
        ask()
    travelled.shift(timedelta(hours=1))
    enter(ask(), sent_code())


def test_guessing_at_many_numbers_from_one_address_ends(settings):
    settings.SIGN_IN_CODES_PER_ADDRESS_HOUR = 10_000
    tried = 0
    for last in range(WRONG_PER_ADDRESS_HOUR_MAX // 5):
        number = f"0912345{last:03}"
        check = ask(number)
        for _ in range(5):
            with pytest.raises((CodeWrong, CodeSpent, Locked)):
                enter(check, wrong_for(sent_code(number)))
            tried += 1
    assert tried == WRONG_PER_ADDRESS_HOUR_MAX
    with pytest.raises(Locked):
        ask("0987654321")
    ask("0987654321", address="198.51.100.9")


def test_an_unknown_check_is_gone_and_an_old_one_too(travelled):
    for check in (None, ask()):
        travelled.shift(timedelta(minutes=15))
        with pytest.raises(CheckGone):
            enter(check, "123456")


def test_a_proven_number_serves_for_an_hour(travelled):
    check = a_verified_phone()
    travelled.shift(timedelta(minutes=59))
    assert verified_phone(check, clock.now())
    travelled.shift(timedelta(minutes=1))
    with pytest.raises(CheckGone):
        verified_phone(check, clock.now())


def test_checks_are_forgotten_after_two_days(travelled):
    a_verified_phone()
    WrongAnswer.objects.create(subject=b"x" * 16, at=clock.now())
    travelled.shift(timedelta(days=2))
    services.forget_old_checks(now=clock.now())
    assert PhoneCheck.objects.count() == 1
    travelled.shift(timedelta(seconds=1))
    services.forget_old_checks(now=clock.now())
    assert not PhoneCheck.objects.exists()
    assert not OneTimeCode.objects.exists()
    assert not WrongAnswer.objects.exists()


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_addresses_of_one_subscriber_count_as_one(address, key):
    assert address_key(address) == key


@pytest.mark.django_db(transaction=True)
def test_bounds_hold_when_everything_is_tried_at_once(travelled):
    """Twelve requests in the same moment: one code is sent, and five tries are compared with it."""

    def at_once(work):
        def one(number):
            try:
                return work(number)
            except AntoanError as error:
                return type(error)
            finally:
                connection.close()

        with ThreadPoolExecutor(12) as pool:
            return list(pool.map(one, range(12)))

    said = at_once(lambda number: ask(address=f"198.51.100.{number}"))
    [check] = [one for one in said if not isinstance(one, type)]
    assert said.count(CodeTooSoon) == 11
    wrong = wrong_for(sent_code())
    assert set(at_once(lambda _: enter(check, wrong))) == {CodeWrong, CodeSpent}
    assert PhoneCheck.objects.get().wrong_tries == 5
