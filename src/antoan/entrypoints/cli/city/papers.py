"""Papers and telephones of people: numbers that fit their holders, sealed as the installation seals."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.people.papers import PROVINCE_CODES
from antoan.domains.people.queries.persons import paper_index
from antoan.domains.people.values import DocumentKind, Paper
from antoan.entrypoints.cli.city.chance import Draw, digits, one_to_one, pick, scattered, stream
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.residents import CHILD, ELDER, Residents
from antoan.entrypoints.cli.city.rows import Rows
from antoan.foundation.db.sealed import field_ring

Array = npt.NDArray[Any]

_PROVINCES: Final = sorted(PROVINCE_CODES)
_BORN_HERE: Final = (
    0.55  # Share of people whose birth the city registered; the others came from all provinces.
)
_CITY_PROVINCE: Final = "079"
_SERIALS: Final = 1_000_000  # The last six digits of a CCCD number.
_MOBILE_PREFIXES: Final = (
    "32", "33", "34", "35", "36", "37", "38", "39", "86", "96", "97", "98", "81", "82", "83", "84", "85", "88", "91",
    "94", "70", "76", "77", "78", "79", "89", "90", "93", "52", "56", "58", "92", "59", "99",
)  # fmt: skip


@dataclass
class Registrar:
    """Hands out serial numbers so that no two people of one city get the same; asked chunk after chunk."""

    _given: Array

    @classmethod
    def new(cls) -> "Registrar":
        """Return one that has given nothing yet."""
        return cls(np.zeros(len(_PROVINCES) * 1000, np.int64))

    def cccd_numbers(self, draw: Draw, people: Residents) -> Array:
        """Return 12-digit numbers: province, century and sex, year of birth, and a serial of its own."""
        local = draw.random(people.count) < _BORN_HERE
        elsewhere = draw.integers(0, len(_PROVINCES), people.count)
        province = np.where(local, _PROVINCES.index(_CITY_PROVINCE), elsewhere)
        years = people.born.astype("timedelta64[D]") + np.datetime64("2000-01-01")
        year = years.astype("datetime64[Y]").astype(np.int64) + 1970
        century = (year // 100 - 19) * 2 + people.female
        group = (province * 10 + century) * 100 + year % 100
        serial = one_to_one(self._next_in(group) % _SERIALS, _SERIALS)
        codes = np.array([int(code) for code in _PROVINCES], np.int64)
        return ((codes[province] * 10 + century) * 100 + year % 100) * _SERIALS + serial

    def _next_in(self, groups: Array) -> Array:
        """Count on within each group."""
        order = np.argsort(groups, kind="stable")
        ordered = groups[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        sizes = np.diff(np.r_[starts, len(ordered)])
        rank = np.arange(len(ordered)) - np.repeat(starts, sizes)
        numbers = np.empty(len(groups), np.int64)
        numbers[order] = rank + self._given[ordered]
        self._given[ordered[starts]] += sizes
        return numbers


@dataclass(frozen=True, slots=True)
class Papers:
    """Who holds which paper of a chunk; empty bytes where somebody has none."""

    cccd: list[bytes]
    cmnd: list[bytes]
    passport: list[bytes]
    bhyt: list[bytes]
    phone: list[bytes]  # National form: 0912345678.
    phone_verified: Array

    def main_number(self, position: int) -> str:
        """Return the number that a personal code shows of somebody: the best paper there is."""
        best = self.cccd[position] or self.cmnd[position] or self.passport[position] or self.bhyt[position]
        return best.decode()


def papers_of(plan: CityPlan, people: Residents, number: int, registrar: Registrar) -> Papers:
    """Return papers and telephones of a chunk."""
    draw = stream(plan.seed, "papers", number)
    numbers = registrar.cccd_numbers(draw, people)
    luck = draw.random(people.count)
    has_cccd = (people.age >= 14) & (luck < 0.86)
    has_cmnd = (people.age >= 18) & ~has_cccd & (luck < 0.97)
    has_passport = (people.age >= 1) & (draw.random(people.count) < 0.03)
    # Everybody without any paper so far has at least an insurance card, so that a code can name one.
    has_bhyt = (draw.random(people.count) < 0.88) | ~(has_cccd | has_cmnd | has_passport)
    return Papers(
        cccd=_held(digits(numbers, 12), has_cccd),
        cmnd=_held(digits(20_000_000 + one_to_one(people.ids % 10_000_000, 10_000_000), 9), has_cmnd),
        passport=_held(_passports(people), has_passport),
        bhyt=_held(_insurance_cards(draw, people), has_bhyt),
        phone=_phones(draw, people),
        phone_verified=draw.random(people.count) < 0.6,
    )


def document_rows(people: Residents, papers: Papers, first_id: int, made_at: int) -> Rows:
    """Return the rows of people_document; sealed with nonces that follow from the number, so that they repeat."""
    ring = field_ring()
    held = [
        (kind, position, number)
        for kind, numbers in (
            (DocumentKind.CCCD, papers.cccd),
            (DocumentKind.CMND, papers.cmnd),
            (DocumentKind.PASSPORT, papers.passport),
            (DocumentKind.BHYT, papers.bhyt),
        )
        for position, number in enumerate(numbers)
        if number
    ]
    rows = Rows("people_document", len(held))
    rows.number("id", np.arange(first_id, first_id + len(held)), size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.number("person_id", people.ids[[position for _, position, _ in held]], size=8)
    rows.texts("kind", [kind.encode() for kind, _, _ in held])
    texts = [number.decode() for _, _, number in held]
    rows.texts("number", [ring.seal_repeatably(text, place="people_document.number") for text in texts])
    indexes = (paper_index(Paper(kind, text)) for (kind, _, _), text in zip(held, texts, strict=True))
    rows.texts("number_index", list(indexes))
    return rows


def phone_rows(people: Residents, papers: Papers, first_id: int, made_at: int) -> Rows:
    """Return the rows of people_phone."""
    ring = field_ring()
    reached = [position for position, number in enumerate(papers.phone) if number]
    texts = ["+84" + papers.phone[position][1:].decode() for position in reached]
    rows = Rows("people_phone", len(reached))
    rows.number("id", np.arange(first_id, first_id + len(reached)), size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.number("person_id", people.ids[reached], size=8)
    rows.texts("number", [ring.seal_repeatably(text, place="people_phone.number") for text in texts])
    rows.texts("number_index", [ring.blind_index("phone", text) for text in texts])
    rows.moment("verified_at", made_at, missing=~papers.phone_verified[reached])
    return rows


def _held(numbers: Array, has: Array) -> list[bytes]:
    held: list[bytes] = np.where(has, numbers, b"").tolist()
    return held


def _passports(people: Residents) -> Array:
    letter = np.array([b"B", b"C", b"N", b"P"])[scattered(people.ids, 4)]
    return np.char.add(letter, digits(one_to_one(people.ids % 10_000_000, 10_000_000), 7))


def _insurance_cards(draw: Draw, people: Residents) -> Array:
    """Return 15-character cards by age: TE1 for small children, HS4 for pupils, DN4, GD4 or HT3 for others."""
    grown = np.array([b"DN4", b"GD4", b"HN2", b"CH4"])[pick(draw, [60, 32, 5, 3], people.count)]
    group = np.select(
        [people.age < 6, people.age < 18, people.age >= 62], [b"TE1", b"HS4", b"HT3"], default=grown
    )
    code = 7_900_000_000 + one_to_one(people.ids % 100_000_000, 100_000_000)
    return np.char.add(np.char.add(group, b"79"), digits(code, 10))


def _phones(draw: Draw, people: Residents) -> list[bytes]:
    """Return numbers of ten digits. Children and many of the old share the number of who heads the household."""
    prefix = np.array([b"0" + part.encode() for part in _MOBILE_PREFIXES])[
        scattered(people.ids, len(_MOBILE_PREFIXES))
    ]
    own = np.char.add(prefix, digits(one_to_one(people.ids % 10_000_000, 10_000_000), 7))
    luck = draw.random(people.count)
    has_own = (people.age >= 16) & (people.age < 75) & (luck < 0.93) & (people.role != ELDER)
    has_own |= (people.role == ELDER) & (luck < 0.45)
    shares = (
        ~has_own
        & has_own[people.head]
        & (draw.random(people.count) < np.where(people.role == CHILD, 0.9, 0.75))
    )
    return _held(np.where(has_own, own, own[people.head]), has_own | shares)
