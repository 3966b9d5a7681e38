"""Checks an expression before it is compiled, and says exactly where it is wrong."""

import re
from collections.abc import Iterator
from typing import Any, Final

from antoan.domains.policy.certlogic.times import TIME_UNITS
from antoan.domains.policy.errors import CertLogicInvalid

DEPTH_MAX: Final = 64  # Rules are written by people; deeper is an attack or a mistake.
NODES_MAX: Final = 20_000

_PATH: Final = re.compile(r"[^.]+(\.[^.]+)*")
# Operator -> how many operands it takes, at least and at most.
_ARITY: Final[dict[str, tuple[int, int]]] = {
    "if": (3, 3),
    "and": (2, NODES_MAX),
    "!": (1, 1),
    "===": (2, 2),
    "in": (2, 2),
    "+": (2, 2),
    **dict.fromkeys(("<", ">", "<=", ">=", "after", "before", "not-after", "not-before"), (2, 3)),
    "plusTime": (3, 3),
    "reduce": (3, 3),
    "extractFromUVCI": (2, 2),
    "dccDateOfBirth": (1, 1),
}


def validate(expression: Any) -> None:
    """Raise CertLogicInvalid, with a JSON pointer in `path`, unless this is a CertLogic expression."""
    for nodes, (node, path, depth) in enumerate(_walk(expression, "", 1), start=1):
        if nodes > NODES_MAX:
            raise CertLogicInvalid(f"an expression has at most {NODES_MAX} parts", path="")
        if depth > DEPTH_MAX:
            raise CertLogicInvalid(f"an expression nests at most {DEPTH_MAX} deep", path=path)
        if fault := _fault(node):
            raise CertLogicInvalid(f"at {path or '/'}: {fault}", path=path)


def _walk(node: Any, path: str, depth: int) -> Iterator[tuple[Any, str, int]]:
    """Yield every sub-expression after its parent, which has been checked by then."""
    yield node, path, depth
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _walk(item, f"{path}/{index}", depth + 1)
    elif isinstance(node, dict):
        ((operator, values),) = node.items()
        for index in _expression_operands(operator, values):
            yield from _walk(values[index], f"{path}/{_escaped(operator)}/{index}", depth + 1)


def _expression_operands(operator: str, values: Any) -> range:
    """Return which operands are expressions themselves; the others are fixed by the operator."""
    if operator == "var":
        return range(0)
    if operator in ("plusTime", "extractFromUVCI"):
        return range(1)
    return range(len(values))


def _escaped(fragment: str) -> str:
    return fragment.replace("~", "~0").replace("/", "~1")


def _fault(node: Any) -> str | None:
    if isinstance(node, bool | str | list):
        return None
    if isinstance(node, int):
        return None
    if isinstance(node, float):
        return None if node.is_integer() else f"{node} is not an integer"
    if not isinstance(node, dict):
        return "null is no expression" if node is None else f"a {type(node).__name__} is no expression"
    if len(node) != 1:
        return f"an operation has exactly one key, this has {len(node)}"
    ((operator, values),) = node.items()
    if operator == "var":
        return _fault_of_path(values)
    if operator not in _ARITY:
        return f"{str(operator)[:40]!r} is not an operator"
    if not isinstance(values, list):
        return f"the operands of {operator!r} must be an array"
    least, most = _ARITY[operator]
    if not least <= len(values) <= most:
        wanted = f"{least}" if least == most else f"{least} or more" if most == NODES_MAX else "2 or 3"
        return f"{operator!r} takes {wanted} operands, not {len(values)}"
    return _fault_of_constants(operator, values)


def _fault_of_path(path: Any) -> str | None:
    if not isinstance(path, str):
        return '"var" takes a path as text'
    return None if path == "" or _PATH.fullmatch(path) else f"{path[:60]!r} is not a path"


def _fault_of_constants(operator: str, values: list[Any]) -> str | None:
    if operator in ("plusTime", "extractFromUVCI") and not _is_integer(values[1]):
        return f"the second operand of {operator!r} must be an integer"
    if operator == "plusTime" and values[2] not in TIME_UNITS:
        return f"the third operand of 'plusTime' must be one of {', '.join(TIME_UNITS)}"
    return None


def _is_integer(value: Any) -> bool:
    return type(value) is int or (type(value) is float and value.is_integer())
