"""What a tube's result means, what a barcode is, and what a laboratory's bundle says."""

import contextlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.laboratory.errors import BundleTooLarge, BundleUnreadable
from antoan.domains.laboratory.fhir import RESULTS_MAX, read_bundle
from antoan.domains.laboratory.rules import Meaning, expected_by, meaning_of, read_barcode
from antoan.domains.laboratory.values import MemberState, TubeResult
from antoan.domains.records.values import TestKind, TestOutcome

POSITIVE, NEGATIVE, DOUBTFUL = TestOutcome.POSITIVE, TestOutcome.NEGATIVE, TestOutcome.DOUBTFUL


@pytest.mark.parametrize("outcome", [POSITIVE, NEGATIVE, DOUBTFUL])
def test_a_tube_of_one_says_what_it_says(outcome):
    assert meaning_of(outcome, people=1) == Meaning(outcome, MemberState.ANSWERED)


@pytest.mark.parametrize("people", [2, 5, 10])
def test_a_negative_pool_clears_everybody_in_it(people):
    assert meaning_of(NEGATIVE, people=people) == Meaning(NEGATIVE, MemberState.ANSWERED)


@pytest.mark.parametrize("outcome", [POSITIVE, DOUBTFUL])
def test_a_pool_that_is_not_negative_says_nothing_of_anybody_alone(outcome):
    assert meaning_of(outcome, people=2) == Meaning(TestOutcome.PENDING, MemberState.RETEST)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("XN-0012\r\n", "XN-0012"), ("*xn0012*", "XN0012"), ("ABC", None), ("", None), ("a" * 33, None),
        ("-ABCD", None), ("XN 0012", None), ("Ống01", None),
    ],
)  # fmt: skip
def test_a_barcode_is_four_to_thirty_two_letters(text, code):
    assert read_barcode(text) == code


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_barcodes(text):
    assert read_barcode(text) is None or read_barcode(read_barcode(text)) == read_barcode(text)


def test_a_pcr_is_expected_within_a_day():
    at = datetime(2021, 10, 20, tzinfo=UTC)
    assert expected_by(TestKind.PCR, at) == at + timedelta(hours=24)


def an_observation(barcode="XN0001", code="260415000", **changes):
    return {
        "resourceType": "Observation", "id": "o1", "status": "final", "issued": "2021-10-20T10:00:00+07:00",
        "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": code}]},
        "specimen": {"identifier": {"value": barcode}},
    } | changes  # fmt: skip


def a_bundle(*resources, **changes):
    entries = [{"resource": resource} for resource in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries} | changes).encode()


def outcomes(raw):
    return [(result.barcode, result.outcome) for result in read_bundle(raw)]


def test_observations_are_read_in_their_order():
    raw = a_bundle(
        an_observation(), an_observation("XN0002", "10828004"), an_observation("XN0003", "419984006")
    )
    assert outcomes(raw) == [("XN0001", NEGATIVE), ("XN0002", POSITIVE), ("XN0003", DOUBTFUL)]


def test_a_whole_observation_is_read():
    at = datetime(2021, 10, 20, 3, tzinfo=UTC)
    assert read_bundle(a_bundle(an_observation())) == [TubeResult("XN0001", NEGATIVE, at, "o1")]


def test_a_specimen_may_stand_in_the_bundle_or_inside():
    specimen = {"resourceType": "Specimen", "id": "s1", "accessionIdentifier": {"value": "XN0009"}}
    beside = an_observation(specimen={"reference": "Specimen/s1"})
    inside = an_observation(specimen={"reference": "#s1"}, contained=[specimen])
    assert outcomes(a_bundle(specimen, beside)) == [("XN0009", NEGATIVE)]
    assert outcomes(a_bundle(inside)) == [("XN0009", NEGATIVE)]


def test_an_interpretation_is_enough():
    said = an_observation(valueCodeableConcept=None, interpretation=[{"coding": [{"code": "POS"}]}])
    assert outcomes(a_bundle(said)) == [("XN0001", POSITIVE)]


def test_a_report_speaks_for_itself_only_without_its_observations():
    report = {
        "resourceType": "DiagnosticReport", "id": "d1", "status": "final",
        "conclusionCode": [{"coding": [{"code": "260373001"}]}], "specimen": [{"identifier": {"value": "XN0005"}}],
    }  # fmt: skip
    assert outcomes(a_bundle(report)) == [("XN0005", POSITIVE)]
    naming = report | {"result": [{"reference": "Observation/o1"}]}
    assert outcomes(a_bundle(naming, an_observation())) == [("XN0001", NEGATIVE)]


def test_what_is_not_final_is_left_out():
    raw = a_bundle(an_observation(), an_observation("XN0002", status="preliminary"))
    assert outcomes(raw) == [("XN0001", NEGATIVE)]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{}", b"[1]", b"\xff\xfe", b'{"resourceType":"Patient"}', a_bundle(), a_bundle(entry="x"),
        a_bundle(an_observation(code="404684003")), a_bundle(an_observation(specimen=None)),
        a_bundle(an_observation(issued="hôm nay")), a_bundle(an_observation(issued="2021-10-20T10:00:00")),
        a_bundle(an_observation(interpretation=[{"coding": [{"code": "POS"}]}])), b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_bundle_that_cannot_be_read_is_refused_whole(raw):
    with pytest.raises(BundleUnreadable):
        read_bundle(raw)


def test_a_bundle_past_its_bound_is_refused():
    entry = {"resource": an_observation()}
    raw = json.dumps({"resourceType": "Bundle", "entry": [entry] * (RESULTS_MAX + 1)}).encode()
    with pytest.raises(BundleTooLarge):
        read_bundle(raw)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["resource", "resourceType", "specimen", "coding", "status"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(_json)
def test_no_json_breaks_the_reader_of_bundles(value):
    raw = json.dumps({"resourceType": "Bundle", "entry": value}).encode()
    with contextlib.suppress(BundleUnreadable):
        assert read_bundle(raw)
