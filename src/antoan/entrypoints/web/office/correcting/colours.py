"""The colour before and after a correction, as templates show it."""

from typing import Any

from antoan.domains.corrections.queries import Preview
from antoan.domains.policy.verdict import Verdict


def colours_of(preview: Preview) -> dict[str, Any]:
    """Return both colours with their reasons, and whether two people must agree."""
    return {
        "before": _colour(preview.before),
        "after": _colour(preview.after),
        "needs_second": preview.needs_second,
    }


def _colour(verdict: Verdict | None) -> dict[str, str]:
    if verdict is None:
        return {"colour": "unknown", "reason": ""}
    return {"colour": verdict.colour.value, "reason": verdict.holder_reason.vi}
