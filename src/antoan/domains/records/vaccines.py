"""The vaccines known here: doses of the course, least interval and age, mixes, approval, EU codes. Needs no Django.

Facts carry their mark in data/vaccines.json ("M" and "I" are unconfirmed).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from antoan.kit.errors import NotFound
from antoan.kit.text import fold

UNCONFIRMED_MARKS: Final = frozenset({"M", "I"})
_SPELLINGS_KEPT: Final = 4_096
_NOISE: Final = re.compile(r"[^a-z0-9&]+")


class NoSuchVaccine(NotFound):
    """There is no vaccine of this name."""

    code = "records:vaccine:not_found"


@dataclass(frozen=True, slots=True)
class Vaccine:
    """One product. `unconfirmed` names the members that no source of ours confirms."""

    key: str
    names: tuple[str, ...]
    course_doses: int
    interval_days_min: int | None  # None: the course is one dose.
    age_years_min: int
    may_follow: tuple[str, ...]  # Other products after which this one may go on with a basic course.
    approved_on: date  # In Viet Nam.
    dcc_products: tuple[str, ...]  # EU value set vaccine-medicinal-product.
    dcc_prophylaxis: str
    dcc_maker: str
    unconfirmed: frozenset[str]

    @property
    def name(self) -> str:
        """Return the name to show."""
        return self.names[0]


def vaccines() -> tuple[Vaccine, ...]:
    """Return all, in order of approval."""
    return tuple(_catalogue().values())


def vaccine(product_key: str) -> Vaccine:
    """Return the vaccine that a record names by its key; NoSuchVaccine when there is none."""
    found = _catalogue().get(product_key)
    if found is None:
        raise NoSuchVaccine(f"There is no vaccine {product_key!r}; known are {', '.join(_catalogue())}.")
    return found


@lru_cache(maxsize=_SPELLINGS_KEPT)
def find_vaccine(text: str) -> Vaccine | None:
    """Recognise a vaccine by what people and files call it: a key, a name in any spelling, an EU code."""
    return _spellings().get(_spelling(text))


@cache
def _catalogue() -> Mapping[str, Vaccine]:
    file = resources.files(__package__) / "data" / "vaccines.json"
    rows = json.loads(file.read_text(encoding="utf-8"))["vaccines"]
    return {row["key"]: _vaccine(row) for row in rows}


@cache
def _spellings() -> Mapping[str, Vaccine]:
    known: dict[str, Vaccine] = {}
    for product in vaccines():
        for text in (product.key, *product.names, *product.dcc_products):
            known[_spelling(text)] = product
    return known


def _spelling(text: str) -> str:
    """Fold a name: "Vắc-xin Pfizer", "PFIZER" and "pfizer " are one."""
    folded = _NOISE.sub(" ", fold(text)).strip()
    for word in ("vac xin ", "vaccine ", "vacxin ", "vaccin "):
        folded = folded.removeprefix(word)
    return folded.replace(" ", "")


def _vaccine(row: Mapping[str, Any]) -> Vaccine:
    marked = ("course_doses", "interval_days_min", "age_years_min", "may_follow", "approved_on", "dcc")
    return Vaccine(
        key=row["key"],
        names=tuple(row["names"]),
        course_doses=row["course_doses"]["value"],
        interval_days_min=row["interval_days_min"]["value"],
        age_years_min=row["age_years_min"]["value"],
        may_follow=tuple(row["may_follow"]["value"]),
        approved_on=date.fromisoformat(row["approved_on"]["value"]),
        dcc_products=tuple(row["dcc"]["mp"]),
        dcc_prophylaxis=row["dcc"]["vp"],
        dcc_maker=row["dcc"]["ma"],
        unconfirmed=frozenset(name for name in marked if row[name]["mark"] in UNCONFIRMED_MARKS),
    )
