"""The key ring: two keys active, the private halves private, and no trust that comes back."""

import json
import stat
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import key_list
from antoan.domains.codes.errors import KeyInUse, KeyNumbersExhausted, KeyUnknown, KeyUnreadable
from antoan.domains.codes.key_files import folder_of
from antoan.domains.codes.keys import KEY_LIFE_DAYS, SigningRing
from antoan.domains.codes.values import IssueDays, KeyStatus
from antoan.foundation.keystore.store import KeyMissing
from tests.factories.codes import PRIVATE, TODAY, a_public_key


@pytest.fixture
def ring(tmp_path: Path) -> SigningRing:
    return SigningRing.create_missing(tmp_path, today=TODAY)


def statuses(ring: SigningRing) -> dict[int, str]:
    return {number: key.status.value for number, key in ring.keys.items()}


def test_a_new_installation_gets_its_own_root_and_key(ring: SigningRing, tmp_path: Path) -> None:
    assert SigningRing.load(tmp_path) == ring
    assert ring.current == 1
    assert ring.keys[1].expires == TODAY + timedelta(KEY_LIFE_DAYS)
    other = SigningRing.create_missing(tmp_path / "other", today=TODAY)
    assert key_list.text_of(other.root) != key_list.text_of(ring.root)


def test_making_keys_again_changes_nothing(ring: SigningRing, tmp_path: Path) -> None:
    assert SigningRing.create_missing(tmp_path, today=TODAY + timedelta(9)) == ring


def test_only_the_owner_reads_the_keys(ring: SigningRing) -> None:
    for file in ring.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(ring.folder.stat().st_mode) == 0o700


def test_two_keys_are_active_and_older_ones_retire(ring: SigningRing) -> None:
    twice = ring.rotate(today=TODAY).rotate(today=TODAY)
    assert statuses(twice) == {1: "retired", 2: "active", 3: "active"}
    assert twice.signing_key()[0] == 3
    assert twice.signing_key(2)[0] == 2
    assert not (ring.folder / "1.pem").exists()
    with pytest.raises(KeyUnknown):
        twice.signing_key(1)


def test_the_key_in_use_does_not_retire(ring: SigningRing) -> None:
    with pytest.raises(KeyInUse):
        ring.retire(1)
    assert statuses(ring.rotate(today=TODAY).retire(1)) == {1: "retired", 2: "active"}


def test_revoking_the_key_in_use_puts_a_new_one_in_its_place(ring: SigningRing) -> None:
    revoked = ring.revoke(1, today=TODAY)
    assert statuses(revoked) == {1: "revoked", 2: "active"}
    assert revoked.current == 2
    assert not (ring.folder / "1.pem").exists()


def test_days_of_a_key_are_revoked_alone(ring: SigningRing, tmp_path: Path) -> None:
    days = IssueDays(date(2026, 11, 1), date(2026, 11, 3))
    ring.revoke_days(1, days).revoke_days(1, days)
    assert SigningRing.load(tmp_path).keys[1].revoked_days == (days,)


def test_an_unknown_key_is_named(ring: SigningRing) -> None:
    with pytest.raises(KeyUnknown, match="9"):
        ring.revoke(9, today=TODAY)


def test_key_numbers_end_at_one_byte(ring: SigningRing) -> None:
    full = SigningRing(ring.folder, 255, 1, {255: a_public_key(255)}, ring.root)
    with pytest.raises(KeyNumbersExhausted):
        full.rotate(today=TODAY)


@pytest.mark.parametrize("name", ["ring.json", "1.pem", "root.pem", "published.json"])
def test_a_missing_file_is_named_with_the_way_out(ring: SigningRing, tmp_path: Path, name: str) -> None:
    (ring.folder / name).unlink()
    with pytest.raises(KeyMissing, match=f"{name}.*backup"):
        use_everything(tmp_path)


@pytest.mark.parametrize("name", ["ring.json", "1.pem", "root.pem", "published.json"])
@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]x", b"-----BEGIN %s-----\nAA\n-----END %s-----" % ((b"PRIVATE KEY",) * 2)],
)
def test_a_damaged_file_is_named(ring: SigningRing, tmp_path: Path, name: str, content: bytes) -> None:
    (ring.folder / name).write_bytes(content)
    with pytest.raises(KeyUnreadable, match=name.split(".")[0]):
        use_everything(tmp_path)


