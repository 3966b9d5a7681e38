"""Status lists: what is revoked stays revoked, in whatever order lists are made and told."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from antoan.domains.gates.status.bits import EMPTY, Cached, StatusBits, collect, delta, joined
from antoan.domains.policy.values import Colour

unhurried = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # A busy machine is not a fault.
statuses = some.dictionaries(
    some.integers(0, 600), some.tuples(some.booleans(), some.sampled_from(Cached)), max_size=80
)


def a_list(known, before=EMPTY) -> StatusBits:
    return collect(((index, *status) for index, status in known.items()), before=before)


@unhurried
@given(statuses)
def test_every_index_says_what_was_collected_and_the_others_nothing(known):
    bits = a_list(known)
    for index in range(620):
        is_revoked, colour = known.get(index, (False, Cached.NOT_KNOWN))
        assert bits.is_revoked(index) == is_revoked
        assert bits.colour(index) == (Cached.NOT_KNOWN if is_revoked else colour)


@unhurried
@given(statuses, statuses)
def test_a_delta_makes_the_new_list_of_the_old(first, second):
    old = a_list(first)
    new = a_list(second, before=old)
    assert joined(old, new.size, *delta(old, new)) == new
    assert joined(old, new.size, *delta(old, new)).digests == new.digests


@unhurried
@given(some.lists(statuses, min_size=1, max_size=5))
def test_nothing_revoked_once_is_ever_good_again(rounds):
    bits, revoked = EMPTY, set()
    for known in rounds:
        bits = a_list(known, before=bits)
        revoked |= {index for index, (is_revoked, _) in known.items() if is_revoked}
        assert {index for index in range(620) if bits.is_revoked(index)} == revoked


def test_sizes_around_whole_bytes():
    for size in (0, 1, 3, 4, 5, 7, 8, 9, 255, 256, 257, 65_535, 65_536, 65_537):
        bits = collect([(size - 1, True, Cached.NOT_KNOWN)] if size else [])
        assert (bits.size, len(bits.revoked), len(bits.colours)) == (size, -(-size // 8), -(-size // 4))
        assert not bits.is_revoked(size)
        assert bits.colour(size) is Cached.NOT_KNOWN


def test_black_and_unknown_are_no_colour_of_a_list():
    assert [Cached.of(colour) for colour in Colour] == [
        {"green": 1, "yellow": 2, "red": 3}.get(colour.value, 0) for colour in Colour
    ]
