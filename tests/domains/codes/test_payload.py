"""A signed code is believed exactly as it was signed, and only in its days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import payload
from antoan.domains.codes.scanned import tidy
from antoan.domains.codes.values import CODE_CHARS_MAX, IssueDays, KeyStatus, Reason
from antoan.kit import clock
from tests.factories.codes import PRIVATE, TODAY, a_head, a_public_key, a_signed_code

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
KEYS = {1: a_public_key()}
GOOD = a_signed_code()


def test_a_good_code_says_who_and_until_when() -> None:
    checked = payload.verify(GOOD, KEYS, NOON)
    assert checked == payload.Checked(
        valid=True,
        reason=Reason.OK,
        head=a_head(full_name="NGUYEN VAN AN"),
        key_number=1,
        issued_on=TODAY,
        expires_on=date(2027, 5, 1),
    )


def test_older_readers_still_see_six_fields() -> None:
    fields = GOOD.split("|")
    assert len(fields) == 6
    assert len(fields[5].split("<")) == 5


def test_a_bare_key_is_trusted_for_every_day() -> None:
    assert payload.verify(GOOD, {1: PRIVATE.public_key()}, NOON).valid


@given(st.integers(0, len(GOOD) - 1), st.characters())
def test_any_changed_character_is_rejected(place: int, letter: str) -> None:
    changed = GOOD[:place] + letter + GOOD[place + 1 :]
    if tidy(changed) != GOOD:
        assert not payload.verify(changed, KEYS, NOON).valid


@given(st.integers(0, len(GOOD)), st.text(min_size=1, max_size=5))
def test_any_inserted_text_is_rejected(place: int, more: str) -> None:
    changed = GOOD[:place] + more + GOOD[place:]
    if tidy(changed) != GOOD:
        assert not payload.verify(changed, KEYS, NOON).valid


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 9))
def test_any_lost_text_is_rejected(place: int, count: int) -> None:
    assert not payload.verify(GOOD[:place] + GOOD[place + count :], KEYS, NOON).valid


@given(st.text() | st.text("0123456789|<AQaz-_", max_size=220))
def test_no_text_makes_the_verifier_raise(text: str) -> None:
    assert not payload.verify(text, KEYS, NOON).valid
    payload.split_fast(text)


@pytest.mark.parametrize("noise", ["\r\n", "\n", " ", "\t", "\0\0", "\ufeff"])
def test_what_scanners_add_changes_nothing(noise: str) -> None:
    for text in (GOOD + noise, noise + GOOD):
        assert payload.verify(text, KEYS, NOON).valid
        assert payload.split_fast(text) == payload.split_fast(GOOD)


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (clock.day_start(date(2027, 5, 1)), Reason.OK),
        (clock.day_end(date(2027, 5, 1)) - timedelta(microseconds=1), Reason.OK),
        (clock.day_end(date(2027, 5, 1)), Reason.EXPIRED),
        (datetime(2027, 5, 1, 16, 59, 59, tzinfo=UTC), Reason.OK),
        (datetime(2027, 5, 1, 17, 0, tzinfo=UTC), Reason.EXPIRED),
        (clock.day_start(TODAY), Reason.OK),
        (clock.day_start(TODAY - timedelta(1)), Reason.OK),  # A clock may run a day late.
        (clock.day_start(TODAY - timedelta(1)) - timedelta(microseconds=1), Reason.NOT_YET_VALID),
    ],
)
def test_a_code_is_in_force_through_its_last_day_in_the_city(moment: datetime, reason: Reason) -> None:
    assert payload.verify(GOOD, KEYS, moment).reason is reason


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (a_public_key(status=KeyStatus.RETIRED), Reason.OK),
        (a_public_key(status=KeyStatus.REVOKED), Reason.REVOKED),
        (a_public_key(revoked_days=(IssueDays(TODAY, TODAY),)), Reason.REVOKED),
        (a_public_key(revoked_days=(IssueDays(TODAY + timedelta(1), TODAY + timedelta(9)),)), Reason.OK),
        (a_public_key(not_before=TODAY), Reason.OK),
        (a_public_key(not_before=TODAY + timedelta(1)), Reason.FORGED),
        (a_public_key(expires=TODAY - timedelta(1)), Reason.EXPIRED),
    ],
)
def test_a_code_stands_and_falls_with_its_key(key: payload.PublicKey, reason: Reason) -> None:
    assert payload.verify(GOOD, {1: key}, NOON).reason is reason


def test_a_revoked_key_speaks_before_the_dates_do() -> None:
    late = datetime(2030, 1, 1, tzinfo=UTC)
    assert payload.verify(GOOD, {1: a_public_key(status=KeyStatus.REVOKED)}, late).reason is Reason.REVOKED


def test_the_fast_split_and_the_verifier_say_the_same() -> None:
    split = payload.split_fast(GOOD)
    assert split is not None
    qid, key_number, issued, expires, fingerprint = split
    checked = payload.verify(GOOD, KEYS, NOON)
    assert checked.head is not None
    assert (qid, key_number) == (checked.head.qid, checked.key_number)
    assert date(1970, 1, 1) + timedelta(issued) == checked.issued_on
    assert date(1970, 1, 1) + timedelta(expires) == checked.expires_on
    assert fingerprint == payload.digest(GOOD)


def test_the_fast_split_leaves_everything_else_to_the_detector() -> None:
    for text in ("", "x", payload.emit(a_head()), GOOD[:-1], GOOD.replace("|", "", 1), GOOD * 30):
        assert payload.split_fast(text) is None


def test_one_person_gets_different_texts_for_different_days() -> None:
    assert a_signed_code(expires_on=date(2027, 5, 1)) != a_signed_code(expires_on=date(2027, 4, 30))


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "中村", "Ан"])
def test_names_of_any_script_are_signed_and_verified(name: str) -> None:
    assert payload.verify(a_signed_code(a_head(full_name=name)), KEYS, NOON).valid


@pytest.mark.parametrize(
    ("first", "last"), [(TODAY, TODAY - timedelta(1)), (date(1969, 12, 31), TODAY), (TODAY, date(2200, 1, 1))]
)
def test_impossible_days_are_not_signed(first: date, last: date) -> None:
    with pytest.raises(ValueError, match="code"):
        a_signed_code(issued_on=first, expires_on=last)


def test_a_text_beyond_the_bound_is_unreadable() -> None:
    assert payload.verify("x" * (CODE_CHARS_MAX + 1), KEYS, NOON).reason is Reason.UNREADABLE
