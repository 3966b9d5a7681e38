"""What people say themselves of their coming and going, and what their pages show of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from antoan.domains.policy.documents import Words
from antoan.domains.visits.own_rules import KnownStay
from antoan.domains.visits.rules import Step
from antoan.domains.visits.values import VisitView


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCheck:
    """Who goes in or out at a place's code. The page makes the id: sent twice is one visit for each person."""

    id: UUID
    place_id: int
    person_ids: tuple[int, ...]
    spot_id: int | None = None  # Needed to go into a place with several spots.
    waited: timedelta = timedelta(0)  # How long the phone kept it without a network.
    seats: tuple[tuple[int, str], ...] = ()  # Of people who named theirs, in a vehicle.

    @property
    def people(self) -> list[int]:
        """Each of them once, in order: two checks at once then never wait for each other."""
        return sorted(set(self.person_ids))

    def scan_id(self, person_id: int) -> UUID:
        """The id under which one person's visit stores this check."""
        return scan_id_of(self.id, person_id)


def scan_id_of(check_id: UUID, person_id: int) -> UUID:
    """Return the id under which one person's visit stores a check that several made together."""
    return uuid5(check_id, str(person_id))


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check did for one person."""

    person_id: int
    step: Step


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """The person who signed in, or somebody they answer for."""

    person_id: int
    label: str
    kinship: str  # "" for oneself.


@dataclass(frozen=True, slots=True)
class Standing:
    """How a family member stands to a place at a moment."""

    member: FamilyMember
    stay: KnownStay | None  # In which they may still be there.
    spot_name: str
    declared_at: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """Whether people usually do not stay that long."""
        return self.stay is not None and now >= self.stay.t_eff


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A visit as its person sees it: with the reason of the colour it was stored with."""

    visit: VisitView
    reason: Words
    advice: Words


@dataclass(frozen=True, slots=True)
class OpenStay:
    """People of one family who came to a spot together and have not checked out."""

    place_name: str
    spot_name: str
    t_in: datetime
    t_eff: datetime
    visits: tuple[VisitView, ...]

    def is_overdue(self, now: datetime) -> bool:
        """Whether people usually do not stay that long."""
        return now >= self.t_eff
