"""Whoever changes the trail behind our back is found, at the very entry."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from antoan.entrypoints.cli import audit as command
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit import services
from antoan.foundation.audit.digests import canonical_json, chained, entry_digest
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.audit.services import Fault, Head
from antoan.foundation.audit.services.verifying import HeadUnreadable

pytestmark = pytest.mark.django_db

NURSE = Actor(account_id=7, label="Lê Thị Hoa", address="203.0.113.9")


@pytest.fixture
def ten_entries():
    """Ten reads, chained as if committed; return their row numbers."""
    for person_id in range(1, 11):
        services.record_read(
            NURSE, action="people:person:read", object_kind="person", object_id=person_id, person_id=person_id,
            purpose="điều tra ca bệnh", detail={"fields": ["name"], "number": 2**70, "none": None},
        )  # fmt: skip
    settle()
    return list(TrailEntry.objects.order_by("position").values_list("id", flat=True))


def settle():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def behind_our_back():
    """Act as somebody who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("ALTER TABLE audit_trailentry ENABLE TRIGGER USER")


def test_an_untouched_trail_is_whole(ten_entries):
    verification = services.verify_chain()
    assert (verification.is_whole, verification.entries) == (True, 10)
    assert verification.head == services.chain_head()


def test_an_empty_trail_is_whole():
    verification = services.verify_chain()
    assert (verification.is_whole, verification.entries, str(verification.head)) == (
        True,
        0,
        "0:" + "00" * 32,
    )


@pytest.mark.parametrize(
    "change",
    [
        "purpose = 'khác'",
        "actor_account_id = 8",
        "actor_label = 'Ai đó'",
        "address = ''",
        "person_id = NULL",
        "at = at + interval '1 microsecond'",
        "kind = 'decision'",
        "detail = detail || '{\"x\": 1}'",
        "detail = '{\"x\": 1.5}'",
        "object_id = '99'",
        "action = 'people:person:find'",
        "object_kind = 'record'",
        "digest = sha256('x')",
    ],
)
def test_a_changed_entry_is_found(ten_entries, change):
    with behind_our_back() as cursor:
        cursor.execute(f"UPDATE audit_trailentry SET {change} WHERE position = 4")
    verification = services.verify_chain()
    assert (verification.fault, verification.position, verification.entry_id, verification.entries) == (
        Fault.CHANGED, 4, ten_entries[3], 3,
    )  # fmt: skip


def test_an_entry_changed_with_its_hashes_breaks_the_link_of_the_next(ten_entries):
    entry = TrailEntry.objects.values().get(position=4) | {"purpose": "khác"}
    digest = entry_digest(entry)
    with behind_our_back() as cursor:
        cursor.execute(
            "UPDATE audit_trailentry SET purpose = 'khác', digest = %s, hash = %s WHERE position = 4",
            [digest, chained(bytes(entry["previous_hash"]), digest)],
        )
    verification = services.verify_chain()
    assert (verification.fault, verification.position) == (Fault.RELINKED, 5)


@pytest.mark.parametrize("column", ["hash", "previous_hash"])
def test_a_broken_link_is_found(ten_entries, column):
    with behind_our_back() as cursor:
        cursor.execute(f"UPDATE audit_trailentry SET {column} = sha256('x') WHERE position = 4")
    verification = services.verify_chain()
    assert (verification.fault, verification.position) == (Fault.RELINKED, 4)


@pytest.mark.parametrize("position", [1, 4, 9])
def test_an_entry_deleted_in_the_middle_is_missed(ten_entries, position):
    with behind_our_back() as cursor:
        cursor.execute("DELETE FROM audit_trailentry WHERE position = %s", [position])
    verification = services.verify_chain()
    assert (verification.fault, verification.position, verification.entries) == (
        Fault.MISSING, position, position - 1,
    )  # fmt: skip


def test_a_cut_end_is_missed_by_a_head_kept_elsewhere(ten_entries):
    kept = services.chain_head()
    with behind_our_back() as cursor:
        cursor.execute("DELETE FROM audit_trailentry WHERE position > 7")
    assert services.verify_chain().is_whole, "without a kept head nobody can tell"
    verification = services.verify_chain(kept=kept)
    assert (verification.fault, verification.position) == (Fault.MISSING, 8)


