"""What numpy columns become in PostgreSQL is what they were."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.entrypoints.cli.city.chance import digits, one_to_one, pick, scattered, stream, uuids
from antoan.entrypoints.cli.city.rows import Rows, days_of, microseconds_of
from antoan.entrypoints.cli.city.sites import crockford
from antoan.foundation.db.bulk import copy_buffers

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(-(2**63), 2**63 - 1),
            st.integers(-(2**15), 2**15 - 1),
            TEXTS,
            st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))),
            st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2200-01-01")),
            st.booleans(),
            st.floats(allow_nan=False),
            st.binary(min_size=16, max_size=16),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_every_value_arrives_as_it_was(values):
    large, small, texts, days, moments, flags, reals, raw = zip(*values, strict=True)
    moments = [moment.replace(tzinfo=UTC) for moment in moments]
    rows = Rows("city_rows", len(values))
    rows.number("large", np.array(large, np.int64), size=8)
    rows.number("small", np.array(small), size=2)
    rows.texts("words", [text.encode() for text in texts])
    missing = np.array([day is None for day in days])
    rows.day("day", np.array([0 if day is None else days_of(day) for day in days]), missing=missing)
    rows.moment("moment", np.array([microseconds_of(moment) for moment in moments]))
    rows.flag("flag", np.array(flags))
    rows.real("real", np.array(reals, float))
    rows.block("raw", np.frombuffer(b"".join(raw), np.uint8).reshape(-1, 16))
    rows.same("same", "Việt Nam")
    rows.same("empty", "")
    rows.nothing("nothing")
    rows.of_pool("pooled", ("một", "hai"), np.array(flags, np.int64))
    encoded = rows.encoded()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS city_rows (large int8, small int2, words text, day date,"
            " moment timestamptz, flag bool, real float8, raw bytea, same text, empty text, nothing text, pooled text)"
        )
        cursor.execute("TRUNCATE city_rows")
        copy_buffers("city_rows", encoded.columns, [encoded.buffer])
        cursor.execute("SELECT * FROM city_rows")
        found = cursor.fetchall()
    assert found == [
        (n, s, text, day, moment, flag, real, data, "Việt Nam", "", None, "hai" if flag else "một")
        for n, s, text, day, moment, flag, real, data in zip(
            large, small, texts, days, moments, flags, reals, raw, strict=True
        )
    ]


def test_no_rows_are_no_bytes():
    rows = Rows("t", 0)
    rows.number("a", np.array([], np.int64), size=8)
    assert rows.encode() == b""


def test_columns_of_one_width_are_written_without_a_loop():
    rows = Rows("t", 2)
    rows.number("a", np.array([1, 2]), size=4)
    rows.nothing("b")
    assert rows.encode() == bytes.fromhex("00020000000400000001ffffffff00020000000400000002ffffffff")  # fmt: skip


@given(st.integers(1, 5_000))
def test_scrambling_never_gives_one_number_twice(modulus):
    scrambled = one_to_one(np.arange(modulus), modulus)
    assert sorted(scrambled.tolist()) == list(range(modulus))


@given(st.lists(st.integers(0, 2**32 - 1), unique=True, max_size=200))
def test_scrambling_32_bits_never_gives_one_number_twice(values):
    scrambled = one_to_one(np.array(values, np.int64), 1 << 32)
    assert len(set(scrambled.tolist())) == len(values)
    assert all(0 <= value < 1 << 32 for value in scrambled.tolist())


def test_neighbours_are_scattered_evenly():
    parts = np.bincount(scattered(np.arange(100_000), 10), minlength=10)
    assert parts.min() > 9_500


def test_digits_keep_their_leading_zeros():
    assert digits(np.array([0, 7, 999]), 3).tolist() == [b"000", b"007", b"999"]


def test_crockford_numbers_read_back():
    assert crockford(np.array([0, 31, 32]), 2).tolist() == [b"00", b"0Z", b"10"]


def test_streams_repeat_and_differ_by_part():
    first, again, other = stream(1, "a"), stream(1, "a"), stream(1, "b")
    drawn = first.random(5).tolist()
    assert drawn == again.random(5).tolist() != other.random(5).tolist()


def test_picking_follows_the_weights_and_never_picks_nothing():
    chosen = pick(stream(1, "x"), [0, 3, 1, 0], 40_000)
    assert set(chosen.tolist()) == {1, 2}
    assert 0.73 < (chosen == 1).mean() < 0.77


def test_uuids_are_of_version_4():
    from uuid import UUID

    made = [UUID(bytes=bytes(row)) for row in uuids(stream(1, "x"), 50)]
    assert {uuid.version for uuid in made} == {4}
    assert len(set(made)) == 50


@given(st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01")))
def test_microseconds_count_from_2000(moment):
    aware = moment.replace(tzinfo=UTC)
    assert datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds_of(aware)) == aware
