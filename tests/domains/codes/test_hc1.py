"""Health certificates of the EU standard are read with bounds and verified against given signers."""

import json
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache

import cbor2
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import dcc, hc1
from antoan.domains.codes.trust import TrustUnreadable, read_pem
from antoan.domains.codes.values import Reason
from tests.factories.certificates import (
    EXPIRES,
    ISSUED,
    RECOVERY,
    TEST,
    VACCINATION,
    a_certificate,
    a_content,
    a_signer,
    kid_of,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@cache
def signer():
    return a_signer()


def checked(text: str, *, at: datetime = NOW, pem: str | None = None) -> hc1.CheckedCertificate:
    return hc1.verify(text, read_pem(pem or signer()[1]), at)


@pytest.mark.parametrize(
    "key",
    [
        ec.generate_private_key(ec.SECP256R1()),
        rsa.generate_private_key(65537, 2048),
        Ed25519PrivateKey.generate(),
    ],
    ids=["ES256", "PS256", "EdDSA"],
)
def test_a_certificate_of_each_algorithm_is_believed(key) -> None:
    _, pem = a_signer(key)
    found = checked(a_certificate(key, pem), pem=pem)
    assert (found.valid, found.reason, found.kid) == (True, Reason.OK, kid_of(pem))


def test_a_vaccination_is_told_in_our_words() -> None:
    found = checked(a_certificate(*signer()))
    assert found.certificate is not None
    fields = json.loads(json.dumps(dcc.fields_of(found.certificate)))
    assert (fields["full_name"], fields["full_name_ascii"]) == ("Nguyễn Văn An", "NGUYEN VAN AN")
    assert (fields["issuer"], fields["birth"], fields["expires_at"]) == (
        "VN",
        "1990-02-28",
        EXPIRES.isoformat(),
    )
    assert fields["entries"] == [
        {
            "kind": "vaccination", "disease": "840539006", "country": "VN", "issuer": "Bộ Y tế",
            "certificate_id": "URN:UVCI:01:VN:AB12", "vaccine_type": "1119349007", "product": "EU/1/20/1528",
            "manufacturer": "ORG-100030215", "dose_number": 2, "doses_total": 2, "vaccinated_on": "2026-10-01",
        }
    ]  # fmt: skip
    assert fields["content"] == a_content()


def test_tests_and_recoveries_are_told_too() -> None:
    for group, expected in (
        ("t", {"result": "negative", "centre": "Trạm y tế"}),
        ("r", {"valid_until": "2027-03-01"}),
    ):
        found = checked(a_certificate(*signer(), content=a_content(group)))
        assert found.certificate is not None
        assert expected.items() <= dcc.fields_of(found.certificate)["entries"][0].items()


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (ISSUED - timedelta(seconds=1), Reason.NOT_YET_VALID),
        (ISSUED, Reason.OK),
        (EXPIRES, Reason.OK),
        (EXPIRES + timedelta(seconds=1), Reason.EXPIRED),
    ],
)
def test_a_certificate_has_its_time(at: datetime, reason: Reason) -> None:
    assert checked(a_certificate(*signer()), at=at).reason is reason


def test_a_signer_has_its_time_too() -> None:
    key, pem = a_signer(begins=NOW + timedelta(days=1))
    assert checked(a_certificate(key, pem), pem=pem).reason is Reason.NOT_YET_VALID


@pytest.mark.parametrize("arc", ["1.3.6.1.4.1.1847.2021.1", "1.3.6.1.4.1.0.1847.2021.1"])
@pytest.mark.parametrize(("number", "group"), [(1, "t"), (2, "v"), (3, "r")])
def test_a_signer_signs_only_what_it_is_for(arc: str, number: int, group: str) -> None:
    key, pem = a_signer(uses=(f"{arc}.{number}",))
    for each in "vtr":
        found = checked(a_certificate(key, pem, content=a_content(each)), pem=pem)
        assert found.reason is (Reason.OK if each == group else Reason.WRONG_USE)


def test_other_key_uses_limit_nothing() -> None:
    key, pem = a_signer(uses=("1.3.6.1.5.5.7.3.1",))
    assert checked(a_certificate(key, pem), pem=pem).valid


