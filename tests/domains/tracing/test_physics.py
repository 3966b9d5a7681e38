"""Our closed formula for the air of a room, held against CAiMIRA, CERN's model of airborne infection."""

import numpy as np
import pytest

from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.rules.scoring import air_seconds, room_of

caimira = pytest.importorskip(
    "caimira.calculator.models.models", reason="CAiMIRA comes with make test (extra peers)"
)

HOUR = 3600
AIR = scorings()[0].air


def caimira_dose(
    *, volume: float, air_changes: float, came: int, left: int, start: int, end: int
) -> tuple[float, float]:
    """Return CAiMIRA's integrated concentration over an exposure (hours), and the removal per hour it used."""
    from caimira.calculator.store.data_registry import DataRegistry

    registry = DataRegistry()
    breath = caimira.Activity.types["Seated"]
    case = caimira.EmittingPopulation(
        data_registry=registry,
        number=1,
        presence=caimira.SpecificInterval(((came / HOUR, left / HOUR),)),
        mask=caimira.Mask.types["No mask"],
        activity=breath,
        virus=caimira.Virus.types["SARS_CoV_2"],
        host_immunity=0.0,
        known_individual_emission_rate=1000.0,
    )
    room = caimira.Room(
        volume=volume, inside_temp=caimira.PiecewiseConstant((0.0, 24.0), (298.0,)), humidity=0.5
    )
    model = caimira.ConcentrationModel(
        data_registry=registry,
        room=room,
        ventilation=caimira.AirChange(active=caimira.PeriodicInterval(1440, 1440), air_exch=air_changes),
        infected=case,
        evaporation_factor=0.3,
    )
    dose = float(model.integrated_concentration(start / HOUR, end / HOUR)) / 1000.0
    return dose, float(model.infectious_virus_removal_rate(came / HOUR + 0.001))


ROOMS = [(30.0, 0.5), (75.0, 1.0), (150.0, 4.0), (600.0, 6.0), (5000.0, 10.0)]
# The case is there from 9:00 to 10:00; the other comes along, comes later, stays on, comes after.
EXPOSURES = [(9.0, 10.0), (9.5, 9.75), (9.75, 10.2), (10.05, 10.25)]


@pytest.mark.parametrize(("begins", "ends"), EXPOSURES)
@pytest.mark.parametrize(("volume", "air_changes"), ROOMS)
def test_the_air_of_a_room_is_as_caimira_computes_it(volume, air_changes, begins, ends):
    came, left, start, end = (round(hour * HOUR) for hour in (9, 10, begins, ends))
    dose, removal = caimira_dose(
        volume=volume, air_changes=air_changes, came=came, left=left, start=start, end=end
    )
    ours = air_seconds(
        start=np.array([start]),
        end=np.array([end]),
        came=np.array([came]),
        left=np.array([left]),
        per_hour=removal,
    )[0]
    assert ours / HOUR / (volume * removal) == pytest.approx(dose, rel=1e-3)


@pytest.mark.parametrize(
    ("area_m2", "ventilation"), [(10, "closed"), (25, "recirculating"), (50, "windows"), (200, "mechanical")]
)
def test_a_rooms_factor_is_caimiras_ratio_within_what_the_range_allows(area_m2, ventilation):
    """Over a day's work, in which the air has settled, doses compare as volume times removal do."""
    times = {"came": 0, "left": 8 * HOUR, "start": 0, "end": 8 * HOUR}
    changes = AIR.air_changes_per_hour
    room, _ = caimira_dose(volume=area_m2 * AIR.height_m, air_changes=changes[ventilation], **times)
    usual, _ = caimira_dose(
        volume=AIR.reference_volume_m3, air_changes=changes[AIR.reference_ventilation], **times
    )
    low, high = AIR.room_factor_range
    _, ours = room_of(AIR, area_m2=area_m2, ventilation=ventilation)
    assert ours == pytest.approx(min(max(room / usual, low), high), rel=0.1)
