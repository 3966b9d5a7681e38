"""Comparisons of integers and of times, two or three operands in a row, and equality with a constant."""

from collections.abc import Callable
from typing import Any, Final

from antoan.domains.policy.certlogic.access import Evaluator

Comparison = Callable[[Evaluator, Evaluator], Evaluator]


def _less(left: Evaluator, right: Evaluator) -> Evaluator:
    return lambda data: left(data) < right(data)


def _greater(left: Evaluator, right: Evaluator) -> Evaluator:
    return lambda data: left(data) > right(data)


def _at_most(left: Evaluator, right: Evaluator) -> Evaluator:
    return lambda data: left(data) <= right(data)


def _at_least(left: Evaluator, right: Evaluator) -> Evaluator:
    return lambda data: left(data) >= right(data)


INTEGER_COMPARISONS: Final[dict[str, Comparison]] = {
    "<": _less,
    ">": _greater,
    "<=": _at_most,
    ">=": _at_least,
}
TIME_COMPARISONS: Final[dict[str, Comparison]] = {
    "before": _less,
    "after": _greater,
    "not-after": _at_most,
    "not-before": _at_least,
}


def compared(comparison: Comparison, operands: list[Evaluator]) -> Evaluator:
    """Return a function that tells whether every operand stands so to the next; all are evaluated first."""
    if len(operands) == 2:
        return comparison(operands[0], operands[1])
    first_holds = comparison(lambda values: values[0], lambda values: values[1])
    second_holds = comparison(lambda values: values[1], lambda values: values[2])

    def run(data: Any) -> bool:
        values = [operand(data) for operand in operands]
        return bool(first_holds(values) and second_holds(values))

    return run


def same_as(operand: Evaluator, constant: str | int) -> Evaluator:
    """Return a function that tells whether the value is this text, number or boolean, without coercion."""
    kinds = (int, float) if type(constant) is int else (type(constant),)

    def run(data: Any) -> bool:
        value = operand(data)
        return type(value) in kinds and bool(value == constant)

    return run
