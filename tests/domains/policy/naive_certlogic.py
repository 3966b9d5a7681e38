"""A second reading of the CertLogic specification: slow, plain, and written apart from the compiler."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from antoan.domains.policy.certlogic.times import date_of_birth, moment_of, plus_months

COMPARED = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
IN_TIME = {"before": "<", "after": ">", "not-after": "<=", "not-before": ">="}


class Failed(Exception):
    """Evaluation fails here."""


def evaluate(expression, data):
    if isinstance(expression, list):
        return [evaluate(item, data) for item in expression]
    if not isinstance(expression, dict):
        return expression
    ((operator, values),) = expression.items()
    if operator == "var":
        return accessed(data, values)
    if operator == "if":
        return evaluate(values[1] if is_true(evaluate(values[0], data)) else values[2], data)
    if operator == "and":
        return first_false_or_last(values, data)
    if operator == "reduce":
        return reduced(values, data)
    if operator == "plusTime":
        return plus_time(evaluate(values[0], data), values[1], values[2])
    return applied(operator, [evaluate(value, data) for value in values], values)


def applied(operator, arguments, values):
    if operator == "!":
        return not is_true(arguments[0])
    if operator == "===":
        return is_same(*arguments)
    if operator == "in":
        return is_member(*arguments)
    if operator == "+":
        return sum(map(integer, arguments))
    if operator in COMPARED:
        return in_order(COMPARED[operator], [integer(argument) for argument in arguments])
    if operator in IN_TIME:
        return in_order(COMPARED[IN_TIME[operator]], [time(argument) for argument in arguments])
    if operator == "extractFromUVCI":
        return fragment(*arguments)
    if operator == "dccDateOfBirth":
        return date_of_birth(arguments[0])
    raise AssertionError(operator)


def accessed(data, path):
    for name in path.split(".") if path else []:
        if isinstance(data, dict):
            data = data.get(name)
        elif isinstance(data, list) and name.isdigit() and int(name) < len(data):
            data = data[int(name)]
        else:
            data = None
    return data


def is_true(value):
    if isinstance(value, datetime):
        raise Failed
    return value not in (None, False, "", 0, [], {})


def first_false_or_last(values, data):
    for value in values:
        result = evaluate(value, data)
        if not is_true(result):
            return result
    return result


def reduced(values, data):
    items = evaluate(values[0], data)
    if items is not None and not isinstance(items, list):
        raise Failed
    accumulator = evaluate(values[2], data)
    for item in items or []:
        accumulator = evaluate(values[1], {"accumulator": accumulator, "current": item})
    return accumulator


def plus_time(value, amount, unit):
    if not isinstance(value, str):
        raise Failed
    moment = moment_of(value)
    if unit in ("year", "month"):
        return plus_months(moment, amount * (12 if unit == "year" else 1))
    return moment + timedelta(**{f"{unit}s": amount})


def is_same(left, right):
    if isinstance(left, list | dict):
        return left is right
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def is_member(value, values):
    if not isinstance(values, list):
        raise Failed
    return any(is_same(value, one) for one in values)


def integer(value):
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise Failed
    return int(value)


def time(value):
    if not isinstance(value, datetime) or value.tzinfo is not UTC:
        raise Failed
    return value


def in_order(holds, values):
    return all(holds(left, right) for left, right in pairwise(values))


def fragment(text, index):
    if text is None:
        return None
    if not isinstance(text, str):
        raise Failed
    parts = text.removeprefix("URN:UVCI:").replace("/", ":").replace("#", ":").split(":")
    return parts[index] if 0 <= index < len(parts) else None
