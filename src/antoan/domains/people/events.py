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
class PersonErased:
    """Somebody is about to be erased: whoever keeps rows about this person deletes them now, history too.

    Only the number is told: the outbox keeps events, and no value of an erased person may stay there.
    """

    person_id: int
