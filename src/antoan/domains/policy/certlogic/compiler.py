"""Turns a checked expression into nested Python functions, one per operation."""

import operator as python
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from antoan.domains.policy.certlogic.times import date_of_birth, moment_of, plus_months
from antoan.domains.policy.certlogic.values import same, step, truth, truth_of_data, whole
from antoan.domains.policy.errors import CertLogicFailed

Evaluator = Callable[[Any], Any]
Comparison = Callable[[Any, Any], Any]

_INTEGER_ORDER: Final[dict[str, Comparison]] = {
    "<": python.lt,
    ">": python.gt,
    "<=": python.le,
    ">=": python.ge,
}
_TIME_ORDER: Final[dict[str, Comparison]] = {
    "before": python.lt,
    "after": python.gt,
    "not-after": python.le,
    "not-before": python.ge,
}
_ALWAYS_BOOLEAN: Final = frozenset({"===", "in", "!", *_INTEGER_ORDER, *_TIME_ORDER})
_UVCI_PREFIX: Final = "URN:UVCI:"
_UVCI_SEPARATORS: Final = re.compile(r"[/#:]")


def build(expression: Any) -> Evaluator:
    """Return the function of a valid expression; it takes the data and returns the value."""
    if isinstance(expression, list):
        items = [build(item) for item in expression]
        return lambda data: [item(data) for item in items]
    if not isinstance(expression, dict):
        return lambda data: expression
    ((operator, values),) = expression.items()
    if operator in _INTEGER_ORDER:
        return _compare(_INTEGER_ORDER[operator], [_whole(value) for value in values])
    if operator in _TIME_ORDER:
        return _compare(_TIME_ORDER[operator], [_moment(value) for value in values])
    return _BUILDERS[operator](values)


def build_truth(expression: Any) -> Evaluator:
    """Return a function that tells whether an expression is truthy."""
    run = build(expression)
    if not isinstance(expression, dict):
        return lambda data: truth(run(data))
    ((operator, values),) = expression.items()
    if operator in _ALWAYS_BOOLEAN:
        return run
    if operator == "if":
        return _choice(build_truth(values[0]), build_truth(values[1]), build_truth(values[2]))
    if operator == "and":
        return _all_truthy([build_truth(value) for value in values])
    if operator == "var":
        return lambda data: truth_of_data(run(data))
    return lambda data: truth(run(data))


def _moment(expression: Any) -> Evaluator:
    """Return a function whose value is a date-time, or which fails."""
    run = build(expression)
    if _makes_time(expression):
        return run

    def checked(data: Any) -> datetime:
        value = run(data)
        if isinstance(value, datetime):
            return value if value.tzinfo is UTC else moment_of(value)
        raise CertLogicFailed("a comparison of times takes date-times, made by plusTime")

    return checked


def _whole(expression: Any) -> Evaluator:
    run = build(expression)

    def checked(data: Any) -> int:
        value = run(data)
        return value if type(value) is int else whole(value)

    return checked


def _compare(holds: Comparison, operands: list[Evaluator]) -> Evaluator:
    if len(operands) == 2:
        left, right = operands
        return lambda data: holds(left(data), right(data))

    def both(data: Any) -> bool:
        first, second, third = (operand(data) for operand in operands)
        return bool(holds(first, second) and holds(second, third))

    return both


def _all_truthy(operands: list[Evaluator]) -> Evaluator:
    if len(operands) == 2:
        left, right = operands
        return lambda data: right(data) if left(data) else False

    def run(data: Any) -> bool:
        for operand in operands:
            if not operand(data):
                return False
        return True

    return run


def _choice(guard: Evaluator, then: Evaluator, otherwise: Evaluator) -> Evaluator:
    return lambda data: then(data) if guard(data) else otherwise(data)


def _var(path: str) -> Evaluator:
    if path == "":
        return lambda data: data
    steps = [(fragment, int(fragment) if _is_index(fragment) else None) for fragment in path.split(".")]
    if len(steps) == 2:
        return _var_of_two(*steps[0], *steps[1])

    def run(data: Any) -> Any:
        for fragment, index in steps:
            data = step(data, fragment, index)
        return data

    return run


def _var_of_two(outer: str, outer_index: int | None, inner: str, inner_index: int | None) -> Evaluator:
    """Read a path like ``f.last_dose_on``, the commonest by far, with as little ado as possible."""

    def run(data: Any) -> Any:
        inside = data.get(outer) if type(data) is dict else step(data, outer, outer_index)
        return inside.get(inner) if type(inside) is dict else step(inside, inner, inner_index)

    return run


def _is_index(fragment: str) -> bool:
    return fragment.isascii() and fragment.isdigit() and len(fragment) < 10


