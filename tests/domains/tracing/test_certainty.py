"""A contact of whom nobody can say how long it lasted is called so, and not by a number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.tracing.rules.certainty import Certainty, certainty_of, lacks_data

SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("own", "other", "usual", "lacks"),
    [
        (False, False, True, False),
        (False, False, False, False),  # Both were scanned out: the spot need not teach anything.
        (True, False, True, False),
        (False, True, True, False),
        (True, False, False, True),
        (False, True, False, True),
        (True, True, True, True),
        (True, True, False, True),
    ],
)
def test_a_meeting_lacks_data_without_any_end_or_any_usual_stay(own, other, usual, lacks):
    found = lacks_data(
        own_estimated=np.array([own]), other_estimated=np.array([other]), has_usual_stay=np.array([usual])
    )
    assert found.tolist() == [lacks]


def test_no_meeting_is_no_answer():
    none = np.empty(0, bool)
    assert lacks_data(own_estimated=none, other_estimated=none, has_usual_stay=none).tolist() == []


@pytest.mark.parametrize(
    ("estimated", "lacking", "certainty"),
    [
        (0.0, 0.0, Certainty.KNOWN),
        (0.5, 0.5, Certainty.KNOWN),  # Half is not most.
        (0.51, 0.5, Certainty.UNCERTAIN),
        (0.51, 0.51, Certainty.NOT_ENOUGH),
        (1.0, 0.0, Certainty.UNCERTAIN),
        (1.0, 1.0, Certainty.NOT_ENOUGH),
    ],
)
def test_a_contact_is_called_by_what_most_of_its_score_rests_on(estimated, lacking, certainty):
    assert certainty_of(estimated=estimated, lacking=lacking) is certainty


@given(SHARES, SHARES, SHARES)
def test_more_that_lacks_never_makes_a_contact_more_certain(estimated, lacking, more):
    order = list(Certainty)
    before, after = (
        order.index(certainty_of(estimated=estimated, lacking=share)) for share in sorted((lacking, more))
    )
    assert before <= after
