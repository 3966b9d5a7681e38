"""Rows of persons and of those they answer for."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.people.rules import folded_name
from antoan.entrypoints.cli.city import words
from antoan.entrypoints.cli.city.chance import stream
from antoan.entrypoints.cli.city.homes import Wards
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.residents import CHILD, ELDER, Residents
from antoan.entrypoints.cli.city.rows import Rows

Array = npt.NDArray[Any]

_ALONG: Final = 400  # Different house numbers.


def person_rows(plan: CityPlan, people: Residents, wards: Wards, number: int, made_at: int) -> Rows:
    """Return the rows of people_person."""
    rows = Rows("people_person", people.count)
    rows.number("id", people.ids, size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.block("qid", np.char.mod("%d", people.qid).astype("S18"))
    rows.same("qid_source", "local")
    rows.of_pool("full_name", people.names, people.name)
    rows.of_pool("name_folded", [folded_name(name) for name in people.names], people.name)
    rows.day("birth_on", people.born)
    rows.flag("birth_day_known", people.birth_day_known)
    rows.of_pool("gender", ("male", "female"), people.female.astype(np.int64))
    rows.same("nationality", "VN")
    rows.texts("address", _addresses(plan, people, wards, number))
    rows.number("ward_id", wards.ids[people.ward], size=8)
    return rows


def dependant_rows(people: Residents, first_id: int, made_at: int) -> Rows:
    """Return the rows of people_dependant: who heads a household answers for its children and for the very old."""
    cared_for = np.flatnonzero(
        ((people.role == CHILD) & (people.age < 16)) | ((people.role == ELDER) & (people.age >= 75))
    )
    rows = Rows("people_dependant", len(cared_for))
    rows.number("id", np.arange(first_id, first_id + rows.count), size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.number("guardian_id", people.ids[people.head[cared_for]], size=8)
    rows.number("person_id", people.ids[cared_for], size=8)
    parents = np.where(people.female[cared_for], 1, 0)
    kinship = np.where(people.role[cared_for] == CHILD, 2, parents)
    rows.of_pool("kinship", ("cha", "mẹ", "con"), kinship)
    rows.nothing("ended_at")
    return rows


def _addresses(plan: CityPlan, people: Residents, wards: Wards, number: int) -> list[bytes]:
    """Return one address a household."""
    draw = stream(plan.seed, "addresses", number)
    homes = int(people.household.max() - people.household.min()) + 1
    street = draw.integers(0, len(words.STREETS), homes).tolist()
    house = draw.integers(1, _ALONG, homes).tolist()
    first = np.searchsorted(people.household, np.arange(homes) + people.household.min())
    ward = people.ward[first].tolist()
    lines = [
        f"{h} {words.STREETS[s]}, {wards.names[w]}".encode()
        for h, s, w in zip(house, street, ward, strict=True)
    ]
    pool = np.empty(homes, object)
    pool[:] = lines
    return list(pool[people.household - people.household.min()])