def _if(values: list[Any]) -> Evaluator:
    return _choice(build_truth(values[0]), build(values[1]), build(values[2]))


def _and(values: list[Any]) -> Evaluator:
    operands = [(build(value), truth_of_data if _is_var(value) else truth) for value in values]

    def run(data: Any) -> Any:
        value = None
        for operand, is_truthy in operands:
            value = operand(data)
            if not is_truthy(value):
                break
        return value

    return run


def _is_var(expression: Any) -> bool:
    return isinstance(expression, dict) and "var" in expression


def _not(values: list[Any]) -> Evaluator:
    is_truthy = build_truth(values[0])
    return lambda data: not is_truthy(data)


def _same(values: list[Any]) -> Evaluator:
    left, right = build(values[0]), build(values[1])
    return lambda data: same(left(data), right(data))


def _in(values: list[Any]) -> Evaluator:
    member, members = build(values[0]), build(values[1])

    def run(data: Any) -> bool:
        value, candidates = member(data), members(data)
        if not isinstance(candidates, list | tuple):
            raise CertLogicFailed('the second operand of "in" must be an array')
        return any(same(value, candidate) for candidate in candidates)

    return run


def _plus(values: list[Any]) -> Evaluator:
    left, right = _whole(values[0]), _whole(values[1])
    return lambda data: left(data) + right(data)


def _plus_time(values: list[Any]) -> Evaluator:
    operand, amount, unit = _written_time(values[0]), int(values[1]), values[2]
    if amount == 0:
        return _as_moment(operand)
    if unit in ("year", "month"):
        return _plus_calendar(operand, amount * 12 if unit == "year" else amount)
    try:
        length = timedelta(days=amount) if unit == "day" else timedelta(hours=amount)
    except OverflowError:
        length = timedelta.max  # Fails when it is reached, as any sum beyond the calendar does.

    def run(data: Any) -> datetime:
        value = operand(data)
        try:
            if type(value) is datetime and value.tzinfo is UTC:
                return value + length
            return moment_of(value) + length
        except OverflowError:
            raise CertLogicFailed('"plusTime" leaves the calendar') from None

    return run


def _as_moment(operand: Evaluator) -> Evaluator:
    def run(data: Any) -> datetime:
        value = operand(data)
        return value if type(value) is datetime and value.tzinfo is UTC else moment_of(value)

    return run


def _written_time(expression: Any) -> Evaluator:
    """Return the operand of plusTime, which must come from the data: a sum of times cannot be added to."""
    run = build(expression)
    if not _makes_time(expression):
        return run

    def refuse(data: Any) -> Any:
        run(data)
        raise CertLogicFailed('the first operand of "plusTime" must be a text, not a date-time')

    return refuse


def _makes_time(expression: Any) -> bool:
    return isinstance(expression, dict) and next(iter(expression)) in ("plusTime", "dccDateOfBirth")


def _plus_calendar(operand: Evaluator, months: int) -> Evaluator:
    def run(data: Any) -> datetime:
        try:
            return plus_months(moment_of(operand(data)), months)
        except (OverflowError, ValueError):
            raise CertLogicFailed('"plusTime" leaves the calendar') from None

    return run


def _reduce(values: list[Any]) -> Evaluator:
    operand, fold, initial = (build(value) for value in values)

    def run(data: Any) -> Any:
        items = operand(data)
        if items is None:
            return initial(data)
        if not isinstance(items, list | tuple):
            raise CertLogicFailed('the first operand of "reduce" must be an array')
        accumulator = initial(data)
        for item in items:
            # The reference implementations hide the outer data from the lambda; so do we.
            accumulator = fold({"accumulator": accumulator, "current": item})
        return accumulator

    return run


def _extract_from_uvci(values: list[Any]) -> Evaluator:
    operand, index = build(values[0]), int(values[1])

    def run(data: Any) -> str | None:
        text = operand(data)
        if text is None:
            return None
        if not isinstance(text, str):
            raise CertLogicFailed('the first operand of "extractFromUVCI" must be text or null')
        fragments = _UVCI_SEPARATORS.split(text.removeprefix(_UVCI_PREFIX))
        return fragments[index] if 0 <= index < len(fragments) else None

    return run


def _dcc_date_of_birth(values: list[Any]) -> Evaluator:
    operand = build(values[0])
    return lambda data: date_of_birth(operand(data))


_BUILDERS: Final[dict[str, Callable[[Any], Evaluator]]] = {
    "var": _var,
    "if": _if,
    "and": _and,
    "!": _not,
    "===": _same,
    "in": _in,
    "+": _plus,
    "plusTime": _plus_time,
    "reduce": _reduce,
    "extractFromUVCI": _extract_from_uvci,
    "dccDateOfBirth": _dcc_date_of_birth,
}
