"""CertLogic 1.3.3: small conditions as JSON, compiled once to Python closures.

A pure language: no loops but a fold, no clock, no side effects. The same expressions run in the browser
with certlogic-js; the vectors in tests/vectors/policy hold both to the same answers.
"""

from typing import Any

from antoan.domains.policy.certlogic.access import Evaluator
from antoan.domains.policy.certlogic.compiler import Compiler
from antoan.domains.policy.certlogic.validation import validate

__all__ = ["Compiler", "Evaluator", "compile", "evaluate", "validate"]


def compile(expression: Any) -> Evaluator:  # noqa: A001 - the name the contract promises
    """Check an expression and return a function of the data; CertLogicInvalid names the place of a fault.

    The function raises CertLogicFailed where the language says that evaluation fails. Data are JSON
    values; ``date`` and ``datetime`` values are taken as well and count as their ISO text would.
    """
    validate(expression)
    return Compiler().build(expression)


def evaluate(expression: Any, data: Any) -> Any:
    """Evaluate an expression once. Compile it instead when it is used again."""
    return compile(expression)(data)
