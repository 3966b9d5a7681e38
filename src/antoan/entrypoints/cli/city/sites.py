"""Units, their places, spots, gates and devices, with traffic that a few of them share among themselves."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.places.values import USUAL_STAY_MINUTES, PlaceKind
from antoan.entrypoints.cli.city import words
from antoan.entrypoints.cli.city.chance import Draw, digits, one_to_one, pick, stream
from antoan.entrypoints.cli.city.homes import Wards
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.rows import Rows
from antoan.foundation.db.sealed import field_ring
from antoan.kit.ids import CROCKFORD

Array = npt.NDArray[Any]

PEOPLE_PER_PLACE: Final = 100  # Places that really scan: about 70,000 for 8 million people (domain.md §10).
TRAFFIC_EXPONENT: Final = 1.1  # Pareto: a few places see most people …
TRAFFIC_MAX: Final = 500.0  # … but no place more than this many times the smallest.
_PLACES_PER_UNIT: Final = 1.25

# Our own figures: share of places, spots and gates of the largest, words before the name.
_SHARES: Final = {
    PlaceKind.OFFICE: (14.0, 3, "Văn phòng"), PlaceKind.INDUSTRIAL_ZONE: (0.2, 6, "Khu công nghiệp"),
    PlaceKind.FACTORY: (4.0, 5, "Nhà máy"), PlaceKind.HOSPITAL: (0.4, 12, "Bệnh viện"),
    PlaceKind.CLINIC: (4.0, 2, "Phòng khám"), PlaceKind.APARTMENT_BUILDING: (6.0, 3, "Chung cư"),
    PlaceKind.SCHOOL: (3.0, 6, "Trường"), PlaceKind.STATION: (0.3, 4, "Bến xe"), PlaceKind.BUS: (6.0, 1, "Xe buýt"),
    PlaceKind.SHIP: (0.2, 1, "Tàu"), PlaceKind.PIER: (0.1, 2, "Bến tàu"), PlaceKind.MALL: (0.4, 10, "Trung tâm thương mại"),
    PlaceKind.SUPERMARKET: (2.5, 2, "Siêu thị"), PlaceKind.MARKET: (2.0, 4, "Chợ"), PlaceKind.SHOP: (40.0, 1, "Cửa hàng"),
    PlaceKind.RESTAURANT: (16.0, 1, "Quán"), PlaceKind.CHECKPOINT: (0.9, 1, "Chốt"),
}  # fmt: skip
KINDS: Final = tuple(_SHARES)


@dataclass(frozen=True, slots=True)
class Sites:
    """Places, spots and gates by position; ids are positions plus one."""

    kind: Array  # Of each place, position in KINDS.
    ward: Array
    unit: Array
    unit_count: int
    traffic: Array
    capacity: Array
    spot_place: Array  # Of each spot.
    spot_zone: Array  # Its number within the place; 0 is the whole place.
    gate_spot: Array  # Of each gate.

    @property
    def spot_kind(self) -> Array:
        """The kind of the place of each spot."""
        return self.kind[self.spot_place]

    @property
    def spot_traffic(self) -> Array:
        """The traffic of each spot: its place's, shared among its spots."""
        spots = np.bincount(self.spot_place, minlength=len(self.kind))
        return self.traffic[self.spot_place] / spots[self.spot_place]

    @property
    def usual_stay(self) -> Array:
        """The usual stay at each spot, in minutes."""
        return np.array([USUAL_STAY_MINUTES[kind] for kind in KINDS])[self.spot_kind]

    @property
    def first_gate(self) -> Array:
        """Of each spot, the position of its first gate; the gates of a spot follow each other."""
        return np.searchsorted(self.gate_spot, np.arange(len(self.spot_place)))


