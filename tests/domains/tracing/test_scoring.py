"""How much an exposure weighs."""

from datetime import date

import numpy as np
import pytest

from antoan.domains.places.values import PlaceKind
from antoan.domains.tracing.parameters import scoring_on, scorings
from antoan.domains.tracing.rules.scoring import Room, room_of, score

HOUR = 3600
SCORING = scorings()[0]
USUAL = room_of(SCORING.air, area_m2=None, ventilation=None)


def scored(*, start=0, end=HOUR, came=0, left=HOUR, day=0, kind=1.0, room=USUAL) -> float:
    """Return the score of one meeting, an hour beside a case on the day it fell ill unless told."""
    removal, factor = room
    values = score(
        start=np.array([start]),
        end=np.array([end]),
        came=np.array([came]),
        left=np.array([left]),
        day=np.array([day]),
        kind=np.array([kind]),
        room=Room(np.array([removal]), np.array([factor])),
        scoring=SCORING,
    )
    return float(values[0])


def test_an_hour_beside_a_case_is_nearly_sixty_minutes():
    assert scored() == pytest.approx(57, abs=2)


def test_longer_is_more_and_nothing_is_nothing():
    assert scored(end=HOUR) > scored(end=HOUR // 2) > scored(end=0) == 0


def test_who_comes_after_the_case_left_has_only_its_thinning_air():
    beside = scored(start=HOUR - 600, end=HOUR)
    after = scored(start=HOUR, end=HOUR + 600)
    later = scored(start=HOUR + 300, end=HOUR + 900)
    assert beside > 2 * after > 0
    assert after > later > 0


@pytest.mark.parametrize(("day", "factor"), [(-4, 0), (-3, 0.25), (0, 1.0), (10, 0.03), (11, 0)])
def test_a_case_infects_on_its_days_only(day, factor):
    assert scored(day=day) == pytest.approx(factor * scored())


def test_a_closed_small_room_weighs_more_than_the_open_air():
    closet = scored(room=room_of(SCORING.air, area_m2=12, ventilation="closed"))
    hall = scored(room=room_of(SCORING.air, area_m2=600, ventilation="mechanical"))
    street = scored(room=room_of(SCORING.air, area_m2=None, ventilation="open_air"))
    assert closet > 2 * scored() > 2 * hall
    assert street < scored()


def test_nothing_known_of_a_room_is_the_reference_room():
    assert room_of(SCORING.air, area_m2=50, ventilation="windows") == USUAL


def test_no_description_outweighs_time_by_more_than_the_range():
    low, high = SCORING.air.room_factor_range
    assert room_of(SCORING.air, area_m2=0.5, ventilation="closed")[1] == high
    assert room_of(SCORING.air, area_m2=100_000, ventilation="open_air")[1] == low


def test_every_kind_of_place_has_a_factor():
    assert set(SCORING.kinds) == set(PlaceKind)
    assert all(0 < factor <= 2 for factor in SCORING.kinds.values())


def test_the_document_in_force_is_the_latest_that_has_begun():
    assert scoring_on(date(2026, 1, 1)).id == scorings()[-1].id
    assert scoring_on(date(2000, 1, 1)).id == scorings()[0].id


def test_every_figure_says_how_sure_it_is():
    import json
    from importlib import resources

    folder = resources.files("antoan.domains.tracing") / "data"
    for file in folder.iterdir():
        if not file.name.startswith("scoring-"):
            continue
        document = json.loads(file.read_text("utf-8"))
        figures = [
            figure
            for name in ("contact", "air", "stays", "chain", "window", "triage")
            for figure in document[name].values()
        ]
        assert all(
            figure["mark"] in document["marks"] and figure["why"] for figure in [*figures, document["kinds"]]
        )
