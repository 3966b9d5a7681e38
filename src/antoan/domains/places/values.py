"""Places as values: their kinds (domain.md §0.8, features row 97), what makes a new one, what others see of them."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Final

from antoan.domains.places.check_picture import CheckPicture, check_picture


class PlaceKind(StrEnum):
    """What a place is."""

    OFFICE = "office"
    INDUSTRIAL_ZONE = "industrial_zone"
    FACTORY = "factory"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    APARTMENT_BUILDING = "apartment_building"
    SCHOOL = "school"
    STATION = "station"
    BUS = "bus"
    SHIP = "ship"
    PIER = "pier"
    MALL = "mall"
    SUPERMARKET = "supermarket"
    MARKET = "market"
    SHOP = "shop"
    RESTAURANT = "restaurant"
    CHECKPOINT = "checkpoint"
    VEHICLE = "vehicle"  # Taxis, coaches, trucks: any that is no city bus and no ship.


class Ventilation(StrEnum):
    """How air is renewed at a spot: tracing weighs a stay by it."""

    UNKNOWN = "unknown"
    OPEN_AIR = "open_air"
    WINDOWS = "windows"
    MECHANICAL = "mechanical"
    NONE = "none"  # Closed, with air that only turns around.


VEHICLES: Final = frozenset({PlaceKind.BUS, PlaceKind.SHIP, PlaceKind.VEHICLE})


class GateMode(StrEnum):
    """What a gate does with a scan whose direction is `auto`."""

    IN = "in"
    OUT = "out"
    AUTO = "auto"


# Our own planning figures, not official ones: the stay assumed when nobody checks out. Minutes.
USUAL_STAY_MINUTES: Final[dict[PlaceKind, int]] = {
    PlaceKind.OFFICE: 540,
    PlaceKind.INDUSTRIAL_ZONE: 540,
    PlaceKind.FACTORY: 540,
    PlaceKind.HOSPITAL: 120,
    PlaceKind.CLINIC: 60,
    PlaceKind.APARTMENT_BUILDING: 720,
    PlaceKind.SCHOOL: 480,
    PlaceKind.STATION: 45,
    PlaceKind.BUS: 40,
    PlaceKind.SHIP: 120,
    PlaceKind.PIER: 30,
    PlaceKind.MALL: 90,
    PlaceKind.SUPERMARKET: 45,
    PlaceKind.MARKET: 40,
    PlaceKind.SHOP: 20,
    PlaceKind.RESTAURANT: 50,
    PlaceKind.CHECKPOINT: 5,
    PlaceKind.VEHICLE: 60,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """What is asked to add a place."""

    name: str
    kind: PlaceKind
    address: str = ""
    ward_id: int | None = None
    capacity: int | None = None  # People inside at once; None: no limit known.
    latitude: float | None = None
    longitude: float | None = None
    plate: str = ""  # Of a vehicle.
    opens_at: time | None = None  # Of every day; None: always open, or not known.
    closes_at: time | None = None  # Earlier than opens_at: after midnight.


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSpot:
    """What is asked of a zone of a place."""

    name: str
    usual_stay_minutes: int
    capacity: int | None = None
    area_m2: int | None = None
    ventilation: Ventilation = Ventilation.UNKNOWN


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place as pages and other domains see it."""

    id: int
    name: str
    kind: PlaceKind
    address: str
    ward_id: int | None
    capacity: int | None
    latitude: float | None
    longitude: float | None
    closed_at: datetime | None
    plate: str = ""
    opens_at: time | None = None
    closes_at: time | None = None

    @property
    def is_open(self) -> bool:
        """Whether people may still be scanned there."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class SpotView:
    """A zone of a place; the nameless one is the whole place."""

    id: int
    place_id: int
    name: str
    usual_stay_minutes: int
    capacity: int | None = None
    area_m2: int | None = None
    ventilation: Ventilation = Ventilation.UNKNOWN


@dataclass(frozen=True, slots=True)
class SpotPlace:
    """A spot with the place it lies in, for lists of visits."""

    spot_id: int
    spot_name: str
    place_id: int
    place_name: str


@dataclass(frozen=True, slots=True)
class GateView:
    """A gate, with the place it leads into."""

    id: int
    name: str
    mode: GateMode
    spot_id: int
    spot_name: str
    place_id: int
    place_name: str


@dataclass(frozen=True, slots=True)
class DeviceView:
    """An enrolled device; its token was shown to it once and is not kept."""

    id: int
    gate_id: int
    name: str
    enrolled_at: datetime
    revoked_at: datetime | None

    @property
    def is_active(self) -> bool:
        """Whether its token is still accepted."""
        return self.revoked_at is None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A one-time secret to show as a QR; only its digest is stored."""

    gate_id: int
    expires_at: datetime
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PostedCode:
    """The code in force at a place: what to print."""

    place_id: int
    serial: str  # Printed under the code, so that people can tell posters apart.
    url: str  # The text of the QR: an address that any phone camera opens.
    issued_at: datetime

    @property
    def check_picture(self) -> CheckPicture:
        """The check picture printed beside the code."""
        return check_picture(self.serial)


@dataclass(frozen=True, slots=True)
class Poster:
    """The open place behind a scanned code, and the serial of the poster that was scanned."""

    place: PlaceView
    serial: str

    @property
    def check_picture(self) -> CheckPicture:
        """The check picture that must be printed on the poster at hand."""
        return check_picture(self.serial)
