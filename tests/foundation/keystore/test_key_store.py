"""The installation's own secrets."""

import json
import stat

import pytest

from antoan.foundation.keystore.store import KeyDamaged, KeyMissing, KeyNumbersSpent, KeyStore
from antoan.kit.sealing import SealBroken

PLACE = "t.c"


@pytest.fixture
def store(tmp_path):
    store = KeyStore.of(tmp_path)
    store.create_missing()
    return store


def test_keys_are_made_once_and_only_their_owner_reads_them(store):
    assert store.create_missing() == []
    for file in store.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_two_installations_have_different_keys(tmp_path):
    one, other = KeyStore.of(tmp_path / "1"), KeyStore.of(tmp_path / "2")
    one.create_missing()
    other.create_missing()
    assert one.django_secret() != other.django_secret()
    with pytest.raises(SealBroken):
        other.field_ring().open(one.field_ring().seal("x", place=PLACE), place=PLACE)


@pytest.mark.parametrize(("name", "read"), [("web-secret", "django_secret"), ("fields.json", "field_ring")])
def test_a_missing_key_file_is_named_with_the_way_out(store, name, read):
    (store.folder / name).unlink()
    with pytest.raises(KeyMissing, match=rf"{name} is missing\. Put it back from your backup"):
        getattr(store, read)()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", "7", '{"current": 1, "keys": {}, "blind": ""}',
        '{"current": 1, "keys": {"1": "short"}, "blind": "short"}',
        '{"current": 1, "keys": {"1": "AAAA"}, "blind": "AAAA"}', '{"current": [], "keys": {"1": 7}}',
    ],
)  # fmt: skip
def test_a_damaged_ring_is_named_with_the_way_out(store, text):
    (store.folder / "fields.json").write_text(text)
    with pytest.raises(KeyDamaged, match=r"fields\.json is damaged"):
        store.field_ring()


def test_a_rotation_seals_anew_and_opens_the_old(store):
    old = store.field_ring()
    sealed = old.seal("079090001234", place=PLACE)
    assert store.rotate_field_key() == 2
    new = store.field_ring()
    assert new.current == 2
    assert new.open(sealed, place=PLACE) == "079090001234"
    assert new.blind_index("phone", "1") == old.blind_index("phone", "1")


def test_a_process_that_still_has_the_old_ring_opens_what_the_new_key_sealed(store):
    running = store.field_ring()
    store.rotate_field_key()
    assert running.open(store.field_ring().seal("x", place=PLACE), place=PLACE) == "x"
    assert running.current == 1


def test_a_ring_that_is_full_says_so(store):
    raw = json.loads((store.folder / "fields.json").read_text())
    raw["keys"]["255"] = raw["keys"]["1"]
    (store.folder / "fields.json").write_text(json.dumps(raw))
    with pytest.raises(KeyNumbersSpent):
        store.rotate_field_key()
