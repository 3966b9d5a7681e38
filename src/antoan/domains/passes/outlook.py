"""Looks ahead: what somebody's colour will be if nothing else happens, and what one fact alone is worth. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.values import Colour
from antoan.domains.policy.verdict import Verdict, decide
from antoan.kit.clock import day_start, local_date

# Longer than any wait of the shipped policies: 14 days after a dose, 14 of isolation, 14 of a declared risk.
DAYS_AHEAD_MAX: Final = 60


def green_from(policy: PolicyDocument, facts: Mapping[str, Any], now: datetime) -> date | None:
    """Return the first day that begins green; None when that takes more than DAYS_AHEAD_MAX days, or is today."""
    if decide(policy, facts, now).colour is Colour.GREEN:
        return None
    today = local_date(now)
    days = (today + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD_MAX + 1))
    return next((day for day in days if decide(policy, facts, day_start(day)).colour is Colour.GREEN), None)


def verdict_after(policy: PolicyDocument, facts: Mapping[str, Any], verdict: Verdict) -> Verdict | None:
    """Return what a verdict turns into when it ends; None for one that does not end by itself."""
    return None if verdict.until is None else decide(policy, facts, verdict.until)


def green_by(policy: PolicyDocument, fact: Mapping[str, Any], now: datetime) -> Verdict | None:
    """Return the green verdict that one fact would give by itself, with its `until`; None when it gives none."""
    verdict = decide(policy, {"has_records": True, **fact}, now)
    return verdict if verdict.colour is Colour.GREEN else None
