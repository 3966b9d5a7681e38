"""Who of a list gets a card, and how a batch is divided. Pure."""

from datetime import date

from antoan.domains.cards.errors import BatchUnclear, ReasonMissing
from antoan.domains.cards.limits import AGE_YEARS_MAX, PART_CARDS, REASON_LETTERS_MAX, REASON_LETTERS_MIN
from antoan.domains.cards.values import CardState, Chosen, NewBatch, PartView
from antoan.kit.text import squeeze


def checked_batch(new: NewBatch) -> NewBatch:
    """Return the order; BatchUnclear unless it is for one ward or one unit, with ages in order."""
    if (new.ward_id is None) == (new.unit_id is None):  # Of a list that was brought: whose list it is.
        raise BatchUnclear
    ages = [age for age in (new.chosen.age_from, new.chosen.age_until) if age is not None]
    if any(not 0 <= age <= AGE_YEARS_MAX for age in ages) or ages != sorted(ages):
        raise BatchUnclear
    return new


def born_between(chosen: Chosen, today: date) -> tuple[date, date]:
    """Return the first and the last day of birth of those who are of these ages today."""
    oldest = AGE_YEARS_MAX if chosen.age_until is None else chosen.age_until
    youngest = chosen.age_from or 0
    return _years_before(today, oldest + 1, days_later=1), _years_before(today, youngest)


def readable_reason(text: str) -> str:
    """Return why a card or batch is revoked; ReasonMissing when it says too little or too much."""
    reason = squeeze(text)
    if not REASON_LETTERS_MIN <= len(reason) <= REASON_LETTERS_MAX:
        raise ReasonMissing
    return reason


def parts_of(made: int) -> list[PartView]:
    """Divide the cards of a batch into documents, in order."""
    return [
        PartView(number, first + 1, min(first + PART_CARDS, made), None)
        for number, first in enumerate(range(0, made, PART_CARDS))
    ]


def state_of(*, is_revoked: bool, expires_on: date, today: date) -> CardState:
    """Return what a card is worth today; its last day counts in full."""
    if is_revoked:
        return CardState.REVOKED
    return CardState.EXPIRED if expires_on < today else CardState.GOOD


def _years_before(day: date, years: int, *, days_later: int = 0) -> date:
    """Return the day of birth of somebody who turns so many years on this day; who was born on 29 February, on 1 March."""
    year = max(day.year - years, 1)
    try:
        found = day.replace(year=year)
    except ValueError:
        found = date(year, 3, 1)
    return date.fromordinal(found.toordinal() + days_later)
