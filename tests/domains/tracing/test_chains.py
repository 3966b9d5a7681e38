"""A chain follows time and a threshold: F1 met the case, F2 met an F1 who could infect by then."""

from datetime import date

import numpy as np
import pytest

from antoan.domains.places.values import PlaceKind
from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.engines.online import OnlineEngine
from antoan.domains.tracing.engines.sweep import SweepEngine
from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.queries.chains import Chain, chain_from
from antoan.domains.tracing.queries.numbers import numbers_of
from antoan.domains.tracing.rules import chains
from antoan.domains.tracing.sealing.reading import day_in_memory
from antoan.domains.tracing.values import DAY_S, day_bounds
from tests.factories.places import a_place, a_spot

pytestmark = pytest.mark.django_db

SCORING = scorings()[0]
START = day_bounds(date(2031, 3, 1))[0]
HOUR = 3600
AN, BINH, CHI, DUNG, EM = (90_001 + n for n in range(5))


@pytest.fixture
def office() -> int:
    return a_spot(a_place("office", PlaceKind.OFFICE)).id


def chain(stays, *, depth=2, days=20) -> Chain:
    """Follow An; a stay is (person, spot, day, from hour, to hour)."""
    numbers = numbers_of({stay[0] for stay in stays})
    rows = [
        (numbers[who], spot, START + day * DAY_S + a * HOUR, START + day * DAY_S + b * HOUR)
        for who, spot, day, a, b in stays
    ]
    columns = Columns(*(np.array(c, np.int32) for c in zip(*rows, strict=True)), np.zeros(len(rows), bool))
    return chain_from(
        number=numbers[AN],
        since=START,
        until=START + days * DAY_S,
        onset=START + DAY_S,
        depth=depth,
        scoring=SCORING,
        engine=OnlineEngine([SweepEngine([day_in_memory(columns)])]),
    )


def levels(found: Chain) -> dict[int, tuple[int, int]]:
    return {link.person_id: (link.level, link.via) for link in found.links}


def test_who_met_the_case_is_f1_and_who_met_them_later_f2(office):
    found = chain(
        [(AN, office, 1, 9, 12), (BINH, office, 1, 9, 12), (BINH, office, 5, 9, 12), (CHI, office, 5, 9, 12)]
    )
    assert levels(found) == {BINH: (1, AN), CHI: (2, BINH)}
    assert not found.is_cut


def test_nobody_infects_on_the_days_before_they_can(office):
    latent = SCORING.chain.latent_days
    stays = [(AN, office, 1, 9, 12), (BINH, office, 1, 9, 12)]
    too_soon = [(BINH, office, latent, 9, 12), (CHI, office, latent, 9, 12)]
    in_time = [(BINH, office, 1 + latent, 9, 12), (CHI, office, 1 + latent, 9, 12)]
    assert levels(chain([*stays, *too_soon])) == {BINH: (1, AN)}
    assert levels(chain([*stays, *in_time])) == {BINH: (1, AN), CHI: (2, BINH)}


def test_nobody_met_before_the_exposure_belongs_to_the_chain(office):
    found = chain(
        [
            (AN, office, 5, 9, 12),
            (BINH, office, 5, 9, 12),
            (BINH, office, 1, 14, 16),
            (CHI, office, 1, 14, 16),
        ]
    )
    assert CHI not in levels(found)


def test_a_short_exposure_is_a_contact_but_carries_nothing_on(office):
    found = chain(
        [
            (AN, office, 1, 9, 12),
            (BINH, office, 1, 11.9, 12),
            (BINH, office, 5, 9, 12),
            (CHI, office, 5, 9, 12),
        ]
    )
    assert levels(found) == {BINH: (1, AN)}


def test_depth_one_stops_at_f1_and_three_goes_on(office):
    stays = [
        (AN, office, 1, 9, 12), (BINH, office, 1, 9, 12), (BINH, office, 5, 9, 12), (CHI, office, 5, 9, 12),
        (CHI, office, 9, 9, 12), (DUNG, office, 9, 9, 12),
    ]  # fmt: skip
    assert levels(chain(stays, depth=1)) == {BINH: (1, AN)}
    assert levels(chain(stays, depth=3)) == {BINH: (1, AN), CHI: (2, BINH), DUNG: (3, CHI)}


def test_each_is_told_once_at_the_first_level_through_whom_exposed_them_most(office):
    cafe = a_spot(a_place("cafe", PlaceKind.RESTAURANT)).id
    found = chain(
        [
            (AN, office, 1, 9, 12), (BINH, office, 1, 9, 12), (CHI, office, 1, 9, 12),
            (BINH, office, 5, 9, 10), (CHI, cafe, 5, 9, 12), (DUNG, office, 5, 9, 10), (DUNG, cafe, 5, 10, 12),
            (BINH, office, 6, 9, 12), (AN, office, 6, 9, 12),
        ]
    )  # fmt: skip
    assert levels(found) == {BINH: (1, AN), CHI: (1, AN), DUNG: (2, CHI)}
    assert [link.level for link in found.links] == [1, 1, 2]


def test_past_its_bound_a_level_is_cut_to_those_exposed_most(office, monkeypatch):
    monkeypatch.setattr(chains, "CASES_PER_LEVEL_MAX", 1)
    found = chain(
        [
            (AN, office, 1, 9, 12), (BINH, office, 1, 9, 12), (CHI, office, 1, 11, 12),
            (BINH, office, 5, 9, 12), (DUNG, office, 5, 9, 12), (CHI, office, 7, 9, 12), (EM, office, 7, 9, 12),
        ]
    )  # fmt: skip
    assert levels(found) == {BINH: (1, AN), CHI: (1, AN), DUNG: (2, BINH)}
    assert found.is_cut


def test_the_chance_of_infection_is_even_at_the_documents_minutes():
    minutes = np.array([0.0, SCORING.triage.minutes_for_half_risk, 10_000.0])
    assert chains.infected_share(minutes, SCORING).tolist() == pytest.approx([0, 0.5, 1], abs=1e-6)
