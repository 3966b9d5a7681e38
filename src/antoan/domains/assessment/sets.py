"""The criteria sets that came with the program, and which of them apply to a place on a day."""

from datetime import date
from functools import cache
from importlib import resources

from antoan.domains.assessment.documents import CriteriaSet, read_set
from antoan.domains.assessment.errors import SetNotFound
from antoan.domains.places.values import PlaceKind


@cache
def all_sets() -> tuple[CriteriaSet, ...]:
    """Return every set in every version, the newest first."""
    folder = resources.files(__package__) / "data" / "sets"
    found = [read_set(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".json")]
    return tuple(sorted(found, key=lambda one: (one.valid_from, one.id, one.version), reverse=True))


def sets_on(day: date) -> tuple[CriteriaSet, ...]:
    """Return the sets in force on a day."""
    return tuple(one for one in all_sets() if one.holds_on(day))


def sets_for(kind: PlaceKind, day: date) -> tuple[CriteriaSet, ...]:
    """Return the sets by which a place of a kind is assessed on a day."""
    return tuple(one for one in sets_on(day) if one.is_for(kind))


def set_on(set_id: str, day: date) -> CriteriaSet:
    """Return the version of a set in force on a day; SetNotFound."""
    found = next((one for one in sets_on(day) if one.id == set_id), None)
    if found is None:
        raise SetNotFound
    return found


def set_version(set_id: str, version: int) -> CriteriaSet:
    """Return one version, in force or not: by it an old assessment is read; SetNotFound."""
    found = next((one for one in all_sets() if (one.id, one.version) == (set_id, version)), None)
    if found is None:
        raise SetNotFound
    return found
