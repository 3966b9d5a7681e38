"""How many seeded errors each check finds, and how many doubts it raises over what is right: doses here, with them
tests and isolation orders (quality_tests.py).

The limit beside it is what can be known at all: a dose of somebody of the same name and birth, or a date a day off,
looks like a right one, and such errors are seeded too.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from antoan.domains.people.matching import Description
from antoan.domains.people.values import Birth
from antoan.domains.records.doses import doubts_about_dose
from antoan.domains.records.vaccines import Vaccine, vaccine
from antoan.domains.records.values import Dose, Doubt, Lot, NewDose, Surroundings
from bench.quality_tests import (
    ORDER_ERRORS,
    TEST_ERRORS,
    judged_order,
    judged_test,
    right_order,
    right_test,
)
from bench.report import Measurement
from bench.seeded import tallied

DOSES = 40_000
TESTS = 20_000
ORDERS = 20_000
SEED = 2021
TODAY = date(2021, 12, 20)
PRODUCTS = ("astrazeneca", "comirnaty", "spikevax", "vero-cell", "abdala")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi")
MIDDLE = ("Văn", "Thị", "Ngọc", "Minh", "Thanh", "Hoàng")
GIVEN = (
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hùng",
    "Lan",
    "Mai",
    "Nam",
    "Phúc",
    "Quân",
    "Thảo",
    "Vy",
)


@dataclass(frozen=True)
class Case:
    """One dose with all that it is judged against; `born_on` as the register knows it."""

    dose: NewDose
    others: tuple[Dose, ...]
    born_on: date
    around: Surroundings


def measure() -> Measurement:
    """Judge right doses, tests and orders, and such with one error each, and count."""
    doses = tallied(DOSES, random.Random(SEED), right=right_case, errors=ERRORS, judged=judged)
    tests = tallied(TESTS, random.Random(SEED), right=right_test, errors=TEST_ERRORS, judged=judged_test)
    orders = tallied(ORDERS, random.Random(SEED), right=right_order, errors=ORDER_ERRORS, judged=judged_order)
    figures: dict[str, float | int | str] = {
        "doses": DOSES,
        "tests": TESTS,
        "isolation_orders": ORDERS,
        "seeded": doses.errors,
        "never_doubted": doses.unseen,
    }
    ratios: dict[str, float] = {}
    for name, prefix, tally in (
        ("doses", "", doses), ("tests", "test_", tests), ("isolation_orders", "isolation_", orders),
    ):  # fmt: skip
        figures |= tally.figures(prefix)
        ratios[f"right_{name}_doubted"] = tally.falsely / tally.right
        ratios[f"{prefix}errors_not_seen"] = tally.unseen / tally.errors
        ratios |= tally.ratios(prefix)
    return Measurement(name="quality", figures=figures, ratios=ratios)


def judged(case: Case) -> tuple[Doubt, ...]:
    """Return the doubts that our checks raise."""
    return doubts_about_dose(
        case.dose,
        vaccine=_known(case.dose.product),
        others=case.others,
        born_on=case.born_on,
        today=TODAY,
        around=case.around,
    )


def right_case(chance: random.Random) -> Case:
    """Return a dose as it should be, often close to a bound: the first day, the least interval, a name with a slip."""
    product = vaccine(chance.choice(PRODUCTS))
    given_on = product.approved_on + timedelta(days=chance.randint(0, (TODAY - product.approved_on).days))
    age = product.age_years_min + (chance.randint(0, 2) if chance.random() < 0.1 else chance.randint(3, 70))
    born_on = given_on.replace(year=given_on.year - age, day=min(given_on.day, 28))
    name = " ".join((chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(GIVEN)))
    others: tuple[Dose, ...] = ()
    least = product.interval_days_min or 0
    before = given_on - timedelta(days=least + (0 if chance.random() < 0.2 else chance.randint(1, 60)))
    if chance.random() < 0.5 and before >= product.approved_on:
        begun_with = chance.choice(
            (product.key, *product.may_follow)
        )  # A mix that is allowed raises no doubt.
        others = (Dose(1, 1, "verified", "clinic:1", begun_with, before),)
    lot = f"L{chance.randint(10_000, 99_999)}"
    dose = NewDose(
        product.key,
        given_on,
        len(others) + 1,
        lot=lot,
        given_time=time(chance.randint(7, 17), chance.randint(0, 59)),
        holder=Description(_as_typed(name, chance), _as_known(born_on, chance)),
    )
    around = Surroundings(
        lots=(Lot(product.key, lot, given_on + timedelta(days=chance.randint(0, 180))),),
        holder=Description(name, Birth(born_on)),
    )
    return Case(dose, others, born_on, around)


def _as_typed(name: str, chance: random.Random) -> str:
    """Return a name as lists write it: in capitals, without marks, a word left out, a letter doubled."""
    draw = chance.random()
    if draw < 0.2:
        return name.upper()
    if draw < 0.3:
        first, *_middle, last = name.split()
        return f"{first} {last}"
    if draw < 0.35:
        return name + name[-1]
    return name


def _as_known(born_on: date, chance: random.Random) -> Birth:
    return Birth.of_year(born_on.year) if chance.random() < 0.1 else Birth(born_on)


def _known(product: str) -> Vaccine | None:
    return vaccine(product) if product in PRODUCTS else None


def _before_licence(case: Case, chance: random.Random) -> Case:
    day = vaccine(case.dose.product).approved_on - timedelta(days=chance.randint(1, 40))
    return replace(case, dose=replace(case.dose, given_on=day), others=())


def _interval(case: Case, chance: random.Random) -> Case:
    least = vaccine(case.dose.product).interval_days_min or 21
    day = case.dose.given_on - timedelta(days=chance.randint(1, least - 1))
    return replace(case, others=(Dose(1, 1, "verified", "clinic:1", case.dose.product, day),))


def _double(case: Case, chance: random.Random) -> Case:
    """Another product recorded for the same day, or, as often, the day after: then only the interval tells."""
    day = case.dose.given_on - timedelta(days=chance.choice((0, 0, 0, 1)))
    return replace(case, others=(Dose(1, 1, "verified", "clinic:2", case.dose.product, day),))


def _mix(case: Case, chance: random.Random) -> Case:
    """A course that goes on with a product which may not follow the first."""
    product = vaccine(case.dose.product)
    others = [key for key in PRODUCTS if key != product.key and key not in product.may_follow]
    day = case.dose.given_on - timedelta(days=90)
    return replace(case, others=(Dose(1, 1, "verified", "clinic:1", chance.choice(others), day),))


def _unknown_product(case: Case, chance: random.Random) -> Case:
    return replace(case, dose=replace(case.dose, product="Vắc xin lạ"))


def _other_person(case: Case, chance: random.Random) -> Case:
    """The list names somebody else: a stranger mostly, at times somebody of a like name and of the same birth."""
    name = " ".join((chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(GIVEN)))
    birth = Birth(case.born_on + timedelta(days=chance.randint(-9_000, 9_000)))
    if chance.random() < 0.1 and case.around.holder is not None:
        first, middle, _last = case.around.holder.full_name.split()
        name, birth = f"{first} {middle} {chance.choice(GIVEN)}", Birth(case.born_on)
    return replace(case, dose=replace(case.dose, holder=Description(name, birth)))


def _future(case: Case, chance: random.Random) -> Case:
    return replace(
        case, dose=replace(case.dose, given_on=TODAY + timedelta(days=chance.randint(1, 400))), others=()
    )


def _before_birth(case: Case, chance: random.Random) -> Case:
    return replace(case, born_on=case.dose.given_on + timedelta(days=chance.randint(1, 3_000)))


def _wrong_age(case: Case, chance: random.Random) -> Case:
    years = vaccine(case.dose.product).age_years_min
    born_on = case.dose.given_on - timedelta(days=chance.randint(30, years * 365 - 5))
    return replace(case, born_on=born_on)


def _lot_unknown(case: Case, chance: random.Random) -> Case:
    return replace(case, dose=replace(case.dose, lot=f"X{chance.randint(1_000, 9_999)}"))


def _lot_expired(case: Case, chance: random.Random) -> Case:
    lot = replace(case.around.lots[0], expires_on=case.dose.given_on - timedelta(days=chance.randint(1, 90)))
    return replace(case, around=replace(case.around, lots=(lot,)))


def _after_hours(case: Case, chance: random.Random) -> Case:
    """A time nobody vaccinates at; one in five falls within the hours all the same, and nobody can tell."""
    hour = chance.randint(8, 17) if chance.random() < 0.2 else chance.choice((0, 1, 2, 3, 4))
    return replace(case, dose=replace(case.dose, given_time=time(hour, chance.randint(0, 59))))


ERRORS: dict[Doubt, Callable[[Case, random.Random], Case]] = {
    Doubt.BEFORE_LICENCE: _before_licence,
    Doubt.INTERVAL_TOO_SHORT: _interval,
    Doubt.DOUBLE_DOSE: _double,
    Doubt.OTHER_PERSON: _other_person,
    Doubt.FUTURE: _future,
    Doubt.BEFORE_BIRTH: _before_birth,
    Doubt.WRONG_AGE: _wrong_age,
    Doubt.LOT_UNKNOWN: _lot_unknown,
    Doubt.LOT_EXPIRED: _lot_expired,
    Doubt.AFTER_HOURS: _after_hours,
    Doubt.MIX_NOT_ALLOWED: _mix,
    Doubt.UNKNOWN_PRODUCT: _unknown_product,
}
