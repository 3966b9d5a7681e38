"""What a gate may know of a health certificate (HC1): initials, year, what it proves; and the facts a policy may count. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from antoan.domains.codes.dcc import fields_of
from antoan.domains.codes.hc1 import HealthCertificate
from antoan.kit.text import name_label

LABEL_LETTERS_MAX: Final = 60
DOSES_MAX: Final = 20
_KINDS: Final = {"v": "vaccination", "t": "test", "r": "recovery"}


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose certificate it is, as far as a gate sees it, and what follows from it."""

    label: str
    birth_year: int | None
    group: str  # v, t or r
    facts: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The word for the group."""
        return _KINDS[self.group]


def holder_of(certificate: HealthCertificate) -> Holder:
    """Return the holder. A part that cannot be read gives no fact: then the policy finds nothing and says so."""
    fields = fields_of(certificate)
    birth = str(fields["birth"])
    name = fields["full_name"] or fields["full_name_ascii"]
    facts = {
        "birth_on": _day(birth),
        "case_active": False,
        "has_records": True,
        **_FACTS[certificate.group](fields["entries"][-1]),
    }
    return Holder(
        label=name_label(name)[:LABEL_LETTERS_MAX],
        birth_year=int(birth[:4]) if birth[:4].isdecimal() and birth[:4].isascii() else None,
        group=certificate.group,
        facts={name: value for name, value in facts.items() if value is not None},
    )


def _of_doses(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "doses_valid": _count(entry.get("dose_number")),
        "course_doses": _count(entry.get("doses_total")),
        "last_dose_on": _day(entry.get("vaccinated_on")),
    }


def _of_recovery(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"recovered_on": _day(entry.get("valid_from"))}


def _of_test(entry: Mapping[str, Any]) -> dict[str, Any]:
    is_negative = entry.get("result") == "negative"
    sampled_at = _moment(entry.get("sampled_at"))
    kind = "pcr" if entry.get("test_type") == "LP6464-4" else "rapid"  # LOINC: nucleic acid amplification.
    if not is_negative or sampled_at is None:
        return {}
    tested = {"last_test_at": sampled_at, "last_test_kind": kind, "last_test_outcome": "negative"}
    return tested | {"last_negative_at": sampled_at, "last_negative_kind": kind}


_FACTS: Final = {"v": _of_doses, "r": _of_recovery, "t": _of_test}


def _count(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= DOSES_MAX else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
