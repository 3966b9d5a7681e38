"""Closed sets and values of the people domain."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Gender(StrEnum):
    """As Decision 1405 counts it: 0 unknown, 1 male, 2 female."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"


class DocumentKind(StrEnum):
    """Papers that identify a person."""

    CCCD = "cccd"  # 12-digit citizen identity number
    CMND = "cmnd"  # old 9-digit identity card
    PASSPORT = "passport"
    BHYT = "bhyt"  # health-insurance card, 15 characters or the 10-digit BHXH code


class QidSource(StrEnum):
    """Who issued the QID."""

    LOCAL = "local"
    NATIONAL = "national"  # QRQG, the national platform of Decision 1405


class ErasureGround(StrEnum):
    """Why somebody's data are erased. A closed set: free words could name the person again."""

    OWN_REQUEST = "own_request"  # Luật 91/2025/QH15, right to deletion (domain.md §8.2)
    RETENTION_ENDED = "retention_ended"
    REGISTERED_TWICE = "registered_twice"
    REGISTERED_WRONGLY = "registered_wrongly"  # By a list that its ward took back.
    ORDERED = "ordered"  # by a court or authority


class DocumentDoubt(StrEnum):
    """What looks odd about a document number. A doubt warns the clerk, it never refuses (domain.md §2.3)."""

    UNKNOWN_PROVINCE = "unknown_province"
    OTHER_GENDER = "other_gender"
    OTHER_BIRTH_YEAR = "other_birth_year"
    UNUSUAL_SHAPE = "unusual_shape"


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date, or only its year: then `on` is 1 January of it."""

    on: date
    is_day_known: bool = True

    @classmethod
    def of_year(cls, year: int) -> "Birth":
        """Return the birth of someone of whom only the year is known."""
        return cls(date(year, 1, 1), is_day_known=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of document and its number in canonical form."""

    kind: DocumentKind
    number: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of somebody who is being registered. A QID is given when another platform issued it."""

    full_name: str
    birth: Birth
    gender: Gender = Gender.UNKNOWN
    documents: tuple[Paper, ...] = ()
    phones: tuple[str, ...] = ()
    ward_id: int | None = None
    address: str = ""
    nationality: str = "VN"
    qid: str = ""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What to change of a person; None leaves it as it is."""

    full_name: str | None = None
    birth: Birth | None = None
    gender: Gender | None = None
    ward_id: int | None = None
    address: str | None = None
    nationality: str | None = None


# The paper a gate asks for first.
_IDENTITY_PAPERS = (DocumentKind.CCCD, DocumentKind.PASSPORT, DocumentKind.CMND)


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as those see it who may."""

    id: int
    qid: str
    qid_source: QidSource
    full_name: str
    birth: Birth
    gender: Gender
    nationality: str
    address: str
    ward_id: int | None
    documents: tuple[Paper, ...] = ()
    phones: tuple[str, ...] = ()
    doubts: tuple[DocumentDoubt, ...] = ()

    @property
    def identity_number(self) -> str:
        """The number of the first identity paper; empty when there is none."""
        return next(filter(None, map(self.number_of, _IDENTITY_PAPERS)), "")

    def number_of(self, kind: DocumentKind) -> str:
        """Return the number of a paper; empty when there is none of this kind."""
        return next((paper.number for paper in self.documents if paper.kind is kind), "")


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """Somebody a person may look after, with no more than it takes to choose the right one."""

    person_id: int
    full_name: str
    kinship: str


@dataclass(frozen=True, slots=True)
class DependantView:
    """A person someone answers for."""

    guardian_id: int
    person_id: int
    kinship: str
