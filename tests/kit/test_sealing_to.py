import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from antoan.kit.sealing_to import open_sealed, read_point, seal_to

PRIVATE = ec.generate_private_key(ec.SECP256R1())
POINT = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # A busy machine is not a fault.
@given(some.binary(max_size=2000))
def test_only_the_key_it_was_sealed_to_opens_it(data):
    sealed = seal_to(POINT, data, purpose="pack")
    assert open_sealed(PRIVATE, sealed, purpose="pack") == data
    with pytest.raises(InvalidTag):
        open_sealed(ec.generate_private_key(ec.SECP256R1()), sealed, purpose="pack")


def test_what_is_sealed_for_one_purpose_opens_for_no_other():
    with pytest.raises(InvalidTag):
        open_sealed(PRIVATE, seal_to(POINT, b"x", purpose="pack"), purpose="other")


def test_no_two_seals_are_alike():
    assert seal_to(POINT, b"x", purpose="pack") != seal_to(POINT, b"x", purpose="pack")


def test_damage_anywhere_is_noticed():
    sealed = seal_to(POINT, b"ten thousand people", purpose="pack")
    for position in range(len(sealed)):
        damaged = sealed[:position] + bytes([sealed[position] ^ 1]) + sealed[position + 1 :]
        with pytest.raises((InvalidTag, ValueError)):
            open_sealed(PRIVATE, damaged, purpose="pack")


NO_POINTS = {
    "nothing": b"",
    "too short": POINT[:-1],
    "too long": POINT + b"x",
    "off the curve": b"\x04" + bytes(64),
    "another form": b"\x05" + POINT[1:],
}


@pytest.mark.parametrize(
    "raw", NO_POINTS.values(), ids=NO_POINTS
)  # Names: the key is another in each process.
def test_what_is_no_point_of_the_curve_is_refused(raw):
    with pytest.raises(ValueError, match=r"."):
        read_point(raw)