@pytest.mark.parametrize(
    "content", ["null", "[]", "{}", '{"keys": [], "current": 1, "sequence": 1, "root": "x"}']
)
def test_a_ring_of_another_shape_is_unreadable(ring: SigningRing, tmp_path: Path, content: str) -> None:
    (ring.folder / "ring.json").write_text(content)
    with pytest.raises(KeyUnreadable):
        SigningRing.load(tmp_path)


def test_somebody_elses_private_key_is_refused(ring: SigningRing, tmp_path: Path) -> None:
    other = SigningRing.create_missing(tmp_path / "other", today=TODAY)
    for name in ("1.pem", "root.pem"):
        (ring.folder / name).write_bytes((other.folder / name).read_bytes())
        with pytest.raises(KeyUnreadable):
            use_everything(tmp_path)


def test_a_lost_ring_beside_living_keys_is_not_made_anew(ring: SigningRing, tmp_path: Path) -> None:
    (ring.folder / "ring.json").unlink()
    with pytest.raises(KeyMissing):
        SigningRing.create_missing(tmp_path, today=TODAY)


def test_the_root_key_may_live_elsewhere(ring: SigningRing, tmp_path: Path) -> None:
    safe = tmp_path / "stick.pem"
    (ring.folder / "root.pem").rename(safe)
    assert ring.signing_key()[0] == 1  # Issuing needs no root.
    assert ring.rotate(today=TODAY, root_file=safe).current == 2


def test_the_published_list_is_signed_by_the_root(ring: SigningRing) -> None:
    changed = ring.rotate(today=TODAY)
    sequence, keys = key_list.read(changed.published(), root=ring.root)
    assert (sequence, keys) == (changed.sequence, dict(changed.keys))
    assert sequence > ring.sequence


def test_a_changed_list_is_not_believed(ring: SigningRing) -> None:
    document = ring.published()
    header, body, signature = document["signed"].split(".")
    other = key_list.build(ring.keys.values(), sequence=9, root=Ed25519PrivateKey.generate())
    for signed in (
        f"{header}.{body}x.{signature}",
        f"{header}.{body}",
        "",
        5,
        other["signed"],
        f"{body}.{body}.{signature}",
    ):
        with pytest.raises(ValueError, match=r"key list|base64url"):
            key_list.read({**document, "signed": signed}, root=ring.root)
    with pytest.raises(ValueError, match="no key list"):
        key_list.read({}, root=ring.root)


def test_a_jwk_is_read_back() -> None:
    key = a_public_key(7, status=KeyStatus.RETIRED, revoked_days=(IssueDays(TODAY, TODAY),))
    entry = json.loads(json.dumps(key_list.entry_of(key)))
    assert {entry["kty"], entry["crv"], entry["use"]} == {"OKP", "Ed25519", "sig"}
    assert key_list.text_of(key_list.key_of(entry).key) == key_list.text_of(PRIVATE.public_key())
    assert key_list.key_of(entry).expires == key.expires


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
key_states = st.builds(
    lambda status, ranges: {1: a_public_key(status=status, revoked_days=key_list.united(tuple(ranges), ()))},
    st.sampled_from(KeyStatus),
    st.lists(st.builds(lambda a, b: IssueDays(min(a, b), max(a, b)), days, days), max_size=2),
)


@given(st.lists(key_states, min_size=1, max_size=4))
def test_no_order_of_lists_brings_a_revoked_key_back(lists: list[dict]) -> None:
    """Lesson L8: joining is monotone, and every order ends in the same trust."""
    ends = []
    for order in permutations(lists):
        joined = order[0]
        for following in order[1:]:
            joined = key_list.merge(joined, following)
        ends.append(joined)
    assert all(trust_of(end) == trust_of(ends[0]) for end in ends)
    for one in lists:
        for day in (date(2026, 2, 1), date(2026, 6, 15), date(2026, 11, 30)):
            assert ends[0][1].is_revoked_for(day) >= one[1].is_revoked_for(day)


def test_two_keys_of_one_number_are_no_list() -> None:
    stranger = a_public_key(key=Ed25519PrivateKey.generate().public_key())
    with pytest.raises(ValueError, match="number 1"):
        key_list.merge({1: a_public_key()}, {1: stranger})


def trust_of(keys: dict) -> dict:
    return {n: (k.status, k.not_before, k.expires, k.revoked_days) for n, k in keys.items()}


def use_everything(data: Path) -> None:
    ring = SigningRing.load(data)
    ring.published()
    ring.signing_key()
    ring.rotate(today=TODAY)


def test_the_folder_of_keys_is_inside_the_data_folder(tmp_path: Path) -> None:
    assert folder_of(tmp_path) == tmp_path / "keys" / "codes"
