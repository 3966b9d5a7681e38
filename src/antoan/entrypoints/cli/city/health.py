"""What happened to people: doses, tests, infections, isolation and declarations, in shares near those of late 2021."""

import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.records.vaccines import vaccine
from antoan.domains.records.values import IsolationKind, TestKind, TestOutcome
from antoan.entrypoints.cli.city.chance import Draw, pick, stream, uuids
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.residents import Residents
from antoan.entrypoints.cli.city.rows import Rows, days_of, microseconds_of
from antoan.kit.clock import day_start

Array = npt.NDArray[Any]

_DAY: Final = 86_400_000_000  # microseconds
_SOURCE: Final = "city"

# Shares by product, after what the city was given in 2021 (our own round figures).
PRODUCTS: Final = {
    "astrazeneca": 46.0,
    "vero-cell": 25.0,
    "comirnaty": 15.0,
    "spikevax": 12.0,
    "janssen": 1.2,
    "abdala": 0.8,
}
_INTERVAL_DAYS: Final = {
    "astrazeneca": (42, 84),
    "vero-cell": (21, 35),
    "comirnaty": (21, 42),
    "spikevax": (28, 42),
    "abdala": (14, 16),
}

# Shares of people, our own: some of every colour and of every reason must be there.
_ACTIVE_CASES: Final = 0.012
_RECOVERED: Final = 0.07
_CONTACTS_ISOLATED: Final = 0.012
_ARRIVALS_ISOLATED: Final = 0.002
_TESTED: Final = 0.35
_DECLARED: Final = 0.40
_RISKY: Final = 0.0101  # 8,941 of 888,608 declarations (domain.md §0.7).


@dataclass(frozen=True, slots=True)
class Doses:
    """One row a dose."""

    position: Array  # Of the person in the chunk.
    product: Array  # Position in PRODUCTS.
    number: Array
    given_on: Array


@dataclass(frozen=True, slots=True)
class Tests:
    """One row a test."""

    position: Array
    kind: Array  # Position in KINDS.
    outcome: Array  # Position in OUTCOMES.
    sampled_at: Array


@dataclass(frozen=True, slots=True)
class Infections:
    """One row a case; `recovered_on` holds NEVER while it is active."""

    position: Array
    confirmed_on: Array
    recovered_on: Array


@dataclass(frozen=True, slots=True)
class Isolations:
    """One row an order."""

    position: Array
    kind: Array  # Position in ISOLATIONS.
    starts_on: Array
    ends_on: Array


@dataclass(frozen=True, slots=True)
class Declarations:
    """One row a declaration."""

    position: Array
    declared_at: Array
    is_risky: Array


@dataclass(frozen=True, slots=True)
class Health:
    """All of a chunk."""

    doses: Doses
    tests: Tests
    infections: Infections
    isolations: Isolations
    declarations: Declarations


KINDS: Final = (TestKind.RAPID, TestKind.PCR)
OUTCOMES: Final = (TestOutcome.NEGATIVE, TestOutcome.POSITIVE, TestOutcome.DOUBTFUL, TestOutcome.PENDING)
ISOLATIONS: Final = (IsolationKind.CASE, IsolationKind.CONTACT, IsolationKind.ARRIVAL)
NEVER: Final = -999_999


def health_of(plan: CityPlan, people: Residents, number: int) -> Health:
    """Return what happened to the people of a chunk before the plan's day."""
    draw = stream(plan.seed, "health", number)
    today = days_of(plan.until)
    infections = _infections(draw, people, today)
    return Health(
        doses=_doses(draw, people, today),
        tests=_tests(draw, people, infections, plan),
        infections=infections,
        isolations=_isolations(draw, people, infections, today),
        declarations=_declarations(draw, people, plan),
    )


def stays_home_from(health: Health, people: Residents, today: int) -> Array:
    """Return the first day on which each person may not go out any more; far ahead for those who may."""
    from_day = np.full(people.count, today + 10_000, np.int64)
    active = health.infections.recovered_on == NEVER
    np.minimum.at(from_day, health.infections.position[active], health.infections.confirmed_on[active])
    held = health.isolations.ends_on >= today
    np.minimum.at(from_day, health.isolations.position[held], health.isolations.starts_on[held])
    return from_day


