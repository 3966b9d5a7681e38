"""The small parts of the scan process."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from antoan.domains.policy import documents
from antoan.entrypoints.scan import reasons
from antoan.entrypoints.scan.guesses import ADDRESS_MISSES_MAX, ADDRESSES_MAX, Addresses, Bucket
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.occupancy import (
    COUNTING_SECONDS_PER_BATCH,
    COUNTING_SECONDS_SAVED_MAX,
    COUNTING_SHARE,
    FRESH_SECONDS,
    Occupancy,
)
from antoan.entrypoints.scan.policies import PolicyChoice, narrowest_first
from antoan.entrypoints.scan.shown import shown_by_code, shown_by_rule

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
POLICIES = {number: documents.load_shipped("hcm-2021-10-01") for number in range(1, 9)}
CITY, DISTRICT, WARD = 1, 7, 70


def an_activation(policy_id: int, area: int | None = None, kind: str = "", starts=NOON - HOUR, ends=None):
    return {
        "id": policy_id,
        "policy_id": policy_id,
        "area_id": area,
        "place_kind": kind,
        "starts_at": starts,
        "ends_at": ends,
    }


def chosen(*activations, kind: str = "market", at: datetime = NOON) -> int | None:
    candidates = narrowest_first(activations, POLICIES, areas=[WARD, DISTRICT, CITY], place_kind=kind)
    found = PolicyChoice(candidates).at(at)
    return found and found.policy_id


def test_a_nearer_area_wins_then_a_kind_of_place_then_the_later_start():
    everywhere, city, ward = an_activation(1), an_activation(2, CITY), an_activation(3, WARD)
    markets, ward_markets = an_activation(4, kind="market"), an_activation(5, WARD, "market")
    later = an_activation(6, starts=NOON - HOUR / 2)
    elsewhere, schools = an_activation(7, 99), an_activation(8, WARD, "school")
    assert chosen(everywhere, elsewhere, schools) == 1
    assert chosen(everywhere, later) == 6
    assert chosen(everywhere, later, markets) == 4
    assert chosen(markets, city) == 2
    assert chosen(city, ward, markets) == 3
    assert chosen(ward, ward_markets, city) == 5
    assert chosen(elsewhere) is None


@pytest.mark.parametrize(
    ("at", "found"), [(NOON - HOUR, 1), (NOON, 2), (NOON + HOUR, None), (NOON - 2 * HOUR, None)]
)
def test_a_policy_governs_from_its_first_moment_to_before_its_last(at, found):
    first = an_activation(1, starts=NOON - HOUR, ends=NOON)
    second = an_activation(2, starts=NOON, ends=NOON + HOUR)
    assert chosen(first, second, at=at) == found


def test_a_policy_that_cannot_be_used_is_passed_over():
    assert chosen(an_activation(99, WARD), an_activation(1)) == 1


def test_a_bucket_refills_at_its_rate():
    bucket = Bucket(2, 0.5)
    assert [bucket.take(100.0) for _ in range(3)] == [True, True, False]
    assert not bucket.take(101.0)
    assert bucket.take(102.1)
    assert not bucket.take(102.1)
    assert [bucket.take(1000.0) for _ in range(3)] == [True, True, False]


def test_the_moment_a_verdict_changes_is_put_into_its_json():
    document = documents.load_shipped("hcm-2021-10-01")
    shown = shown_by_rule(document, document.rules[0], None)
    assert json.loads(bytes(shown.with_until(None)))["until"] is None
    with_time = json.loads(bytes(shown.with_until(NOON)))
    assert with_time["until"] == "2026-11-22T05:00:00+00:00"
    assert {**with_time, "until": None} == json.loads(bytes(shown.raw))


def test_a_note_about_the_code_comes_before_the_policys_reason():
    document = documents.load_shipped("hcm-2021-10-01")
    shown = json.loads(bytes(shown_by_rule(document, document.default, reasons.UNSIGNED).raw))
    assert [reason["code"] for reason in shown["reasons"]] == ["unsigned", document.default.id]
    shown = json.loads(bytes(shown_by_code(None, reasons.FORGED).raw))
    assert (shown["colour"], shown["policy"], shown["rule"]) == ("black", None, "forged")


def test_occupancy_counts_a_new_spot_once_and_then_moves_with_the_scans():
    occupancy = Occupancy()
    assert occupancy.to_count([5], now=10.0) == [5]
    occupancy.set([(5, 40)], now=10.0)
    occupancy.move(5, 1)
    occupancy.move(5, -2)
    assert occupancy.inside(5) == 39
    assert occupancy.to_count([5], now=10.0 + FRESH_SECONDS / 2) == []
    assert occupancy.to_count([5], now=10.0 + FRESH_SECONDS) == [5]


def test_occupancy_before_its_first_count_is_what_was_seen_at_this_gate():
    occupancy = Occupancy()
    occupancy.move(5, 1)
    occupancy.move(5, 1)
    assert occupancy.inside(5) == 2
    occupancy.set([(5, 40)], now=10.0)
    assert occupancy.inside(5) == 40


def test_counting_takes_a_bounded_share_of_the_time_and_the_longest_uncounted_first():
    occupancy = Occupancy()
    spots, second = range(100_000), 0.002
    counted: list[list[int]] = []
    spent = 0.0
    for step in range(20_000):  # One batch a millisecond, each scanning everywhere.
        due = occupancy.to_count(spots[step % 7 :: 97], now=10.0 + step / 1_000)
        seconds = second * len(due)
        is_measured = len(counted) > 20  # Until then it guesses how long a spot takes.
        assert not is_measured or seconds <= COUNTING_SECONDS_PER_BATCH + second
        if due:
            counted.append(due)
            occupancy.set(((spot, 1) for spot in due), now=10.0 + step / 1_000, seconds=seconds)
            spent += seconds
    assert spent <= COUNTING_SECONDS_SAVED_MAX + 20 * COUNTING_SHARE + COUNTING_SECONDS_PER_BATCH
    assert spent >= 20 * COUNTING_SHARE
    seen = [spot for due in counted for spot in due]
    assert len(seen) == len(set(seen)), "nobody is counted twice while others were never counted"


def test_a_spot_that_takes_long_to_count_is_still_counted_now_and_then():
    occupancy = Occupancy()
    occupancy.set([(5, 9_000)], now=1.0, seconds=10.0)
    assert occupancy.to_count([5], now=5.0) == []
    assert occupancy.to_count([5], now=1.0 + 10.0 / COUNTING_SHARE) == [5]


def test_occupancy_never_shows_fewer_than_nobody():
    occupancy = Occupancy()
    occupancy.set([(5, 0)], now=1.0)
    occupancy.move(5, -1)
    assert occupancy.inside(5) == 0


def test_metrics_are_prometheus_text():
    metrics = Metrics(process=3)
    metrics.colours["green"] = 5
    metrics.count_refusal("scan:time:ahead")
    for size in (1, 4, 5, 2000):
        metrics.batch_size.add(size)
    text = metrics.text(queued=1, connections=2, devices=3)
    assert 'antoan_scans_total{process="3",colour="green"} 5\n' in text
    assert 'antoan_scans_refused_total{process="3",code="scan:time:ahead"} 1\n' in text
    assert 'antoan_scan_batch_size_bucket{process="3",le="1"} 1\n' in text
    assert 'antoan_scan_batch_size_bucket{process="3",le="4"} 2\n' in text
    assert 'antoan_scan_batch_size_bucket{process="3",le="+Inf"} 4\n' in text
    assert 'antoan_scan_batch_size_sum{process="3"} 2010' in text


def test_an_address_behind_which_many_gates_guess_is_bounded_too():
    addresses = Addresses()
    allowed = sum(addresses.take("203.0.113.7", now=1.0) for _ in range(1_000))
    assert allowed == ADDRESS_MISSES_MAX
    assert addresses.take("203.0.113.8", now=1.0)
    assert addresses.take("203.0.113.7", now=10.0)


def test_the_addresses_that_are_remembered_are_bounded_and_none_is_no_address():
    addresses = Addresses()
    for number in range(ADDRESSES_MAX + 10):
        assert addresses.take(f"2001:db8::{number:x}", now=1.0)
    assert len(addresses._buckets) == ADDRESSES_MAX
    assert all(addresses.take("", now=1.0) for _ in range(1_000))
