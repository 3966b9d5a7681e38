"""What happens to people, told upwards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """Somebody is known to us who was not before."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """Name, birth, gender, home or papers of somebody changed."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonMerged:
    """Two entries were one person. Whoever keeps rows about the dropped one by its number moves them now.

    Rows that refer to a person by a relation were moved before this is told. What is left is erased right after.
    """

    kept_id: int
    dropped_id: int


@dataclass(frozen=True, slots=True)
class PersonErased:
    """Somebody is about to be erased: whoever keeps rows about this person deletes them now, history too.

    Only the number is told: the outbox keeps events, and no value of an erased person may stay there.
    """

    person_id: int