def _doses(draw: Draw, people: Residents, today: int) -> Doses:
    """Most adults have two doses, some one, a few one given in the last days; of minors a part."""
    count = people.count
    luck = draw.random(count)
    adult, minor = people.age >= 18, (people.age >= 12) & (people.age < 18)
    wanted = np.where(adult, np.select([luck < 0.70, luck < 0.82], [2, 1], 0), 0)
    wanted = np.where(minor, np.select([luck < 0.30, luck < 0.45], [2, 1], 0), wanted)
    wanted = np.where(adult & (luck < 0.10), 3, wanted)
    product = pick(draw, list(PRODUCTS.values()), count)
    keys = list(PRODUCTS)
    course = np.array([vaccine(key).course_doses for key in keys])[product]
    wanted = np.where(course == 1, np.minimum(wanted, 1), wanted)
    low = np.array([_INTERVAL_DAYS.get(key, (28, 42))[0] for key in keys])[product]
    high = np.array([_INTERVAL_DAYS.get(key, (28, 42))[1] for key in keys])[product]
    # One dose: often a recent one. Several: the last some weeks ago.
    recent = draw.random(count) < 0.45
    last_ago = np.where(
        (wanted == 1) & recent, 1 + draw.integers(0, 13, count), 15 + draw.integers(0, 120, count)
    )
    gap = low + (draw.random(count) * (high - low + 1)).astype(np.int64)
    runs = []
    for dose in (1, 2, 3):
        has = np.flatnonzero(wanted >= dose)
        later = wanted[has] - dose
        runs.append((has, product[has], np.full(len(has), dose), today - last_ago[has] - gap[has] * later))
    position, what, which, given_on = (np.concatenate(column) for column in zip(*runs, strict=True))
    order = np.lexsort((which, position))
    return Doses(position[order], what[order], which[order], given_on[order])


def _infections(draw: Draw, people: Residents, today: int) -> Infections:
    luck = draw.random(people.count)
    active = np.flatnonzero(luck < _ACTIVE_CASES)
    recovered = np.flatnonzero((luck >= _ACTIVE_CASES) & (luck < _ACTIVE_CASES + _RECOVERED))
    ended = today - 1 - draw.integers(0, 300, len(recovered))
    return Infections(
        position=np.concatenate([active, recovered]),
        confirmed_on=np.concatenate(
            [today - 1 - draw.integers(0, 12, len(active)), ended - 10 - draw.integers(0, 12, len(recovered))]
        ),
        recovered_on=np.concatenate([np.full(len(active), NEVER), ended]),
    )


