"""Judges everybody of a chunk by the policy in force, for the colours that their visits remember."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.verdict import decide
from antoan.entrypoints.cli.city.health_values import NEVER
from antoan.entrypoints.cli.city.passes import Facts
from antoan.entrypoints.cli.city.residents import Residents
from antoan.entrypoints.cli.city.rows import EPOCH_DAY

Array = npt.NDArray[Any]

_OLD_DOSE_DAYS: Final = 45
_OLD_RECOVERY_DAYS: Final = 200
_HALF_DAY: Final = 43_200_000_000  # microseconds
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)


def verdicts_before(
    document: PolicyDocument, people: Residents, facts: Facts, today: int, at: datetime
) -> tuple[Array, Array]:
    """Return rule number and colour number of everybody at a moment, as if nobody were ill or in isolation.

    That is what gates saw on the days before somebody fell ill, and the ill go nowhere. Dates are taken
    coarsely (below), so that few people differ and each different combination is judged once.
    """
    columns = {
        "birth_on": _coarse_births(people, today),
        "doses_valid": facts.doses_valid,
        "course_doses": facts.course_doses,
        "first_dose_on": _no_older(facts.first_dose_on, today - _OLD_DOSE_DAYS),
        "last_dose_on": _no_older(facts.last_dose_on, today - _OLD_DOSE_DAYS),
        "recovered_on": _no_older(facts.recovered_on, today - _OLD_RECOVERY_DAYS),
        "declared_at": np.where(
            facts.declared_at == NEVER, NEVER, facts.declared_at // _HALF_DAY * _HALF_DAY + _HALF_DAY // 2
        ),
        "declaration_risk": facts.declaration_risk,
        "has_records": facts.has_records,
    }
    table = np.stack([column.astype(np.int64) for column in columns.values()], axis=1)
    different, which = np.unique(table, axis=0, return_inverse=True)
    decided = [decide(document, _as_facts(list(columns), row), at) for row in different.tolist()]
    rules = np.array([verdict.rule_number for verdict in decided], np.int16)
    colours = np.array([verdict.colour.number for verdict in decided], np.int16)
    return rules[which.reshape(-1)], colours[which.reshape(-1)]


def _coarse_births(people: Residents, today: int) -> Array:
    """Keep the birthdays of those who come of age about now; of the others the year is enough."""
    coming_of_age = (people.age == 17) | (people.age == 18)
    middle_of_year = today - people.age.astype(np.int64) * 365 - people.age // 4 - 182
    return np.where(coming_of_age, people.born, middle_of_year)


def _no_older(days: Array, oldest: int) -> Array:
    """Take what is older than any rule looks as being that old."""
    return np.where(days == NEVER, NEVER, np.maximum(days, oldest))


def _as_facts(names: list[str], row: list[int]) -> dict[str, Any]:
    known = {name: value for name, value in zip(names, row, strict=True) if value != NEVER}
    facts: dict[str, Any] = {}
    for name, value in known.items():
        if name.endswith("_on"):
            facts[name] = datetime.fromordinal(value + EPOCH_DAY).date()
        elif name == "declared_at":
            facts[name] = _EPOCH + timedelta(microseconds=value)
        else:
            facts[name] = bool(value) if name in ("declaration_risk", "has_records") else value
    return facts
