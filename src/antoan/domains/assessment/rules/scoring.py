"""From answers to a result: points, percent, band, knock-outs, what to mend first. Pure, in whole numbers."""

from collections.abc import Mapping
from fractions import Fraction

from antoan.domains.assessment.documents import Band, CriteriaSet, Item, highest, lowest
from antoan.domains.assessment.errors import AnswerUnreadable
from antoan.domains.assessment.values import Form, Incomplete, Level, Outcome, Said, ToMend

_ORDER = (Level.GOOD, Level.FAIR, Level.POOR, Level.BAD)


def outcome_of(criteria: CriteriaSet, answers: Mapping[str, str]) -> Outcome | Incomplete:
    """Judge a place by its answers; Incomplete while an item has none.

    AnswerUnreadable for an answer that does not fit, AnswerUnreadable too when everything is said not to apply.
    """
    missing = tuple(item.key for item in criteria.items if not answers.get(item.key))
    if missing:
        return Incomplete(missing)
    counted = [item for item in criteria.items if answers[item.key] != Said.NOT_APPLICABLE]
    reached = {
        item.key: item.weight * points_of(criteria, item, answers[item.key]) for item in criteria.items
    }
    points, out_of = sum(reached.values()), _out_of(criteria, counted)
    if out_of <= 0:
        raise AnswerUnreadable("Not everything can be without meaning for a place.")
    percent = Fraction(100 * points, out_of)
    return _judged(criteria, counted, answers, points, out_of, percent)


def points_of(criteria: CriteriaSet, item: Item, value: str) -> int:
    """Return the points of one answer, before its weight; AnswerUnreadable for one that does not fit the item."""
    if value == Said.NOT_APPLICABLE:
        if item.skip_if is None:
            raise AnswerUnreadable(item=item.key)
        return 0
    if criteria.form is Form.MET:
        if value not in {Said.MET, Said.NOT_MET}:
            raise AnswerUnreadable(item=item.key)
        return 1 if value == Said.MET else 0
    if item.points is None:
        found = next((option.points for option in item.options if option.key == value), None)
    else:
        found = _stated(value)
        if found is not None and not item.points.low <= found <= item.points.high:
            found = None
    if found is None:
        raise AnswerUnreadable(item=item.key)
    return found


def band_of(bands: tuple[Band, ...], percent: Fraction) -> Band:
    """Return the band a percentage lies in: the first whose upper edge it does not pass."""
    return next(
        band for band in bands if percent < band.up_to or (band.up_to_belongs and percent == band.up_to)
    )


def _out_of(criteria: CriteriaSet, counted: list[Item]) -> int:
    """Return the divisor: what does not apply to a place is not held against it, and not for it."""
    if criteria.form is Form.MET:
        return sum(item.weight for item in counted)
    assert criteria.out_of is not None
    skipped = [item for item in criteria.items if item not in counted]
    return criteria.out_of - sum(item.weight * highest(item) for item in skipped)


def _judged(
    criteria: CriteriaSet,
    counted: list[Item],
    answers: Mapping[str, str],
    points: int,
    out_of: int,
    percent: Fraction,
) -> Outcome:
    band = band_of(criteria.bands, percent)
    to_mend = _to_mend(criteria, counted, answers, band)
    words, decision, level = band.words, band.decision, band.level
    struck = tuple(one.item for one in to_mend if one.is_knock_out)
    if struck and criteria.knock_out is not None:
        knock_out = criteria.knock_out
        # A knock-out never makes a result better than its points do.
        if _ORDER.index(knock_out.level) >= _ORDER.index(level):
            words, decision, level = knock_out.words, knock_out.decision, knock_out.level
    return Outcome(points, out_of, percent, band.key, words, decision, level, struck, to_mend)


def _to_mend(
    criteria: CriteriaSet, counted: list[Item], answers: Mapping[str, str], band: Band
) -> tuple[ToMend, ...]:
    """Return what costs points: knock-outs first, then by weight, then in the order of the set."""
    found = []
    for item in counted:
        points = points_of(criteria, item, answers[item.key])
        best = 1 if criteria.form is Form.MET else lowest(item)
        if points != best:
            lost = item.weight * abs(points - best)
            found.append(ToMend(item.key, lost, _knocks_out(criteria, item, points, band)))
    return tuple(sorted(found, key=lambda one: (not one.is_knock_out, -one.lost)))


def _knocks_out(criteria: CriteriaSet, item: Item, points: int, band: Band) -> bool:
    rule = criteria.knock_out
    if rule is None or (rule.in_bands and band.key not in rule.in_bands):
        return False
    if rule.points_at_least is not None:
        return points >= rule.points_at_least
    return item.knock_out and points == 0


def _stated(value: str) -> int | None:
    is_number = value.isascii() and value.isdecimal() and len(value) <= 4
    return int(value) if is_number else None
