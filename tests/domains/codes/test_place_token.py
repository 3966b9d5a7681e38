"""A poster is believed on its own host, signed by us, and not replaced (lesson L15)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import place_token
from antoan.domains.codes.values import KeyStatus, Reason
from tests.factories.codes import PRIVATE, TODAY, a_public_key

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
KEYS = {1: a_public_key()}


def poster(place_id: int = 77, base_url: str = "https://antoan.example") -> str:
    return place_token.sign(
        place_id=place_id, serial="K7Q2P9", issued_on=TODAY, base_url=base_url, key_number=1, key=PRIVATE
    )


def test_our_poster_says_which_place_it_is() -> None:
    assert place_token.verify(poster(), KEYS, NOON) == place_token.CheckedPlace(
        valid=True, reason=Reason.OK, host="antoan.example", place_id=77, serial="K7Q2P9", key_number=1, issued_on=TODAY
    )  # fmt: skip


@given(st.integers(0, 2**48 - 1))
def test_any_place_fits(place_id: int) -> None:
    assert place_token.verify(poster(place_id), KEYS, NOON).place_id == place_id


@pytest.mark.parametrize("place_id", [255, 256, 65_535, 65_536, 2**32 - 1, 2**32])
def test_places_at_the_limits_of_bytes(place_id: int) -> None:
    assert place_token.verify(poster(place_id), KEYS, NOON).place_id == place_id


def test_a_token_on_a_foreign_host_is_foreign() -> None:
    stolen = poster().replace("antoan.example", "an-toan.example")
    assert place_token.verify(stolen, KEYS, NOON).reason is Reason.FOREIGN


def test_a_replaced_poster_is_retired() -> None:
    checked = place_token.verify(poster(), KEYS, NOON, is_retired=lambda serial: serial == "K7Q2P9")
    assert (checked.valid, checked.reason) == (False, Reason.RETIRED)


@given(st.integers(0, 200), st.sampled_from("AB-_09"))
def test_a_changed_token_is_forged(place: int, letter: str) -> None:
    base, _, token = poster().rpartition("/")
    place %= len(token)
    changed = f"{base}/{token[:place]}{letter}{token[place + 1 :]}"
    if changed != poster():
        assert place_token.verify(changed, KEYS, NOON).reason in (
            Reason.FORGED,
            Reason.UNKNOWN_KEY,
            Reason.UNKNOWN_VERSION,
        )


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (a_public_key(status=KeyStatus.RETIRED), Reason.OK),
        (a_public_key(status=KeyStatus.REVOKED), Reason.REVOKED),
        (a_public_key(not_before=date(2026, 11, 23)), Reason.FORGED),
        (a_public_key(expires=date(2026, 11, 21)), Reason.OK),  # Posters outlive the key's own days.
    ],
)
def test_a_poster_falls_with_its_key(key: place_token.PublicKey, reason: Reason) -> None:
    assert place_token.verify(poster(), {1: key}, NOON).reason is reason


def test_an_unknown_key_and_an_unreadable_text() -> None:
    assert place_token.verify(poster(), {}, NOON).reason is Reason.UNKNOWN_KEY
    assert place_token.verify("https://evil.test/x", KEYS, NOON).reason is Reason.UNREADABLE


def test_a_poster_of_the_future_is_refused() -> None:
    assert (
        place_token.verify(poster(), KEYS, datetime(2026, 11, 20, tzinfo=UTC)).reason is Reason.NOT_YET_VALID
    )


@pytest.mark.parametrize("serial", ["", "A" * 11, "A B", "Ạ"])
def test_a_serial_nobody_can_print_is_refused(serial: str) -> None:
    with pytest.raises(ValueError, match="serial"):
        place_token.sign(
            place_id=1, serial=serial, issued_on=TODAY, base_url="https://a.b", key_number=1, key=PRIVATE
        )
