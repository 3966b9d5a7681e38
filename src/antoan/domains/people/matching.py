"""Says how likely two descriptions are of one person, and why. Pure; it never merges anybody (lessons L29, §11)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from antoan.domains.people.names import NameLikeness, name_likeness
from antoan.domains.people.papers import identifying_part
from antoan.domains.people.values import Birth, Gender, Paper


class Confidence(StrEnum):
    """How sure we are."""

    CERTAIN = "certain"  # The same document, and nothing against it.
    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"
    CONFLICT = "conflict"  # The same document, but another name or birth: somebody must look at the paper.
    NONE = "none"


class BirthLikeness(StrEnum):
    """How two birth dates agree."""

    SAME = "same"
    SWAPPED = "swapped"  # Day and month changed places.
    YEAR_ONLY = "year_only"  # Of one only the year is known.
    ONE_DIGIT = "one_digit"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of somebody, as far as matching goes."""

    full_name: str
    birth: Birth
    gender: Gender = Gender.UNKNOWN
    papers: Collection[Paper] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome of one comparison. `score` is between 0 and 1 and only orders matches of one search."""

    confidence: Confidence
    score: float
    name: NameLikeness
    birth: BirthLikeness
    same_document: bool
    other_document: bool
    other_gender: bool


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Somebody whom a description may be of, and how well it fits."""

    person_id: int
    match: Match


# Our own weights, set so that the corpus in tests/vectors/names.json keeps its floors; not official.
_NAME_WEIGHT: Final = {
    NameLikeness.SAME: 1.0,
    NameLikeness.WITHOUT_MARKS: 0.97,
    NameLikeness.JOINED: 0.95,
    NameLikeness.OTHER_ORDER: 0.9,
    NameLikeness.TYPO: 0.75,
    NameLikeness.MISSING_MIDDLE: 0.8,
    NameLikeness.FORGOTTEN_MARKS: 0.75,
    NameLikeness.OTHER_LETTER: 0.5,
    NameLikeness.OTHER_MARKS: 0.45,
    NameLikeness.DIFFERENT: 0.0,
}
_BIRTH_WEIGHT: Final = {
    BirthLikeness.SAME: 1.0,
    BirthLikeness.SWAPPED: 0.85,
    BirthLikeness.YEAR_ONLY: 0.7,
    BirthLikeness.ONE_DIGIT: 0.6,
    BirthLikeness.DIFFERENT: 0.0,
}
_OTHER_GENDER_WEIGHT: Final = 0.7
_OTHER_DOCUMENT_WEIGHT: Final = 0.4
_FLOORS: Final = ((0.85, Confidence.STRONG), (0.6, Confidence.LIKELY), (0.4, Confidence.POSSIBLE))


def compare(sought: Description, found: Description) -> Match:
    """Compare two descriptions."""
    name = name_likeness(sought.full_name, found.full_name)
    birth = birth_likeness(sought.birth, found.birth)
    same_document, other_document = _documents(sought.papers, found.papers)
    other_gender = Gender.UNKNOWN not in (sought.gender, found.gender) and sought.gender is not found.gender
    score = _NAME_WEIGHT[name] * _BIRTH_WEIGHT[birth]
    score *= _OTHER_GENDER_WEIGHT if other_gender else 1.0
    score *= _OTHER_DOCUMENT_WEIGHT if other_document and not same_document else 1.0
    confidence = _confidence(score, same_document=same_document)
    return Match(confidence, round(score, 3), name, birth, same_document, other_document, other_gender)


def birth_likeness(one: Birth, other: Birth) -> BirthLikeness:
    """Return the closest way in which two birth dates agree."""
    if not (one.is_day_known and other.is_day_known):
        return BirthLikeness.YEAR_ONLY if one.on.year == other.on.year else BirthLikeness.DIFFERENT
    if one.on == other.on:
        return BirthLikeness.SAME
    if swapped(one.on) == other.on:
        return BirthLikeness.SWAPPED
    digits = sum(a != b for a, b in zip(f"{one.on:%Y%m%d}", f"{other.on:%Y%m%d}", strict=True))
    return BirthLikeness.ONE_DIGIT if digits == 1 else BirthLikeness.DIFFERENT


def swapped(day: date) -> date | None:
    """Return the date with day and month in each other's place; None when there is no such date."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else None


def _documents(ours: Collection[Paper], theirs: Collection[Paper]) -> tuple[bool, bool]:
    """Tell whether a document is the same, and whether two of one kind differ."""
    known = {paper.kind: identifying_part(paper) for paper in theirs}
    pairs = [(identifying_part(paper), known[paper.kind]) for paper in ours if paper.kind in known]
    return any(a == b for a, b in pairs), any(a != b for a, b in pairs)


def _confidence(score: float, *, same_document: bool) -> Confidence:
    reached = next((confidence for floor, confidence in _FLOORS if score >= floor), Confidence.NONE)
    if same_document:
        return Confidence.CONFLICT if reached is Confidence.NONE else Confidence.CERTAIN
    return reached
