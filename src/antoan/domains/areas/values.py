"""What an administrative unit is."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class AreaKind(StrEnum):
    """Legal kinds of areas, 2021 and today."""

    THANH_PHO = "thanh_pho"
    QUAN = "quan"
    HUYEN = "huyen"
    PHUONG = "phuong"
    XA = "xa"
    THI_TRAN = "thi_tran"
    DAC_KHU = "dac_khu"


class AreaLevel(IntEnum):
    """How far below the city; since 1 July 2025 there are no districts."""

    CITY = 0
    DISTRICT = 1
    WARD = 2


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area as other domains see it."""

    id: int
    code: str
    name: str
    kind: AreaKind
    level: AreaLevel
    parent_id: int | None
    valid_from: date
    valid_until: date | None  # First day on which it no longer exists.
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class WardChoice:
    """A ward somebody may choose, with the names of 2021 by which people still know its parts."""

    id: int
    name: str
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WardGroup:
    """Wards that came from one district of 2021; without a name those of merged provinces."""

    name: str
    wards: tuple[WardChoice, ...]