@pytest.mark.parametrize(
    ("protected_kid", "unprotected_kid", "reason"),
    [
        ("right", None, Reason.OK),
        (None, "right", Reason.OK),
        ("right", "right", Reason.OK),
        ("right", "wrong", Reason.OK),
        ("wrong", "right", Reason.UNKNOWN_KEY),
        (None, "wrong", Reason.UNKNOWN_KEY),
        (None, None, Reason.UNKNOWN_KEY),
    ],
)
def test_the_protected_key_id_comes_first(protected_kid, unprotected_kid, reason: Reason) -> None:
    kids = {"right": kid_of(signer()[1]), "wrong": b"12345678"}
    protected = {1: -7} | ({4: kids[protected_kid]} if protected_kid else {})
    unprotected = {4: kids[unprotected_kid]} if unprotected_kid else {}
    assert checked(a_certificate(*signer(), protected=protected, unprotected=unprotected)).reason is reason


@pytest.mark.parametrize("tags", [(), (18,), (18, 61), (61,)])
def test_tags_may_stand_around_the_message_or_not(tags: tuple[int, ...]) -> None:
    assert checked(a_certificate(*signer(), tags=tags)).valid


def test_a_bare_public_key_is_tried_for_any_key_id() -> None:
    key, pem = signer()
    bare = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert checked(a_certificate(key, pem), pem=bare.decode()).valid


@pytest.mark.parametrize("signature", [b"", b"foo", bytes(64), bytes(63)])
def test_a_wrong_signature_is_forged(signature: bytes) -> None:
    assert checked(a_certificate(*signer(), signature=signature)).reason is Reason.FORGED


def test_a_certificate_of_another_key_is_forged() -> None:
    key, _ = a_signer()
    assert checked(a_certificate(key, signer()[1])).reason is Reason.FORGED


def test_without_signers_nothing_is_believed_but_all_is_read() -> None:
    found = hc1.verify(a_certificate(*signer()), (), NOW)
    assert found.reason is Reason.UNKNOWN_KEY
    assert found.certificate is not None


@pytest.mark.parametrize(
    "content",
    [
        {"nam": {}, "ver": "1.0.0"},
        a_content() | {"v": []},
        a_content() | {"t": [TEST]},
        a_content() | {"t": [TEST], "r": [RECOVERY]},
        a_content() | {"v": VACCINATION},
        a_content() | {"v": ["x"]},
        a_content() | {"v": [{"tg": "840539006"}]},
        a_content() | {"nam": "An"},
        a_content() | {"nam": {"fn": "An"}},
        a_content() | {"dob": None},
        a_content() | {"ver": 1},
        "text",
    ],
)
def test_a_content_beside_the_schema_is_unreadable(content) -> None:
    assert checked(a_certificate(*signer(), content=content)).reason is Reason.UNREADABLE


@pytest.mark.parametrize(
    "changes",
    [
        {"payload": cbor2.dumps(a_content())},
        {"payload": b"\xff"},
        {"payload": cbor2.dumps({-260: {2: a_content()}})},
        {"claims": {4: "soon"}},
        {"claims": {4: 1e300}},
        {"protected": {1: -257}},
        {"protected": [1]},
        {"unprotected": 5},
        {"tags": (99,)},
        {"pack": lambda data: data},
        {"pack": lambda data: zlib.compress(data)[:-9]},
        {"pack": lambda data: zlib.compress(data + bytes(10_000_000))},
        {"prefix": "HC2:"},
        {"prefix": "hc1:"},
        {"prefix": ""},
    ],
)
def test_a_broken_container_is_unreadable(changes: dict) -> None:
    assert checked(a_certificate(*signer(), **changes)).reason is Reason.UNREADABLE


def test_times_may_be_fractions_or_tagged() -> None:
    for value in (EXPIRES.timestamp() + 0.5, EXPIRES):
        assert checked(a_certificate(*signer(), claims={4: value})).valid


def test_deep_nesting_stops_early() -> None:
    deep = b"\x81" * 3000 + b"\x00"
    assert checked(a_certificate(*signer(), payload=deep)).reason is Reason.UNREADABLE


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", max_size=300) | st.text())
def test_no_text_makes_the_verifier_raise(body: str) -> None:
    assert not hc1.verify("HC1:" + body, (), NOW).valid


@given(st.binary(max_size=200))
def test_no_inflated_bytes_make_the_verifier_raise(data: bytes) -> None:
    import base45

    assert not hc1.verify("HC1:" + base45.b45encode(zlib.compress(data)).decode(), (), NOW).valid


@pytest.mark.parametrize(
    "pem",
    [
        "",
        "x",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN X-----\n-----END X-----",
    ],
)
def test_what_is_no_pem_is_refused(pem: str) -> None:
    with pytest.raises(TrustUnreadable):
        read_pem(pem)


def test_several_signers_in_one_pem_are_all_trusted() -> None:
    key, pem = a_signer()
    assert checked(a_certificate(key, pem), pem=signer()[1] + pem).valid
