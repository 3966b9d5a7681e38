"""Which doses are believed: each check by its name (lesson L27). Pure.

A dose that raises a doubt is kept in quarantine with its reasons and turns nobody green.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from antoan.domains.people.matching import BirthLikeness, compare
from antoan.domains.people.names import NameLikeness
from antoan.domains.records.precedence import precedence_on
from antoan.domains.records.quality import usual_hours
from antoan.domains.records.rules import doubts_about_day
from antoan.domains.records.vaccines import Vaccine, vaccine
from antoan.domains.records.values import Dose, Doubt, Lot, NewDose, RecordKind, RecordState, Surroundings


def doubts_about_dose(
    dose: NewDose,
    *,
    vaccine: Vaccine | None,
    others: Iterable[Dose],
    born_on: date,
    today: date,
    around: Surroundings | None = None,
    source: str = "",
) -> tuple[Doubt, ...]:
    """Judge a dose beside the person's other doses. `vaccine` is None when nobody knows the product.

    A dose that a worse `source` tells of the same day is no second one: the better source is believed.
    """
    around = around or Surroundings()
    doubts = doubts_about_day(dose.given_on, born_on, today)
    if is_of_another(dose, around):
        doubts.append(Doubt.OTHER_PERSON)
    if is_after_hours(dose, around):
        doubts.append(Doubt.AFTER_HOURS)
    if vaccine is None:
        return (*doubts, Doubt.UNKNOWN_PRODUCT)
    if dose.given_on < vaccine.approved_on:
        doubts.append(Doubt.BEFORE_LICENCE)
    counted = [
        other
        for other in others
        if other.state == RecordState.VERIFIED and not _is_outranked(other, dose, source, today)
    ]
    doubts += _about_course(dose, vaccine, counted)
    if born_on <= dose.given_on and age_on(dose.given_on, born_on) < vaccine.age_years_min:
        doubts.append(Doubt.WRONG_AGE)
    return (*doubts, *_about_lot(dose, vaccine, around.lots))


def is_of_another(dose: NewDose, around: Surroundings) -> bool:
    """Tell whether the source speaks of somebody else than the person it is recorded for.

    A slip in the name is no other person, and neither is a birth of which only the year was written; another
    name or another birth is (bench/quality.py counts how often that is right).
    """
    if around.is_of_another:
        return True
    if dose.holder is None or around.holder is None:
        return False
    if (dose.holder.full_name, dose.holder.birth) == (around.holder.full_name, around.holder.birth):
        return False  # As nearly always, and many times quicker than weighing how alike they are.
    match = compare(dose.holder, around.holder)
    return match.name is NameLikeness.DIFFERENT or match.birth is BirthLikeness.DIFFERENT


def is_after_hours(dose: NewDose, around: Surroundings) -> bool:
    """Tell whether a dose was given when its site was closed."""
    hours = around.hours or usual_hours()
    return dose.given_time is not None and not hours.hold(dose.given_time)


def is_mix_allowed(product: Vaccine, before: Sequence[Dose]) -> bool:
    """Tell whether a dose may go on with the course begun before it (domain.md §4.2). A complete course binds no more."""
    if not before:
        return True
    last = before[-1].product
    if product.key == last or last in product.may_follow:
        return True
    return len(before) >= vaccine(last).course_doses


def age_on(day: date, born_on: date) -> int:
    """Return how many birthdays somebody has had."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _is_outranked(other: Dose, dose: NewDose, source: str, today: date) -> bool:
    """Tell whether another dose is what a worse source says of the same day."""
    if not source or other.given_on != dose.given_on:
        return False
    return precedence_on(today).outranks(RecordKind.VACCINATION, source, other.source)


def _about_course(dose: NewDose, product: Vaccine, counted: Sequence[Dose]) -> Iterator[Doubt]:
    days_apart = [abs((dose.given_on - other.given_on).days) for other in counted]
    if 0 in days_apart:
        yield Doubt.DOUBLE_DOSE
    least = product.interval_days_min
    if least is not None and any(0 < days < least for days in days_apart):
        yield Doubt.INTERVAL_TOO_SHORT
    before = sorted(
        (other for other in counted if other.given_on < dose.given_on), key=lambda other: other.given_on
    )
    if not is_mix_allowed(product, before):
        yield Doubt.MIX_NOT_ALLOWED


def _about_lot(dose: NewDose, product: Vaccine, lots: Iterable[Lot]) -> Iterator[Doubt]:
    """Judge the lot where the city keeps a register of the product, and the source names a lot."""
    registered = {lot.number: lot for lot in lots if lot.product == product.key}
    number = lot_number(dose.lot)
    if not registered or not number:
        return
    if number not in registered:
        yield Doubt.LOT_UNKNOWN
    elif dose.given_on > registered[number].expires_on:
        yield Doubt.LOT_EXPIRED


def lot_number(text: str) -> str:
    """Return a lot's number as it is compared: without spaces, in capitals."""
    return "".join(text.split()).upper()