def _tests(draw: Draw, people: Residents, infections: Infections, plan: CityPlan) -> Tests:
    """Everybody who fell ill has the positive test that confirmed it; others were tested now and then."""
    end = microseconds_of(day_start(plan.until))
    times = np.where(draw.random(people.count) < _TESTED, 1 + draw.integers(0, 3, people.count), 0)
    others = np.repeat(np.arange(people.count), times)
    sampled = end - draw.integers(_DAY // 24, 60 * _DAY, len(others))
    outcome = pick(draw, [96.5, 1.0, 1.0, 1.5], len(others))
    # A doubtful or positive screening of the healthy stays without a case: records tell both.
    noon = (
        microseconds_of(day_start(plan.until))
        - (days_of(plan.until) - infections.confirmed_on) * _DAY
        + _DAY // 2
    )
    position = np.concatenate([infections.position, others])
    order = np.argsort(position, kind="stable")
    return Tests(
        position=position[order],
        kind=np.concatenate([np.ones(len(infections.position), np.int64), draw.integers(0, 2, len(others))])[
            order
        ],
        outcome=np.concatenate([np.full(len(infections.position), 1), outcome])[order],
        sampled_at=np.concatenate([noon - draw.integers(0, _DAY // 4, len(noon)), sampled])[order],
    )


def _isolations(draw: Draw, people: Residents, infections: Infections, today: int) -> Isolations:
    """Cases are isolated for 14 days from confirmation, contacts and arrivals for 14 from some day of late."""
    of_cases = infections.recovered_on == NEVER
    luck = draw.random(people.count)
    contacts = np.flatnonzero(luck < _CONTACTS_ISOLATED)
    arrivals = np.flatnonzero((luck >= _CONTACTS_ISOLATED) & (luck < _CONTACTS_ISOLATED + _ARRIVALS_ISOLATED))
    others = np.concatenate([contacts, arrivals])
    starts = today - draw.integers(0, 20, len(others))
    position = np.concatenate([infections.position[of_cases], others])
    starts_on = np.concatenate([infections.confirmed_on[of_cases], starts])
    kind = np.concatenate([np.zeros(int(of_cases.sum())), np.ones(len(contacts)), np.full(len(arrivals), 2)])
    return Isolations(position, kind.astype(np.int64), starts_on, starts_on + 13)


def _declarations(draw: Draw, people: Residents, plan: CityPlan) -> Declarations:
    end = microseconds_of(day_start(plan.until))
    times = np.where(draw.random(people.count) < _DECLARED, 1 + draw.integers(0, 2, people.count), 0)
    position = np.repeat(np.arange(people.count), times)
    declared_at = end - draw.integers(_DAY // 1440, 10 * _DAY, len(position))
    return Declarations(position, declared_at, draw.random(len(position)) < _RISKY)


def health_rows(
    plan: CityPlan, people: Residents, health: Health, number: int, first_ids: dict[str, int], made_at: int
) -> list[Rows]:
    """Return the rows of the five tables; `first_ids` tells where the ids of each go on."""
    doses, tests, infections, isolations = health.doses, health.tests, health.infections, health.isolations
    vaccination = _record_rows("records_vaccination", people, doses.position, first_ids, made_at)
    vaccination.of_pool("product", list(PRODUCTS), doses.product)
    vaccination.number("dose_number", doses.number, size=2)
    vaccination.day("given_on", doses.given_on)
    vaccination.same("lot", "")
    vaccination.same("given_at", "")
    test = _record_rows("records_testresult", people, tests.position, first_ids, made_at)
    test.of_pool("kind", KINDS, tests.kind)
    test.of_pool("outcome", OUTCOMES, tests.outcome)
    test.moment("sampled_at", tests.sampled_at)
    pending = tests.outcome == OUTCOMES.index(TestOutcome.PENDING)
    test.moment("resulted_at", tests.sampled_at + _DAY // 24, missing=pending)
    infection = _record_rows("records_infection", people, infections.position, first_ids, made_at)
    active = infections.recovered_on == NEVER
    infection.day("confirmed_on", infections.confirmed_on)
    infection.day("recovered_on", np.where(active, 0, infections.recovered_on), missing=active)
    infection.of_pool("recovery_proof", ("ward certificate", ""), active.astype(np.int64))
    isolation = _record_rows("records_isolationorder", people, isolations.position, first_ids, made_at)
    isolation.of_pool("kind", ISOLATIONS, isolations.kind)
    isolation.day("starts_on", isolations.starts_on)
    isolation.day("ends_on", isolations.ends_on)
    isolation.nothing("lifted_at")
    return [
        vaccination,
        test,
        infection,
        isolation,
        _declaration_rows(plan, people, health.declarations, number),
    ]


def _record_rows(
    table: str, people: Residents, position: Array, first_ids: dict[str, int], made_at: int
) -> Rows:
    """Begin a table of health records with what all of them say."""
    rows = Rows(table, len(position))
    rows.number("id", np.arange(len(position)) + first_ids[table], size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.number("person_id", people.ids[position], size=8)
    rows.same("source", _SOURCE)
    rows.same("source_reference", "")
    rows.same("state", "verified")
    rows.nothing("recorded_by")
    rows.moment("verified_at", made_at)
    rows.same("annulled_because", "")
    first_ids[table] += len(position)
    return rows


def _declaration_rows(plan: CityPlan, people: Residents, declarations: Declarations, number: int) -> Rows:
    rows = Rows("declarations_declaration", len(declarations.position))
    draw = stream(plan.seed, "declaration ids", number)
    rows.block("id", uuids(draw, rows.count))
    rows.number("person_id", people.ids[declarations.position], size=8)
    rows.moment("declared_at", declarations.declared_at)
    rows.of_pool("answers", _ANSWERS, declarations.is_risky.astype(np.int64))
    rows.flag("is_risky", declarations.is_risky)
    rows.number("declared_by_person_id", people.ids[declarations.position], size=8)
    rows.nothing("declared_by_account_id")
    rows.same("channel", "web")
    rows.moment("confirmed_at", declarations.declared_at)
    rows.nothing("annulled_at")
    return rows


def _jsonb(value: dict[str, Any]) -> str:
    """Return a jsonb value in its binary form: a version byte, then the text."""
    return "\x01" + json.dumps(value, ensure_ascii=False)


_NO: Final = {
    "visited_area": False,
    "symptoms": False,
    "contact_case": False,
    "contact_abroad": False,
    "contact_symptoms": False,
}
_ANSWERS: Final = (_jsonb(_NO), _jsonb({**_NO, "symptoms": True}))
