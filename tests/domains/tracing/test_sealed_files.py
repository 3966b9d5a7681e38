"""The files of a sealed day hold exactly its stays, in both forms, and are small."""

from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.errors import SealingUnderWay, SealUnreadable
from antoan.domains.tracing.sealing.layout import MANIFEST, PARQUET, Sealed
from antoan.domains.tracing.sealing.reading import read_archive
from antoan.domains.tracing.sealing.shelf import ShelfDay
from antoan.domains.tracing.services.sealing import write_day

DAY = date(2031, 3, 1)

stays = st.lists(
    st.tuples(
        st.integers(1, 50),
        st.integers(1, 30),
        st.integers(-1000, 90_000),
        st.integers(0, 86_400),
        st.booleans(),
    ),
    max_size=60,
)


def columns_of(rows) -> Columns:
    person, spot, t_in, length, estimated = (
        (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 5
    )
    t_in = np.array(t_in, np.int32)
    return Columns(
        np.array(person, np.int32),
        np.array(spot, np.int32),
        t_in,
        (t_in + np.array(length, np.int32)).astype(np.int32),
        np.array(estimated, bool),
    )


def as_rows(columns: Columns) -> list[tuple]:
    values = (columns.person, columns.spot, columns.t_in, columns.t_eff, columns.estimated)
    return sorted(zip(*(column.tolist() for column in values), strict=True))


@given(stays)
def test_what_is_written_is_read_back_in_both_forms(tmp_path_factory, rows):
    folder, written = Sealed(tmp_path_factory.mktemp("sealed")), columns_of(rows)
    sealed = write_day(folder, DAY, written, written.fingerprint())
    hot, archive = ShelfDay(sealed, folder.folder_of(sealed)).hot(), read_archive(folder.folder_of(sealed))
    assert as_rows(hot.columns()) == as_rows(archive) == as_rows(written)
    key = list(zip(hot.spot.tolist(), hot.t_in.tolist(), strict=True))
    assert key == sorted(key)
    for person in range(52):
        assert sorted(hot.rows_of_person(person).tolist()) == np.flatnonzero(hot.person == person).tolist()
    for spot in range(32):
        at_spot = hot.rows_of_spot(spot)
        assert set(hot.spot[at_spot].tolist()) <= {spot}
        assert at_spot.stop - at_spot.start == np.count_nonzero(hot.spot == spot)
        if at_spot.stop > at_spot.start:
            assert hot.longest[spot] == (hot.t_eff[at_spot] - hot.t_in[at_spot]).max()
    everywhere = np.arange(len(hot), dtype=np.int32)
    assert hot.is_estimated(everywhere).tolist() == hot.columns().estimated.tolist()


def test_values_that_change_places_change_the_fingerprint():
    one, other = (
        columns_of([(1, 5, 10, 20, False), (2, 5, 30, 20, False)]),
        columns_of([(2, 5, 10, 20, False), (1, 5, 30, 20, False)]),
    )
    assert one.fingerprint() != other.fingerprint()


def test_the_order_of_the_stays_does_not():
    rows = [(n % 7 + 1, n % 5 + 1, n * 13, n, n % 3 == 0) for n in range(200)]
    assert columns_of(rows).fingerprint() == columns_of(rows[::-1]).fingerprint()


def test_a_citys_day_takes_twenty_bytes_a_stay_hot_and_seven_archived(tmp_path):
    draw = np.random.default_rng(1)
    count, people, spots = 400_000, 80_000, 4_000
    t_in = draw.integers(0, 86_400, count).astype(np.int32)
    city = Columns(
        draw.integers(1, people, count).astype(np.int32),
        np.sort(draw.integers(1, spots, count)).astype(np.int32),
        t_in,
        (t_in + draw.lognormal(7.2, 0.8, count)).astype(np.int32),
        draw.random(count) < 0.15,
    )
    sealed = write_day(Sealed(tmp_path), DAY, city, city.fingerprint())
    assert sealed.hot_bytes / count < 21.2
    assert sealed.archive_bytes / count < 7.6


def test_the_archive_is_plain_parquet_in_order_of_spots(tmp_path):
    written = columns_of([(3, 9, 50, 10, True), (1, 2, 70, 10, False), (2, 2, 60, 10, False)])
    folder = Sealed(tmp_path)
    sealed = write_day(folder, DAY, written, written.fingerprint())
    table = pq.read_table(folder.folder_of(sealed) / PARQUET).to_pydict()
    day = (DAY - date(2020, 1, 1)).days
    assert table == {
        "day": [day] * 3,
        "spot": [2, 2, 9],
        "t_in": [60, 70, 50],
        "t_eff": [70, 80, 60],
        "person": [2, 1, 3],
        "estimated": [False, False, True],
    }


def test_the_manifest_is_replaced_as_a_whole(tmp_path):
    folder, nothing = Sealed(tmp_path), columns_of([])
    assert folder.days() == {}
    assert folder.version() is None
    sealed = write_day(folder, DAY, nothing, nothing.fingerprint())
    folder.put_in_force({DAY: sealed})
    before = folder.version()
    assert folder.days() == {DAY: sealed}
    folder.put_in_force({})
    assert (folder.days(), folder.version() != before) == ({}, True)


def test_only_what_is_in_force_survives_a_sweep(tmp_path):
    folder, nothing = Sealed(tmp_path), columns_of([])
    kept, old = (write_day(folder, DAY, nothing, nothing.fingerprint()) for _ in range(2))
    folder.put_in_force({DAY: kept})
    (tmp_path / "2031-03-02" / "half.part").mkdir(parents=True)
    assert folder.sweep() == 2
    assert folder.folder_of(kept).is_dir()
    assert not folder.folder_of(old).exists()
    assert not (tmp_path / "2031-03-02").exists()


def test_two_never_seal_at_once(tmp_path):
    folder = Sealed(tmp_path)
    with folder.sealing(), pytest.raises(SealingUnderWay), Sealed(tmp_path).sealing():
        pass
    with folder.sealing():
        pass


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2, "epoch": "x", "days": {}}', '{"format": 1}'])
def test_a_damaged_manifest_says_so(tmp_path, text):
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(SealUnreadable):
        Sealed(tmp_path).days()
