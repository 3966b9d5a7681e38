"""Writes one check of people who check themselves in or out: read, decide, write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count

from antoan.domains.passes.queries.at_place import judged_at_place
from antoan.domains.places.queries import scope_of_place
from antoan.domains.places.values import PlaceView, SpotView
from antoan.domains.visits.errors import TooManyChecks
from antoan.domains.visits.models import Seat, Visit
from antoan.domains.visits.own_rules import (
    OWN_VISITS_PER_DAY_MAX,
    KnownStay,
    OwnStep,
    own_entry,
    own_exit,
    own_source,
)
from antoan.domains.visits.own_values import Checked, OwnCheck
from antoan.domains.visits.queries.standing import stays_at
from antoan.domains.visits.rules import STAY_HOURS_MAX, Meaning, Step, effective_end
from antoan.domains.visits.services.longest import raise_longest_stay
from antoan.domains.visits.values import Direction, EntrySource, ExitSource
from antoan.kit import clock

# What another process, or a gate whose clock runs ahead, has just begun must be seen too.
AHEAD: Final = timedelta(minutes=5)


class RaceLost(Exception):
    """A gate wrote one of these visits in the same moment."""


@dataclass(frozen=True, slots=True)
class Door:
    """The place at hand, and the spot at which whoever comes in comes in."""

    place: PlaceView
    spots: tuple[SpotView, ...]
    spot: SpotView


class Checking:
    """One check on its way into the table."""

    def __init__(
        self, check: OwnCheck, direction: Direction, door: Door, now: datetime, *, seats: Mapping[int, str]
    ) -> None:
        self.check = check
        self.seats = seats
        self.direction = direction
        self.door = door
        self.at = now - check.waited
        self.received_at = now

    def attempt(self) -> list[Checked]:
        """Read, decide and write once; raises RaceLost when somebody else closed a stay meanwhile."""
        spot_ids = [spot.id for spot in self.door.spots]
        stays = stays_at(
            self.check.people,
            spot_ids,
            since=self.at - timedelta(hours=STAY_HOURS_MAX),
            until=self.received_at + AHEAD,
        )
        steps = {
            person_id: self._decide(person_id, [stay for stay in stays if stay.person_id == person_id])
            for person_id in self.check.people
        }
        for person_id, step in steps.items():
            for stay in (*_ended_by(step.meaning), *step.leaves):
                self._leave(person_id, stay)
        begun = [
            person_id for person_id, step in steps.items() if step.meaning.step in (Step.ENTER, Step.PASS)
        ]
        if begun:
            _refuse_past_bound(begun, self.at)
            self._enter(begun)
        return [Checked(person_id, step.meaning.step) for person_id, step in steps.items()]

    def _decide(self, person_id: int, stays: list[KnownStay]) -> OwnStep:
        scan_id = self.check.scan_id(person_id)
        if self.direction is Direction.IN:
            return own_entry(scan_id=scan_id, spot_id=self.door.spot.id, at=self.at, stays=stays)
        return own_exit(scan_id=scan_id, at=self.at, stays=stays)

    def _leave(self, person_id: int, stay: KnownStay) -> None:
        open_stay = Visit.objects.filter(
            person_id=person_id, t_in=stay.t_in, spot_id=stay.spot_id, t_out__isnull=True
        )
        left = open_stay.update(
            t_out=self.at,
            t_eff=self.at,
            out_scan_id=self.check.scan_id(person_id),
            out_source=ExitSource.SELF,
        )
        if not left:
            raise RaceLost
        raise_longest_stay(stay.spot_id, self.at - stay.t_in)

    def _enter(self, people: list[int]) -> None:
        """Write the visits that begin, or (Step.PASS) of which only the way out is known."""
        place, spot, at = self.door.place, self.door.spot, self.at
        judged = judged_at_place(
            people,
            area_ids=scope_of_place(place.id).areas,
            place_kind=place.kind,
            capacity=place.capacity,
            at=at,
        )
        is_pass = self.direction is Direction.OUT
        t_out = at if is_pass else None
        Visit.objects.bulk_create(
            Visit(
                person_id=person_id,
                t_in=at,
                t_eff=effective_end(at, t_out, timedelta(minutes=spot.usual_stay_minutes)),
                t_out=t_out,
                received_at=self.received_at,
                spot_id=spot.id,
                gate_id=None,
                policy_id=judged[person_id].policy_id,
                rule=judged[person_id].rule,
                colour=judged[person_id].colour.number,
                source=EntrySource.IMPLIED if is_pass else own_source(at, self.received_at),
                scan_id=self.check.scan_id(person_id),
                out_scan_id=self.check.scan_id(person_id) if is_pass else None,
                out_source=ExitSource.SELF if is_pass else None,
            )
            for person_id in people
        )
        raise_longest_stay(spot.id, effective_end(at, t_out, timedelta(minutes=spot.usual_stay_minutes)) - at)
        if not is_pass:
            self._seat(people)

    def _seat(self, people: list[int]) -> None:
        Seat.objects.bulk_create(
            Seat(
                scan_id=self.check.scan_id(person_id),
                person_id=person_id,
                spot_id=self.door.spot.id,
                t_in=self.at,
                seat=self.seats[person_id],
            )
            for person_id in people
            if person_id in self.seats
        )


def _ended_by(meaning: Meaning) -> tuple[KnownStay, ...]:
    if meaning.step is not Step.LEAVE:
        return ()
    assert isinstance(meaning.stay, KnownStay)
    return (meaning.stay,)


def _refuse_past_bound(people: Iterable[int], at: datetime) -> None:
    """Raise TooManyChecks for whoever was written down too often today."""
    today = clock.day_start(clock.local_date(at))
    own = Visit.objects.filter(
        person_id__in=people, t_in__gte=today, t_in__lt=clock.day_end(clock.local_date(at)), gate_id=None
    )
    counts = own.values_list("person_id").annotate(visits=Count("*"))
    if any(visits >= OWN_VISITS_PER_DAY_MAX for _, visits in counts):
        raise TooManyChecks
