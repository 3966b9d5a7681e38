"""Small secrets stay sealed."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.kit.sealing import KeyRing, SealBroken

PLACE = "people_document.number"


def a_ring(current=1, numbers=(1,)):
    return KeyRing(
        current=current, keys={number: os.urandom(32) for number in numbers}, blind_key=os.urandom(32)
    )


RING = a_ring(current=2, numbers=(1, 2))


@given(st.text())
def test_what_is_sealed_opens_in_its_place(text):
    sealed = RING.seal(text, place=PLACE)
    assert RING.open(sealed, place=PLACE) == text
    assert sealed[0] == 2
    assert len(sealed) == 1 + 12 + len(text.encode()) + 16


@given(st.text(min_size=4))
def test_a_sealed_text_shows_nothing_of_itself(text):
    assert text.encode() not in RING.seal(text, place=PLACE)
    assert RING.seal(text, place=PLACE) != RING.seal(text, place=PLACE)


@given(st.text(), st.data())
def test_any_changed_bit_is_noticed(text, data):
    sealed = bytearray(RING.seal(text, place=PLACE))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealBroken):
        RING.open(bytes(sealed), place=PLACE)


@given(st.text(), st.integers(0, 60))
def test_a_cut_text_is_noticed(text, length):
    sealed = RING.seal(text, place=PLACE)
    if length < len(sealed):
        with pytest.raises(SealBroken):
            RING.open(sealed[:length], place=PLACE)


@given(st.binary(max_size=80))
def test_noise_never_opens(noise):
    with pytest.raises(SealBroken):
        RING.open(noise, place=PLACE)


@given(st.text(), st.text(min_size=1).filter(lambda place: place != PLACE))
def test_a_text_moved_elsewhere_does_not_open(text, place):
    with pytest.raises(SealBroken, match="another place"):
        RING.open(RING.seal(text, place=PLACE), place=place)


def test_another_installations_key_does_not_open_it():
    with pytest.raises(SealBroken, match="another place, or damaged"):
        a_ring().open(a_ring().seal("079090001234", place=PLACE), place=PLACE)
    with pytest.raises(SealBroken, match="key 7, which this installation does not have"):
        a_ring().open(a_ring(7, (7,)).seal("079090001234", place=PLACE), place=PLACE)


@given(st.text(), st.text())
def test_the_blind_index_finds_equals_and_tells_kinds_apart(one, other):
    assert (RING.blind_index("phone", one) == RING.blind_index("phone", other)) == (one == other)
    assert RING.blind_index("phone", one) != RING.blind_index("document:cccd", one)
    assert RING.blind_index("phone", one) != a_ring().blind_index("phone", one)


def test_a_rotation_leaves_the_blind_index_alone():
    rotated = KeyRing(current=1, keys=RING.keys, blind_key=RING.blind_key)
    assert rotated.blind_index("phone", "+84912345678") == RING.blind_index("phone", "+84912345678")