def sites_of(plan: CityPlan, wards: Wards) -> Sites:
    """Return the sites of the city; at least one of each kind."""
    draw = stream(plan.seed, "sites")
    count = max(2 * len(KINDS), plan.people // PEOPLE_PER_PLACE)
    kind = np.concatenate(
        [np.arange(len(KINDS)), pick(draw, [_SHARES[kind][0] for kind in KINDS], count - len(KINDS))]
    )
    traffic = np.minimum(draw.random(count) ** (-1 / TRAFFIC_EXPONENT), TRAFFIC_MAX)
    spots = _spots(draw, kind, traffic)
    spot_place = np.repeat(np.arange(count), spots)
    starts = np.r_[0, np.cumsum(spots)[:-1]]
    spot_zone = np.arange(len(spot_place)) - np.repeat(starts, spots)
    gates = np.where((spot_zone == 0) & (traffic[spot_place] > 8), 2, 1)
    return Sites(
        kind=kind,
        ward=pick(draw, wards.weights, count),
        unit=np.minimum((np.arange(count) / _PLACES_PER_UNIT).astype(np.int64), count - 1),
        unit_count=int((count - 1) / _PLACES_PER_UNIT) + 1,
        traffic=traffic,
        capacity=np.maximum(10, (traffic * 12).astype(np.int64) // 5 * 5),
        spot_place=spot_place,
        spot_zone=spot_zone,
        gate_spot=np.repeat(np.arange(len(spot_place)), gates),
    )


def device_token(gate_id: int) -> str:
    """Return the token of the synthetic device at a gate: known to whoever has the installation's keys."""
    return field_ring().blind_index("city device", str(gate_id)).hex() * 2


def site_rows(plan: CityPlan, wards: Wards, sites: Sites, made_at: int) -> list[Rows]:
    """Return the rows of all seven tables."""
    draw = stream(plan.seed, "site words")
    place_names = _names(draw, sites.kind)
    addresses = _addresses(draw, wards, sites.ward)
    first_place = np.searchsorted(sites.unit, np.arange(sites.unit_count))
    return [
        _unit_rows(sites, wards, first_place, place_names, addresses, made_at),
        _place_rows(draw, sites, wards, place_names, addresses, made_at),
        _unit_place_rows(sites),
        _spot_rows(sites),
        _gate_rows(sites, made_at),
        _device_rows(sites, made_at),
        _code_rows(sites, made_at),
    ]


def _spots(draw: Draw, kind: Array, traffic: Array) -> Array:
    """Large places have more zones, up to what their kind allows."""
    most = np.array([_SHARES[name][1] for name in KINDS])[kind]
    return np.clip((traffic**0.5 * draw.random(len(kind)) * 2).astype(np.int64), 1, most)


def _names(draw: Draw, kind: Array) -> list[str]:
    words_before = [_SHARES[name][2] for name in KINDS]
    chosen = draw.integers(0, len(words.PLACE_NAMES), len(kind))
    return [
        f"{words_before[k]} {words.PLACE_NAMES[n]} {number + 1}"
        for number, (k, n) in enumerate(zip(kind.tolist(), chosen.tolist(), strict=True))
    ]


def _addresses(draw: Draw, wards: Wards, ward: Array) -> list[str]:
    streets = draw.integers(0, len(words.STREETS), len(ward)).tolist()
    houses = draw.integers(1, 900, len(ward)).tolist()
    return [
        f"{house} {words.STREETS[street]}, {wards.names[w]}"
        for house, street, w in zip(houses, streets, ward.tolist(), strict=True)
    ]


def _stamped(table: str, count: int, made_at: int) -> Rows:
    rows = Rows(table, count)
    rows.number("id", np.arange(count) + 1, size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    return rows


def _encoded(texts: list[str]) -> list[bytes]:
    return [text.encode() for text in texts]


def _unit_rows(
    sites: Sites, wards: Wards, first_place: Array, names: list[str], addresses: list[str], made_at: int
) -> Rows:
    rows = _stamped("units_unit", sites.unit_count, made_at)
    rows.texts("name", [f"Công ty {names[place]}".encode() for place in first_place])
    rows.of_pool("kind", KINDS, sites.kind[first_place])
    rows.block("tax_number", digits(300_000_000_0 + one_to_one(np.arange(sites.unit_count), 10_000_000), 10))
    rows.texts("address", [addresses[place].encode() for place in first_place])
    rows.number("ward_id", wards.ids[sites.ward[first_place]], size=8)
    rows.nothing("closed_at")
    return rows


def _place_rows(
    draw: Draw, sites: Sites, wards: Wards, names: list[str], addresses: list[str], made_at: int
) -> Rows:
    count = len(sites.kind)
    rows = _stamped("places_place", count, made_at)
    rows.texts("name", _encoded(names))
    rows.of_pool("kind", KINDS, sites.kind)
    rows.texts("address", _encoded(addresses))
    rows.number("ward_id", wards.ids[sites.ward], size=8)
    rows.number("capacity", sites.capacity, size=4)
    rows.real("latitude", wards.latitudes[sites.ward] + draw.normal(0, 0.006, count))
    rows.real("longitude", wards.longitudes[sites.ward] + draw.normal(0, 0.006, count))
    rows.nothing("closed_at")
    return rows


def _unit_place_rows(sites: Sites) -> Rows:
    rows = Rows("units_unitplace", len(sites.unit))
    rows.number("id", np.arange(rows.count) + 1, size=8)
    rows.number("unit_id", sites.unit + 1, size=8)
    rows.number("place_id", np.arange(rows.count) + 1, size=8)
    return rows


def _spot_rows(sites: Sites) -> Rows:
    rows = Rows("places_spot", len(sites.spot_place))
    rows.number("id", np.arange(rows.count) + 1, size=4)
    rows.number("place_id", sites.spot_place + 1, size=8)
    rows.texts("name", [b"" if zone == 0 else f"Khu {zone}".encode() for zone in sites.spot_zone.tolist()])
    rows.number("usual_stay_minutes", sites.usual_stay, size=2)
    return rows


def _gate_rows(sites: Sites, made_at: int) -> Rows:
    rows = Rows("places_gate", len(sites.gate_spot))
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.number("id", np.arange(rows.count) + 1, size=4)
    rows.number("spot_id", sites.gate_spot + 1, size=4)
    second = sites.gate_spot == np.r_[-1, sites.gate_spot[:-1]]
    rows.of_pool("name", ("Cổng 1", "Cổng 2"), second.astype(np.int64))
    rows.same("mode", "auto")
    return rows


def _device_rows(sites: Sites, made_at: int) -> Rows:
    from antoan.domains.places.services.devices import digest_of

    rows = _stamped("places_device", len(sites.gate_spot), made_at)
    rows.number("gate_id", np.arange(rows.count) + 1, size=4)
    rows.same("name", "Máy quét")
    rows.texts("token_digest", [digest_of(device_token(gate)) for gate in range(1, rows.count + 1)])
    rows.nothing("revoked_at")
    rows.nothing("enrolled_by")
    return rows


def _code_rows(sites: Sites, made_at: int) -> Rows:
    rows = _stamped("places_placecode", len(sites.kind), made_at)
    rows.number("place_id", np.arange(rows.count) + 1, size=8)
    rows.block("serial", crockford(one_to_one(np.arange(rows.count), 1 << 32) << 18, 10))
    rows.nothing("retired_at")
    return rows


def crockford(numbers: Array, letters: int) -> Array:
    """Return numbers below 32**letters as Crockford base32 texts."""
    alphabet = np.frombuffer(CROCKFORD.encode(), np.uint8)
    shifts = np.arange(letters - 1, -1, -1, dtype=np.int64) * 5
    return np.ascontiguousarray(alphabet[(numbers[:, None] >> shifts) & 31]).view(f"S{letters}").reshape(-1)
