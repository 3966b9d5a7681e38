"""Writes the answers to declarations. Of a person only initials, birth year and gender ever leave (lesson L18)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from antoan.domains.declarations.validity import valid_until, validity_at
from antoan.entrypoints.scan.answers import PersonShown
from antoan.entrypoints.scan.declaration_rows import Declaring
from antoan.entrypoints.scan.reasons import CodeReason


class DeclarationShown(msgspec.Struct):
    """The answer to one declaration."""

    id: UUID
    at: datetime
    recorded: bool
    confirmed: bool  # False: it waits for the person to agree, and counts for nothing yet.
    doubted: bool
    person: PersonShown | None
    reason: dict[str, str] | None  # Why nothing was recorded.
    risk: dict[str, Any] | None
    valid_until: datetime | None

    @classmethod
    def of_nobody(cls, declaration_id: UUID, at: datetime, reason: CodeReason) -> "DeclarationShown":
        """Return the answer where the code is nobody's or is not good."""
        why = {"code": reason.code, "vi": reason.reason.vi, "en": reason.reason.en}
        return cls(declaration_id, at, False, False, False, None, why, None, None)

    @classmethod
    def of_person(
        cls, declaring: Declaring, person: Mapping[str, Any], *, is_confirmed: bool, is_doubted: bool
    ) -> "DeclarationShown":
        """Return the answer for somebody we know."""
        policy = declaring.gate.policies.at(declaring.moment)
        validity = validity_at(declaring.gate.place_kind, policy.document if policy else None)
        return cls(
            declaring.id,
            declaring.at,
            True,
            is_confirmed,
            is_doubted,
            PersonShown(person["label"], person["birth_on"].year, person["gender"]),
            None,
            declaring.assessment.as_json(),
            valid_until(declaring.at, validity),
        )


encode_declaration: Final = msgspec.json.Encoder().encode
