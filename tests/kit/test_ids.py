"""Lesson L14: identifiers that do not collide, do not tell of a device, and cannot be guessed from one another."""

from antoan.domains.codes import short
from antoan.kit.ids import CROCKFORD, random_crockford, random_digits, uuid7

CITY = 10_000_000


def collisions_expected(ids: int, room: int) -> float:
    """Return how many pairs are expected to be equal (the birthday bound)."""
    return ids * (ids - 1) / 2 / room


def test_a_city_of_ids_has_room():
    assert collisions_expected(CITY, 9 * 10**17) < 1e-3  # QIDs of eighteen digits, the first never zero.
    assert collisions_expected(1_000_000 * 86_400, 2**74) < 1  # Scans of a day, were all in one millisecond.
    # Short codes are few because people say them: fifty pairs in a whole city. Issuing draws such a one again.
    assert collisions_expected(CITY, len(CROCKFORD) ** 8) < 100


def test_drawn_ids_differ_and_use_their_whole_room():
    drawn = 20_000
    assert len({random_digits(18) for _ in range(drawn)}) == drawn
    assert len({uuid7() for _ in range(drawn)}) == drawn
    assert {letter for _ in range(2_000) for letter in random_crockford(8)} == set(CROCKFORD)
    assert {digit for _ in range(2_000) for digit in random_digits(18)} == set("0123456789")


def test_neighbouring_ids_tell_nothing_of_each_other():
    """A device's address in an id would make its last twelve digits the same each time, as in UUID version 1."""
    tails = {uuid7().hex[-12:] for _ in range(1_000)}
    assert len(tails) == 1_000
    assert {uuid7().version for _ in range(10)} == {7}


def test_a_spoken_code_is_hit_by_guessing_only_once_in_many_thousands():
    """Of all codes whose check symbol is right, a city of ten million holds one in a hundred thousand."""
    assert CITY / len(CROCKFORD) ** 8 < 1e-5
    assert short.read(short.new()) is not None
