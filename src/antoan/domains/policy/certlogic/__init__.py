"""CertLogic 1.3.3: small conditions as JSON, compiled once to Python closures.

A pure language: no loops but a fold, no clock, no side effects. The same expressions run in the browser
with certlogic-js; the vectors in tests/vectors/policy hold both to the same answers.
"""

from typing import Any

from antoan.domains.policy.certlogic.compiler import Evaluator, build, build_truth
from antoan.domains.policy.certlogic.validation import validate

__all__ = ["Evaluator", "compile", "compile_truth", "evaluate", "validate"]


def compile(expression: Any) -> Evaluator:  # noqa: A001 - the name the contract promises
    """Check an expression and return a function of the data; CertLogicInvalid names the place of a fault.

    The function raises CertLogicFailed where the language says that evaluation fails. Data are JSON
    values; ``date`` and ``datetime`` values are taken as well and count as their ISO text would.
    """
    validate(expression)
    return build(expression)


def evaluate(expression: Any, data: Any) -> Any:
    """Evaluate an expression once. Compile it instead when it is used again."""
    return compile(expression)(data)


def compile_truth(expression: Any) -> Evaluator:
    """Compile a condition: the function tells whether the expression is truthy."""
    validate(expression)
    return build_truth(expression)
