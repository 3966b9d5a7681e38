"""What happens to codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonalCodeChanged:
    """A personal code of this person was issued or revoked."""

    qid: str
