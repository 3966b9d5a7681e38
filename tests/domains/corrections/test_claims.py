"""What is claimed fits its subject, and numbers survive being said on the phone."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.corrections.changes import change_of
from antoan.domains.corrections.claims import needs_claim, read_claim, written_claim
from antoan.domains.corrections.errors import TicketUnreadable
from antoan.domains.corrections.values import FAULTS_OF, Fault, Subject
from antoan.kit import spoken
from antoan.kit.errors import AntoanError
from tests.factories.corrections import DOSE

GOOD = {
    Subject.VACCINATION: DOSE,
    Subject.TEST: {"kind": "pcr", "outcome": "negative", "sampled_at": "2021-10-01T08:00:00+07:00"},
    Subject.RECOVERY: {
        "confirmed_on": "2021-08-01", "recovered_on": "2021-08-20", "proof": "discharge", "reference": "12/GRV",
    },
    Subject.ISOLATION: {"kind": "contact", "starts_on": "2021-08-01", "ends_on": "2021-08-14"},
    Subject.IDENTITY: {"full_name": "Nguyễn Văn Ẩn"},
}  # fmt: skip


@pytest.mark.parametrize("subject", GOOD)
def test_a_claim_is_read_and_written_the_same(subject):
    claim = read_claim(subject, Fault.WRONG, GOOD[subject])
    assert read_claim(subject, Fault.WRONG, written_claim(claim)) == claim


@pytest.mark.parametrize(
    ("subject", "broken"),
    [
        (Subject.VACCINATION, {"given_on": "2021-02-30"}),
        (Subject.VACCINATION, {"dose_number": 10}),
        (Subject.VACCINATION, {"dose_number": 0}),
        (Subject.VACCINATION, {"product": ""}),
        (Subject.VACCINATION, {"product": "x" * 41}),
        (Subject.VACCINATION, {"colour": "green"}),
        (Subject.TEST, {"sampled_at": "2021-10-01T08:00:00"}),
        (Subject.TEST, {"outcome": "perhaps"}),
        (Subject.RECOVERY, {"recovered_on": "2021-07-31"}),
        (Subject.RECOVERY, {"proof": "my word"}),
        (Subject.ISOLATION, {"ends_on": "2021-07-31"}),
        (Subject.IDENTITY, {"full_name": ""}),
        (Subject.IDENTITY, {"gender": "other"}),
    ],
)
def test_what_does_not_fit_is_refused(subject, broken):
    with pytest.raises(TicketUnreadable):
        read_claim(subject, Fault.WRONG, {**GOOD[subject], **broken})


def test_a_fault_a_subject_cannot_have_is_refused():
    with pytest.raises(TicketUnreadable):
        read_claim(Subject.INFECTION, Fault.MISSING, None)


def test_what_is_not_mine_needs_no_claim():
    for subject, faults in FAULTS_OF.items():
        if Fault.NOT_MINE in faults:
            assert not needs_claim(subject, Fault.NOT_MINE)
            assert read_claim(subject, Fault.NOT_MINE, {"anything": 1}) is None


def test_every_subject_and_fault_has_a_change():
    ids = {Subject.DECLARATION: str(uuid4()), Subject.VISIT: "2026-11-22T05:00:00+00:00"}
    for subject, faults in FAULTS_OF.items():
        for fault in faults:
            record = "" if fault is Fault.MISSING else ids.get(subject, "7")
            change_of(subject, fault, record, read_claim(subject, fault, GOOD.get(subject)))


@given(st.dictionaries(st.sampled_from([*DOSE, "x"]), st.none() | st.text() | st.integers() | st.floats()))
def test_no_claim_raises_anything_but_our_own_errors(given_fields):
    for subject in GOOD:
        try:
            read_claim(subject, Fault.WRONG, given_fields)
        except AntoanError:
            continue


def test_numbers_are_read_however_they_are_written_down():
    for _ in range(200):
        number = spoken.new()
        shown = spoken.show(number)
        assert spoken.read(shown) == number
        assert spoken.read(shown.lower().replace("0", "o").replace("1", "l")) == number


def test_a_slip_in_a_number_is_noticed():
    number = spoken.new()
    for place in range(7):
        other = "2" if number[place] != "2" else "3"
        assert spoken.read(number[:place] + other + number[place + 1 :]) is None


@given(st.text())
def test_any_text_is_a_number_or_is_not(text):
    assert spoken.read(text) is None or len(spoken.read(text)) == 7
