"""Adapts a rule's CertLogic to the city: times written with an offset, times used bare, facts named.

The browser's twin (policy.js) does the same, so that certlogic-js sees what our compiler sees.
"""

from collections.abc import Iterator
from typing import Any, Final

from antoan.domains.policy.certlogic.times import has_offset, read_moment
from antoan.domains.policy.errors import DocumentInvalid
from antoan.domains.policy.facts import CITY_OFFSET

_TIME_COMPARISONS: Final = frozenset({"before", "after", "not-before", "not-after"})
# 200 years in each unit: no sum of a plausible fact and this leaves the calendar.
_AMOUNT_MAX: Final = {"year": 200, "month": 2_400, "day": 73_000, "hour": 1_752_000}


def on_city_clock(expression: Any) -> Any:
    """Rewrite a valid expression so that all its times are on the city's wall clock.

    A text with an offset becomes the same moment's wall-clock text; an operand of a comparison of times that
    is read from the facts, or written out, is made a time by ``plusTime`` of nothing.
    """
    if isinstance(expression, str) and has_offset(expression):
        wall = (read_moment(expression) + CITY_OFFSET).replace(tzinfo=None)
        return wall.isoformat(timespec="milliseconds")
    if isinstance(expression, list):
        return [on_city_clock(item) for item in expression]
    if not isinstance(expression, dict):
        return expression
    ((operator, values),) = expression.items()
    if operator == "var":
        return expression
    operands = [on_city_clock(value) for value in values]
    if operator in _TIME_COMPARISONS:
        operands = [_as_time(operand) for operand in operands]
    return {operator: operands}


def _as_time(operand: Any) -> Any:
    is_bare = isinstance(operand, str) or (isinstance(operand, dict) and "var" in operand)
    return {"plusTime": [operand, 0, "day"]} if is_bare else operand


def facts_named(expression: Any) -> Iterator[str]:
    """Yield the names of the facts an expression reads: ``last_dose_on`` for ``f.last_dose_on``."""
    if isinstance(expression, list):
        for item in expression:
            yield from facts_named(item)
    elif isinstance(expression, dict):
        ((operator, values),) = expression.items()
        if operator != "var":
            yield from facts_named(values)
        elif values.startswith("f."):
            yield values.split(".")[1]


def check_bounds(expression: Any, path: str) -> None:
    """Raise DocumentInvalid where ``plusTime`` adds more than 200 years, or a path looks inside a fact."""
    if isinstance(expression, list):
        for item in expression:
            check_bounds(item, path)
    elif isinstance(expression, dict):
        ((operator, values),) = expression.items()
        if operator == "plusTime" and abs(values[1]) > _AMOUNT_MAX[values[2]]:
            raise DocumentInvalid(f"at {path}: plusTime adds more than 200 years", path=path)
        if operator == "var" and values.startswith("f.") and values.count(".") > 1:
            raise DocumentInvalid(f"at {path}: facts are flat; there is nothing inside {values}", path=path)
        if operator != "var":
            check_bounds(values, path)