def test_a_rewritten_history_is_found_by_a_head_kept_elsewhere(ten_entries):
    kept = services.chain_head()
    with behind_our_back() as cursor:
        cursor.execute("UPDATE audit_trailentry SET purpose = 'khác' WHERE position = 2")
        hash_before = bytes(TrailEntry.objects.get(position=1).hash)
        for entry in TrailEntry.objects.filter(position__gte=2).order_by("position").values():
            digest = entry_digest(entry)
            cursor.execute(
                "UPDATE audit_trailentry SET digest = %s, previous_hash = %s, hash = %s WHERE id = %s",
                [digest, hash_before, chained(hash_before, digest), entry["id"]],
            )
            hash_before = chained(hash_before, digest)
    assert services.verify_chain().is_whole, "without a kept head nobody can tell"
    verification = services.verify_chain(kept=kept)
    assert (verification.fault, verification.position) == (Fault.RELINKED, 10)


def test_two_exchanged_entries_are_found(ten_entries):
    with behind_our_back() as cursor:
        cursor.execute("UPDATE audit_trailentry SET position = -1 WHERE position = 4")
        cursor.execute("UPDATE audit_trailentry SET position = 4 WHERE position = 5")
        cursor.execute("UPDATE audit_trailentry SET position = 5 WHERE position = -1")
    verification = services.verify_chain()
    assert (verification.fault, verification.position) == (Fault.RELINKED, 4)


def test_an_inserted_entry_is_found(ten_entries):
    with behind_our_back() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copy AS SELECT * FROM audit_trailentry WHERE position = 10")
        cursor.execute("UPDATE copy SET id = id + 1, position = 11, previous_hash = hash")
        cursor.execute("INSERT INTO audit_trailentry SELECT * FROM copy")
    verification = services.verify_chain()
    assert (verification.fault, verification.position) == (Fault.RELINKED, 11)


def test_an_entry_put_in_past_the_chain_is_found(ten_entries):
    with behind_our_back() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copy AS SELECT * FROM audit_trailentry WHERE position = 10")
        cursor.execute("UPDATE copy SET id = id + 1, position = NULL, previous_hash = NULL, hash = NULL")
        cursor.execute("INSERT INTO audit_trailentry SELECT * FROM copy")
    verification = services.verify_chain()
    assert (verification.fault, verification.entry_id) == (Fault.UNCHAINED, ten_entries[9] + 1)


def test_a_head_is_read_as_it_was_written(ten_entries):
    head = services.chain_head()
    assert Head.parse(f" {head}\n") == head
    for text in ("", "7", "x:00", "7:00", "-1:" + "00" * 32, "7:" + "zz" * 32):
        with pytest.raises(HeadUnreadable):
            Head.parse(text)


def run(*arguments):
    return CliRunner().invoke(command.app, list(arguments))


def test_the_command_says_whether_the_trail_is_whole(ten_entries):
    head = run("head").output.strip()
    assert head == str(services.chain_head())
    good = run("verify", "--head", head)
    assert (good.exit_code, good.output) == (0, f"The trail is whole: 10 entries, head {head}\n")
    with behind_our_back() as cursor:
        cursor.execute("UPDATE audit_trailentry SET purpose = '' WHERE position = 3")
    bad = run("verify")
    assert bad.exit_code == 1
    assert f"broken at entry 3 (row {ten_entries[2]}): changed" in bad.output
    told = json.loads(run("verify", "--json").output)
    assert (told["whole"], told["fault"], told["position"], told["entries"]) == (False, "changed", 3, 2)


stable_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(stable_json)
def test_canonical_json_is_one_spelling_that_reads_back(value):
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


def test_details_come_back_from_the_database_with_the_same_digest(db):
    @given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5), stable_json, max_size=4))  # fmt: skip
    def holds(detail):
        services.record_decision(NURSE, action="x:y:z", object_kind="x", object_id=1, detail=detail)
        entry = TrailEntry.objects.order_by("-id").values().first()
        assert entry_digest(entry) == bytes(entry["digest"])

    holds()


def test_the_digest_does_not_depend_on_the_zone_of_the_clock():
    entry = dict.fromkeys(
        ("kind", "actor_label", "address", "action", "object_kind", "object_id", "purpose"), ""
    ) | {"actor_account_id": None, "person_id": None, "detail": {}}
    utc = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)
    local = datetime.fromisoformat("2026-11-22T07:30:00+07:00")
    assert entry_digest(entry | {"at": utc}) == entry_digest(entry | {"at": local})
