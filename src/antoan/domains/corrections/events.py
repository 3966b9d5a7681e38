"""What happens to tickets and appeals, told upwards and by SMS."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CorrectionOpened:
    """Somebody said what is wrong."""

    number: str
    person_id: int


@dataclass(frozen=True, slots=True)
class CorrectionChanged:
    """A ticket goes on: more is asked for, or it is late and went a level up."""

    number: str
    person_id: int
    step: int


@dataclass(frozen=True, slots=True)
class CorrectionDecided:
    """A ticket was granted or refused."""

    number: str
    person_id: int
    is_granted: bool


@dataclass(frozen=True, slots=True)
class AppealAnswered:
    """A person answered an appeal."""

    number: str
    person_id: int
