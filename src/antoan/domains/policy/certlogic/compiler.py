"""Turns a checked expression into nested Python functions, one per operation."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from antoan.domains.policy.certlogic.access import Evaluator, reading
from antoan.domains.policy.certlogic.comparing import (
    INTEGER_COMPARISONS,
    TIME_COMPARISONS,
    compared,
    same_as,
)
from antoan.domains.policy.certlogic.times import date_of_birth, moment_of, plus_months
from antoan.domains.policy.certlogic.values import same, truth, truth_of_data, whole
from antoan.domains.policy.errors import CertLogicFailed

_ALWAYS_BOOLEAN: Final = frozenset({"===", "in", "!", *INTEGER_COMPARISONS, *TIME_COMPARISONS})
_UVCI_PREFIX: Final = "URN:UVCI:"
_UVCI_SEPARATORS: Final = re.compile(r"[/#:]")


@dataclass(frozen=True, slots=True)
class Compiler:
    """Builds functions of the data. `read` turns the path of a ``var`` into the function that reads it."""

    read: Callable[[str], Evaluator] = reading

    def build(self, expression: Any) -> Evaluator:
        """Return the function of a valid expression; it takes the data and returns the value."""
        if isinstance(expression, list):
            items = [self.build(item) for item in expression]
            return lambda data: [item(data) for item in items]
        if not isinstance(expression, dict):
            return lambda data: expression
        ((operator, values),) = expression.items()
        if operator in INTEGER_COMPARISONS:
            return self._integers_compared(operator, values)
        if operator in TIME_COMPARISONS:
            return compared(TIME_COMPARISONS[operator], [self._moment(value) for value in values])
        return _BUILDERS[operator](self, values)

    def build_truth(self, expression: Any) -> Evaluator:
        """Return a function that tells whether a valid expression is truthy."""
        operator, values = next(iter(expression.items())) if isinstance(expression, dict) else ("", [])
        if operator == "if":
            return _choice(*(self.build_truth(value) for value in values))
        if operator == "and":
            return _all_truthy([self.build_truth(value) for value in values])
        run = self.build(expression)
        if operator in _ALWAYS_BOOLEAN:
            return run
        return _truth_of_read(run) if operator == "var" else lambda data: truth(run(data))

    def _integers_compared(self, operator: str, values: list[Any]) -> Evaluator:
        return compared(INTEGER_COMPARISONS[operator], [self._whole(value) for value in values])

    def _moment(self, expression: Any) -> Evaluator:
        """Return a function whose value is a date-time, or which fails."""
        run = self.build(expression)
        if _makes_time(expression):
            return run

        def checked(data: Any) -> datetime:
            value = run(data)
            if isinstance(value, datetime):
                return value if value.tzinfo is UTC else moment_of(value)
            raise CertLogicFailed("a comparison of times takes date-times, made by plusTime")

        return checked

    def _whole(self, expression: Any) -> Evaluator:
        run = self.build(expression)
        if type(expression) is int:
            return run

        def checked(data: Any) -> int:
            value = run(data)
            return value if type(value) is int else whole(value)

        return checked

    def _var(self, path: str) -> Evaluator:
        return self.read(path)

    def _if(self, values: list[Any]) -> Evaluator:
        return _choice(self.build_truth(values[0]), self.build(values[1]), self.build(values[2]))

    def _and(self, values: list[Any]) -> Evaluator:
        operands = [(self.build(value), truth_of_data if _reads(value) else truth) for value in values]

        def run(data: Any) -> Any:
            value = None
            for operand, is_truthy in operands:
                value = operand(data)
                if not is_truthy(value):
                    break
            return value

        return run

    def _not(self, values: list[Any]) -> Evaluator:
        is_truthy = self.build_truth(values[0])
        return lambda data: not is_truthy(data)

    def _same(self, values: list[Any]) -> Evaluator:
        left, right = self.build(values[0]), self.build(values[1])
        if isinstance(values[1], str | int):
            return same_as(left, values[1])
        return lambda data: same(left(data), right(data))

    def _in(self, values: list[Any]) -> Evaluator:
        member, members = self.build(values[0]), self.build(values[1])

        def run(data: Any) -> bool:
            value, candidates = member(data), members(data)
            if not isinstance(candidates, list | tuple):
                raise CertLogicFailed('the second operand of "in" must be an array')
            return any(same(value, candidate) for candidate in candidates)

        return run

    def _plus(self, values: list[Any]) -> Evaluator:
        left, right = self._whole(values[0]), self._whole(values[1])
        return lambda data: left(data) + right(data)

    def _plus_time(self, values: list[Any]) -> Evaluator:
        operand, amount, unit = self._written_time(values[0]), int(values[1]), values[2]
        if amount == 0:
            return _as_moment(operand)
        if unit in ("year", "month"):
            return _plus_calendar(operand, amount * 12 if unit == "year" else amount)
        return _plus_hours(operand, amount * 24 if unit == "day" else amount)

    def _written_time(self, expression: Any) -> Evaluator:
        """Return the operand of plusTime, which must come from the data: a sum of times cannot be added to."""
        run = self.build(expression)
        if not _makes_time(expression):
            return run

        def refuse(data: Any) -> Any:
            run(data)
            raise CertLogicFailed('the first operand of "plusTime" must be a text, not a date-time')

        return refuse

    def _reduce(self, values: list[Any]) -> Evaluator:
        # Within the lambda, paths start anew at {"accumulator", "current"}.
        operand, fold, initial = self.build(values[0]), Compiler().build(values[1]), self.build(values[2])

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

    def _extract_from_uvci(self, values: list[Any]) -> Evaluator:
        operand, index = self.build(values[0]), int(values[1])

        def run(data: Any) -> str | None:
            text = operand(data)
            if text is None:
                return None
            if not isinstance(text, str):
                raise CertLogicFailed('the first operand of "extractFromUVCI" must be text or null')
            fragments = _UVCI_SEPARATORS.split(text.removeprefix(_UVCI_PREFIX))
            return fragments[index] if 0 <= index < len(fragments) else None

        return run

    def _dcc_date_of_birth(self, values: list[Any]) -> Evaluator:
        operand = self.build(values[0])
        return lambda data: date_of_birth(operand(data))


_BUILDERS: Final[dict[str, Callable[[Compiler, Any], Evaluator]]] = {
    "var": Compiler._var,
    "if": Compiler._if,
    "and": Compiler._and,
    "!": Compiler._not,
    "===": Compiler._same,
    "in": Compiler._in,
    "+": Compiler._plus,
    "plusTime": Compiler._plus_time,
    "reduce": Compiler._reduce,
    "extractFromUVCI": Compiler._extract_from_uvci,
    "dccDateOfBirth": Compiler._dcc_date_of_birth,
}


def _reads(expression: Any) -> bool:
    return isinstance(expression, dict) and "var" in expression


def _makes_time(expression: Any) -> bool:
    return isinstance(expression, dict) and next(iter(expression)) in ("plusTime", "dccDateOfBirth")


def _truth_of_read(read: Evaluator) -> Evaluator:
    def run(data: Any) -> bool:
        value = read(data)
        if value is None or value is False:
            return False
        return value is True or truth_of_data(value)

    return run


def _choice(guard: Evaluator, then: Evaluator, otherwise: Evaluator) -> Evaluator:
    return lambda data: then(data) if guard(data) else otherwise(data)


def _all_truthy(operands: list[Evaluator]) -> Evaluator:
    first, *others = operands
    rest = others[0] if len(others) == 1 else _all_truthy(others)
    return lambda data: rest(data) if first(data) else False


def _as_moment(operand: Evaluator) -> Evaluator:
    def run(data: Any) -> datetime:
        value = operand(data)
        return value if type(value) is datetime and value.tzinfo is UTC else moment_of(value)

    return run


def _plus_hours(operand: Evaluator, hours: int) -> Evaluator:
    try:
        length = timedelta(hours=hours)
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


def _plus_calendar(operand: Evaluator, months: int) -> Evaluator:
    def run(data: Any) -> datetime:
        moment = moment_of(operand(data))
        try:
            return plus_months(moment, months)
        except (OverflowError, ValueError):
            raise CertLogicFailed('"plusTime" leaves the calendar') from None

    return run
