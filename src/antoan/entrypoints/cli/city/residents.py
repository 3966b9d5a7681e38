"""People in households: who lives together, how old, of what name, with which numbers."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.people.rules import LOCAL_QID_DIGITS
from antoan.entrypoints.cli.city import words
from antoan.entrypoints.cli.city.chance import Draw, one_to_one, pick, scattered, stream
from antoan.entrypoints.cli.city.homes import Wards
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.rows import days_of

Array = npt.NDArray[Any]

CHUNK_PEOPLE: Final = 50_000  # What is in memory at once, and as much again being written.
HEAD, SPOUSE, CHILD, ELDER, HOUSEMATE = range(5)
_YEAR_DAYS: Final = 365.2425
_UNIX_DAYS: Final = 10_957  # numpy counts days from 1970, PostgreSQL from 2000.
_AGE_MAX: Final = 104
_QID_PREFIX: Final = (
    179 * 10**15
)  # 18 digits that no clock of QRQG has reached: 13 of them are its milliseconds.

# How many of each live with the head. Our own figures; the mean household of the city has about 3.5 people.
_CHILDREN: Final = (0.20, 0.28, 0.38, 0.14)
_ELDERS: Final = (0.74, 0.17, 0.09)
_HOUSEMATES: Final = (0.78, 0.12, 0.06, 0.04)
_SPOUSE_SHARE: Final = 0.68
_AGES_OF_HEADS: Final = ((18, 25, 0.14), (25, 40, 0.40), (40, 60, 0.34), (60, 85, 0.12))


@dataclass(frozen=True, slots=True)
class Residents:
    """A run of people with consecutive ids; arrays hold one value a person."""

    first_id: int
    household: Array  # Number of the household in the whole city.
    head: Array  # Position in this run of the one who heads the household.
    role: Array
    female: Array
    born: Array  # Days since 2000-01-01.
    age: Array  # Completed years as of the plan's day.
    birth_day_known: Array
    ward: Array  # Position among the wards.
    names: list[str]  # Different full names
    name: Array  # … and who bears which.
    qid: Array

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.role)

    @property
    def ids(self) -> Array:
        """Their person ids."""
        return np.arange(self.first_id, self.first_id + self.count, dtype=np.int64)


def residents_of(plan: CityPlan, wards: Wards, number: int) -> Residents:
    """Return the people of one chunk; the same for the same plan."""
    draw = stream(plan.seed, "residents", number)
    first_id = number * CHUNK_PEOPLE + 1
    count = min(CHUNK_PEOPLE, plan.people - number * CHUNK_PEOPLE)
    home, role = _households(draw, count)
    head = np.searchsorted(home, home, side="left").astype(np.int32)
    female = _sexes(draw, role, head)
    age = _ages(draw, role, head)
    born = days_of(plan.until) - ((age + draw.random(count)) * _YEAR_DAYS).astype(np.int64)
    known = draw.random(count) > np.where(age > 70, 0.10, 0.004)
    born = np.where(known, born, _new_years(born))
    names, name = _names(draw, role, head, female, age)
    ids = np.arange(first_id, first_id + count, dtype=np.int64)
    return Residents(
        first_id=first_id,
        household=home + np.int64(number) * CHUNK_PEOPLE,
        head=head,
        role=role,
        female=female,
        born=born,
        age=np.floor((days_of(plan.until) - born) / _YEAR_DAYS).astype(np.int16),
        birth_day_known=known,
        ward=pick(draw, wards.weights, int(home[-1]) + 1)[home],
        names=names,
        name=name,
        qid=qids_of(ids),
    )


def qids_of(ids: Array) -> Array:
    """Return the QID numbers of people: 18 digits, different for each."""
    assert LOCAL_QID_DIGITS == 18
    spread = one_to_one(ids % 1_000_000_000, 1_000_000_000)
    return _QID_PREFIX + spread * 1_000_000 + scattered(ids, 1_000_000)


def first_qid() -> str:
    """Return the QID of the first person of every synthetic city."""
    return str(qids_of(np.array([1]))[0])


def _households(draw: Draw, count: int) -> tuple[Array, Array]:
    """Return household number and role of each person; the last household may be cut short."""
    homes = count // 2 + 2
    members = np.stack(
        [
            np.ones(homes, np.int64),
            (draw.random(homes) < _SPOUSE_SHARE).astype(np.int64),
            pick(draw, _CHILDREN, homes).astype(np.int64),
            pick(draw, _ELDERS, homes).astype(np.int64),
            pick(draw, _HOUSEMATES, homes).astype(np.int64),
        ],
        axis=1,
    )
    members[:, CHILD] *= (members[:, SPOUSE] > 0) | (draw.random(homes) < 0.2)
    lone = members.sum(axis=1) == 1
    members[lone & (draw.random(homes) < 0.7), HOUSEMATE] += 1
    role = np.repeat(np.tile(np.arange(5, dtype=np.int8), homes), members.reshape(-1))
    home = np.repeat(np.arange(homes, dtype=np.int64), members.sum(axis=1))
    while len(role) < count:  # Small towns can be short by a few.
        role, home = np.append(role, np.int8(HEAD)), np.append(home, home[-1] + 1)
    return home[:count], role[:count]


def _sexes(draw: Draw, role: Array, head: Array) -> Array:
    female = draw.random(len(role)) < np.choose(role, [0.36, 0.0, 0.47, 0.62, 0.45])
    return np.where(role == SPOUSE, ~female[head], female)


def _ages(draw: Draw, role: Array, head: Array) -> Array:
    count = len(role)
    bands = np.array(_AGES_OF_HEADS)
    band = pick(draw, bands[:, 2], count)
    of_heads = bands[band, 0] + draw.random(count) * (bands[band, 1] - bands[band, 0])
    near = of_heads[head]
    years = np.choose(
        role,
        [
            of_heads,
            np.clip(near + draw.normal(-1.5, 4, count), 18, None),
            near - 22 - draw.random(count) * 18,
            near + 21 + draw.random(count) * 14,
            17 + draw.gamma(2.0, 6.5, count),
        ],
    )
    # Children of the very young are in fact younger brothers and sisters.
    years = np.where((role == CHILD) & (years < 0), draw.random(count) * 17, years)
    return np.asarray(np.clip(years, 0, _AGE_MAX))


def _new_years(born: Array) -> Array:
    """Return 1 January of each birth year."""
    moments = (born - born.min()).astype("timedelta64[D]") + np.datetime64("2000-01-01") + int(born.min())
    first_days = moments.astype("datetime64[Y]").astype("datetime64[D]")
    return np.asarray(first_days.astype(np.int64) - _UNIX_DAYS)


def _names(draw: Draw, role: Array, head: Array, female: Array, age: Array) -> tuple[list[str], Array]:
    """Return the different full names, and which one each person bears."""
    count = len(role)
    family = pick(draw, list(words.FAMILIES.values()), count)
    inherits = (role == CHILD) | ((role == ELDER) & (draw.random(count) < 0.55))
    father = _fathers(role, head, female)
    family = np.where(inherits, family[father], family)
    middle = np.where(
        female,
        _middles_of_women(draw, age),
        pick(draw, list(words.MIDDLES_OF_MEN.values()), count),
    )
    given = np.where(
        female, pick(draw, _ranks(words.GIVEN_TO_WOMEN), count), pick(draw, _ranks(words.GIVEN_TO_MEN), count)
    )
    coded = ((family.astype(np.int64) * 64 + middle) * 128 + given) * 2 + female
    different, which = np.unique(coded, return_inverse=True)
    return [_spelled(int(code)) for code in different], which.reshape(-1)


def _fathers(role: Array, head: Array, female: Array) -> Array:
    """Return whose family name a child takes: the head's, or the husband's of a woman who heads."""
    after_head = np.minimum(head + 1, len(role) - 1)
    married = (role[after_head] == SPOUSE) & (head[after_head] == head)
    return np.where(female[head] & married, after_head, head)


def _middles_of_women(draw: Draw, age: Array) -> Array:
    """Thị is the usual middle name of older women, and goes out of use."""
    weights = list(words.MIDDLES_OF_WOMEN.values())
    modern = [0.25 * w if name.startswith("Thị") else w for name, w in words.MIDDLES_OF_WOMEN.items()]
    return np.where(age > 35, pick(draw, weights, len(age)), pick(draw, modern, len(age)))


def _ranks(names: tuple[str, ...]) -> Array:
    return 1.0 / (np.arange(len(names)) + 6.0)


def _spelled(code: int) -> str:
    code, female = divmod(code, 2)
    code, given = divmod(code, 128)
    family, middle = divmod(code, 64)
    middles = list(words.MIDDLES_OF_WOMEN if female else words.MIDDLES_OF_MEN)
    givens = words.GIVEN_TO_WOMEN if female else words.GIVEN_TO_MEN
    parts = (list(words.FAMILIES)[family], middles[middle], givens[given])
    return " ".join(part for part in parts if part)
