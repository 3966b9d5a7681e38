"""People check themselves and those they answer for in and out at a place's code.

The same rows as a gate writes, with the same care: the key (person, time in, spot) makes a check sent twice one
visit, and what a gate wrote in the same moment is read again and thought over again.
"""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from antoan.domains.people.queries import require_over_person
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.places.errors import PlaceClosed
from antoan.domains.places.queries import place_for, spots_of_place
from antoan.domains.places.values import VEHICLES
from antoan.domains.visits.errors import CheckRaced, NobodyChosen, SeatUnreadable, SpotUnchosen
from antoan.domains.visits.own_rules import FAMILY_MAX, check_waited, readable_seat
from antoan.domains.visits.own_values import Checked, OwnCheck
from antoan.domains.visits.permissions import CHECK_ONESELF
from antoan.domains.visits.rules import Step
from antoan.domains.visits.services.days import open_day
from antoan.domains.visits.services.reminding import expect_check_out
from antoan.domains.visits.services.writing import Checking, Door, RaceLost
from antoan.domains.visits.values import Direction
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock

RACES_MAX: Final = 3  # How often a check that lost a race is thought over again.


def check_in(*, actor: Actor, check: OwnCheck, now: datetime) -> list[Checked]:
    """Record that people go in; whatever their colour, and the page says what to do.

    PersonNotFound or Forbidden over one of them; NobodyChosen, SpotUnchosen, SeatUnreadable, PlaceClosed,
    WaitedTooLong, TooManyChecks; CheckRaced when gates scan the same people all the while.
    """
    return _check(actor, check, Direction.IN, now)


def check_out(*, actor: Actor, check: OwnCheck, now: datetime) -> list[Checked]:
    """Record that people leave the place, at whichever spot of it they are. Errors as for check_in."""
    return _check(actor, check, Direction.OUT, now)


def _check(actor: Actor, check: OwnCheck, direction: Direction, now: datetime) -> list[Checked]:
    check_waited(check.waited)
    open_day(clock.local_date(now - check.waited))
    return _recorded(actor, check, direction, now)


@transaction.atomic
def _recorded(actor: Actor, check: OwnCheck, direction: Direction, now: datetime) -> list[Checked]:
    if not 1 <= len(check.people) <= FAMILY_MAX:
        raise NobodyChosen
    for person_id in check.people:
        require_over_person(actor, CHECK_ONESELF, person_id)
    door = _door(check, direction)
    checking = Checking(check, direction, door, now, seats=_seats(check, door))
    # Whoever sends the same check twice waits here, and then finds it done.
    locked_identities(check.people)
    for _ in range(RACES_MAX):
        try:
            with transaction.atomic():
                done = checking.attempt()
        except (RaceLost, IntegrityError):
            continue
        if any(one.step is Step.ENTER for one in done):
            expect_check_out(actor=actor, spot=checking.door.spot, t_in=checking.at)
        return done
    raise CheckRaced


def _seats(check: OwnCheck, door: Door) -> dict[int, str]:
    if check.seats and door.place.kind not in VEHICLES:
        raise SeatUnreadable
    return {person_id: readable_seat(text) for person_id, text in check.seats}


def _door(check: OwnCheck, direction: Direction) -> Door:
    place = place_for(SYSTEM, check.place_id)
    if not place.is_open:
        raise PlaceClosed
    spots = tuple(spots_of_place(SYSTEM, check.place_id))
    chosen = next((spot for spot in spots if spot.id == check.spot_id), None)
    if chosen is None and (check.spot_id is not None or (direction is Direction.IN and len(spots) > 1)):
        raise SpotUnchosen
    return Door(place, spots, chosen or spots[0])
