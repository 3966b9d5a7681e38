"""Compares a list with quota and conditions, and shows the numbers. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from antoan.domains.workers.errors import QuotaUnreadable
from antoan.domains.workers.list_values import Conditions, Finding, FindingKind, Headcount, NewQuota
from antoan.domains.workers.rules.terms import terms
from antoan.kit.clock import local_date
from antoan.kit.text import squeeze

WORKERS_MAX: Final = 1_000_000
DAYS_MAX: Final = 365
DOSES_MAX: Final = 9
BASIS_LETTERS_MAX: Final = 200
_STEP_FOR_UNITS: Final = 5


def is_protected(facts: Mapping[str, Any], conditions: Conditions, today: date) -> bool:
    """Tell whether somebody counts as vaccinated, or as recovered not too long ago."""
    return _is_vaccinated(facts, conditions, today) or _has_recovered(facts, conditions, today)


def is_tested(facts: Mapping[str, Any], conditions: Conditions, today: date) -> bool:
    """Tell whether a negative test is young enough: taken on the same day `tested_days_max` days ago counts."""
    at = facts.get("last_negative_at")
    return at is not None and today - local_date(at) <= timedelta(days=conditions.tested_days_max)


def findings(
    count: Headcount,
    *,
    conditions: Conditions,
    unit_workers_max: int | None,
    total_workers_max: int | None,
    others_approved: int,
) -> tuple[Finding, ...]:
    """Return every comparison that applies. `others_approved` are workers of the other units under the same total."""
    found: list[Finding] = []
    if unit_workers_max is not None:
        met = count.workers <= unit_workers_max
        found.append(Finding(FindingKind.UNIT_QUOTA, met, count.workers, count.workers, unit_workers_max))
    if total_workers_max is not None:
        total = count.workers + others_approved
        found.append(
            Finding(FindingKind.TOTAL_QUOTA, total <= total_workers_max, total, total, total_workers_max)
        )
    found += _shares(count, conditions)
    if count.red:
        found.append(Finding(FindingKind.STOPPED, False, count.red, count.workers, 0))
    return tuple(found)


def is_over_quota(found: Iterable[Finding]) -> bool:
    """Tell whether more people are listed than may work."""
    return any(
        not one.is_met for one in found if one.kind in (FindingKind.UNIT_QUOTA, FindingKind.TOTAL_QUOTA)
    )


def holds(found: Iterable[Finding]) -> bool:
    """Tell whether quota and conditions are met. Somebody red is an alert, not a breach."""
    return all(one.is_met for one in found if one.kind is not FindingKind.STOPPED)


def percent(finding: Finding) -> int:
    """Return a share in whole percent, rounded down: 89.9 is not 90."""
    return 100 * finding.counted // finding.of if finding.of else 0


def percent_for_units(finding: Finding) -> int | None:
    """Return a share as a unit sees it: in steps of five, and not at all of few people, of whom it would tell each."""
    if finding.of < terms().small_list_workers_min:
        return None
    return percent(finding) // _STEP_FOR_UNITS * _STEP_FOR_UNITS


def checked_quota(quota: NewQuota, today: date) -> NewQuota:
    """Return the quota; QuotaUnreadable with every fault."""
    faults = list(_faults(quota, today))
    if faults:
        raise QuotaUnreadable(f"The quota cannot be set: {'; '.join(faults)}.")
    return quota


def _shares(count: Headcount, conditions: Conditions) -> Iterator[Finding]:
    for kind, counted, wanted in (
        (FindingKind.PROTECTED, count.protected, conditions.protected_percent_min),
        (FindingKind.TESTED, count.tested, conditions.tested_percent_min),
    ):
        if wanted is not None:
            yield Finding(kind, counted * 100 >= wanted * count.workers, counted, count.workers, wanted)


def _is_vaccinated(facts: Mapping[str, Any], conditions: Conditions, today: date) -> bool:
    doses = facts.get("doses_valid") or 0
    if doses < conditions.doses_min:
        return False
    # Of the first and of the last dose the day is known. Past the wanted number, the wanted one lies further back
    # than any interval between doses is short, so that it is old enough [I].
    given_on = facts.get("first_dose_on") if conditions.doses_min == 1 else facts.get("last_dose_on")
    if doses > conditions.doses_min > 1 or given_on is None:
        return True
    return bool(given_on + timedelta(days=conditions.dose_days_min) <= today)


def _has_recovered(facts: Mapping[str, Any], conditions: Conditions, today: date) -> bool:
    recovered_on = facts.get("recovered_on")
    if recovered_on is None or not conditions.recovered_days_max:
        return False
    return bool(recovered_on <= today < recovered_on + timedelta(days=conditions.recovered_days_max))


def _faults(quota: NewQuota, today: date) -> Iterator[str]:
    asked = quota.conditions
    if quota.valid_from < today:
        yield "it begins in the past"
    if quota.valid_until is not None and quota.valid_until <= quota.valid_from:
        yield "it ends before it begins"
    for name, number, most in (
        ("the number for a unit", quota.unit_workers_max, WORKERS_MAX),
        ("the number for all units", quota.total_workers_max, WORKERS_MAX),
        ("the share protected", asked.protected_percent_min, 100),
        ("the share tested", asked.tested_percent_min, 100),
        ("days after a dose", asked.dose_days_min, DAYS_MAX),
        ("days after recovery", asked.recovered_days_max, DAYS_MAX),
        ("days after a test", asked.tested_days_max, DAYS_MAX),
        ("doses", asked.doses_min, DOSES_MAX),
    ):
        if number is not None and not 0 <= number <= most:
            yield f"{name} lies between 0 and {most}"
    if asked.doses_min < 1:
        yield "at least one dose is counted"
    if quota.unit_id is not None and (quota.sector is not None or quota.total_workers_max is not None):
        yield "a quota of one unit names neither a sector nor a total"
    if len(squeeze(quota.basis)) > BASIS_LETTERS_MAX:
        yield f"the basis has at most {BASIS_LETTERS_MAX} letters"
