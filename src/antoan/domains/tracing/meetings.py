"""Stays of cases and the meetings in them, one value each: what engines that answer online find, in full detail."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.engines.engine import Cases
from antoan.domains.tracing.rules.exposure import ContactRule

Array = npt.NDArray[Any]


class CaseStays(NamedTuple):
    """Stays of cases: position of the case, its number, the spot, the stay, and [a, b) of rules.exposure."""

    case: Array
    person: Array
    spot: Array
    came: Array
    left: Array
    estimated: Array
    a: Array
    b: Array

    @classmethod
    def infectious(
        cls,
        *,
        cases: Cases,
        rule: ContactRule,
        case: Array,
        spot: Array,
        came: Array,
        left: Array,
        estimated: Array,
    ) -> "CaseStays":
        """Return those of the stays in which their cases infect."""
        a = np.maximum(came - rule.before_s, cases.since[case])
        b = np.minimum(left + rule.linger_s, cases.until[case])
        kept = a < b
        columns = (
            case,
            cases.person[case],
            spot,
            came,
            left,
            estimated,
            a.astype(np.int32),
            b.astype(np.int32),
        )
        return cls(*(values[kept] for values in columns))

    @classmethod
    def joined(cls, parts: "list[CaseStays]") -> "CaseStays":
        """Return the stays of several sources."""
        if not parts:
            return cls(*(np.empty(0, bool if name == "estimated" else np.int32) for name in cls._fields))
        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))


class Meetings(NamedTuple):
    """Overlaps: position of the case's stay, the other person's number, their stay."""

    stay: Array
    person: Array
    t_in: Array
    t_eff: Array
    estimated: Array

    @classmethod
    def joined(cls, parts: "list[Meetings]") -> "Meetings":
        """Return the meetings of several sources."""
        if not parts:
            return cls(*(np.empty(0, bool if name == "estimated" else np.int32) for name in cls._fields))
        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))
