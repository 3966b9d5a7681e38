"""Where a case was, and where it met one of its contacts: asked of the stays anew each time, never kept."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from antoan.domains.places.queries import spots_with_places
from antoan.domains.places.values import PlaceKind, PlaceView, SpotView
from antoan.domains.tracing.desk_values import CaseAtSpot, MeetingView, PlaceStay
from antoan.domains.tracing.engines.engine import Cases, Window
from antoan.domains.tracing.errors import SpotNotFound
from antoan.domains.tracing.models import Room, TracedContact, TracingCase
from antoan.domains.tracing.parameters import scoring_on
from antoan.domains.tracing.permissions import READ
from antoan.domains.tracing.queries.access import case_in, contact_in
from antoan.domains.tracing.queries.numbers import numbers_of
from antoan.domains.tracing.queries.online import online_engine
from antoan.domains.tracing.queries.weighing import traced
from antoan.domains.tracing.rules.exposure import ContactRule
from antoan.domains.tracing.values import DAY_S, STAY_S_MAX, moment_of, seconds_of
from antoan.domains.visits.queries import seats_of_person
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.kit import clock

STAYS_MAX: Final = 500
_PRESENT: Final = ContactRule(before_s=0, linger_s=0)


def timeline_of(actor: Actor, number: str) -> list[PlaceStay]:
    """Return where a case was in its infectious days, in order of time; the reading is in the trail."""
    row = case_in(actor, number, READ)
    record_read(
        actor,
        action="tracing.timeline.read",
        object_kind="tracing",
        object_id=row.number,
        person_id=row.person_id,
    )
    return stays_of_case(row)


def stays_of_case(row: TracingCase) -> list[PlaceStay]:
    """Return where a case was, at most STAYS_MAX; the caller has checked who asks."""
    window = _window(row)
    number = numbers_of([row.person_id])[row.person_id]
    cases = Cases.of([number], [window.since], [window.until])
    stays = online_engine(window).stays_of(cases, _PRESENT)
    order = np.argsort(stays.came, kind="stable")[:STAYS_MAX]
    known = spots_with_places(stays.spot[order].tolist())
    seats = _seats(row.person_id, window)
    found = [
        _stay(int(stays.spot[at]), known, int(stays.came[at]), int(stays.left[at]), bool(stays.estimated[at]))
        for at in order.tolist()
    ]
    return [replace(stay, seat=seats.get((stay.spot_id, stay.t_in), "")) for stay in found]


def meetings_with(actor: Actor, number: str, person_id: int) -> list[MeetingView]:
    """Return the single meetings of a contact with whoever exposed them most (the case, or a contact of it)."""
    row = case_in(actor, number, READ)
    contact = contact_in(row, person_id)
    record_read(
        actor,
        action="tracing.meetings.read",
        object_kind="tracing",
        object_id=row.number,
        person_id=person_id,
    )
    return _meetings(row, contact)


def case_at_spot(actor: Actor, number: str, spot_id: int) -> CaseAtSpot:
    """Return when a case was at a spot, and what is noted of the air there; SpotNotFound."""
    row = case_in(actor, number, READ)
    stays = tuple(stay for stay in stays_of_case(row) if stay.spot_id == spot_id)
    if not stays:
        raise SpotNotFound
    record_read(
        actor,
        action="tracing.timeline.read",
        object_kind="tracing",
        object_id=row.number,
        person_id=row.person_id,
    )
    room = Room.objects.filter(pk=spot_id).first()
    kinds = tuple(scoring_on(row.onset_on).air.air_changes_per_hour)
    return CaseAtSpot(stays, room.area_m2 if room else None, room.ventilation if room else "", kinds)


def _meetings(row: TracingCase, contact: TracedContact) -> list[MeetingView]:
    scoring, window = scoring_on(row.onset_on), _window(row)
    numbers = numbers_of([contact.via, contact.person_id])
    since, onset = window.since, seconds_of(clock.day_start(row.onset_on))
    if contact.via != row.person_id:
        carrier = row.contacts.filter(person=contact.via).first()
        if carrier is None:
            return []
        since = seconds_of(carrier.first_at) + scoring.chain.latent_days * DAY_S
        onset = since - min(scoring.infectiousness) * DAY_S
    cases = Cases.of([numbers[contact.via]], [since], [window.until])
    found = traced(
        online_engine(window), cases=cases, onset=np.array([onset]), scoring=scoring, with_bounds=False
    )
    chosen = np.flatnonzero(found.met.person == numbers[contact.person_id])
    of = found.met.stay[chosen]
    begins = np.maximum(found.met.t_in[chosen], found.stays.a[of])
    ends = np.minimum(found.met.t_eff[chosen], found.stays.b[of])
    known = spots_with_places(found.stays.spot[of].tolist())
    views = []
    for position, at in enumerate(chosen.tolist()):
        place = _stay(
            int(found.stays.spot[of[position]]), known, int(begins[position]), int(ends[position]), False
        )
        guessed = bool(found.met.estimated[at]) or bool(found.stays.estimated[of[position]])
        views.append(
            MeetingView(
                place.place_name,
                place.spot_name,
                place.kind,
                place.t_in,
                place.t_eff,
                float(found.minutes[at]),
                guessed,
            )
        )
    return sorted(views, key=lambda view: view.begins)[:STAYS_MAX]


def _seats(person_id: int, window: Window) -> dict[tuple[int, datetime], str]:
    """Return the seats somebody named, by spot and the whole second of the entry, as the engines see it."""
    since, until = moment_of(window.since - STAY_S_MAX), moment_of(window.until)
    named = seats_of_person(person_id, since, until)
    return {(spot_id, moment_of(seconds_of(t_in))): seat for spot_id, t_in, seat in named}


def _stay(
    spot_id: int, known: dict[int, tuple[SpotView, PlaceView]], came: int, left: int, is_estimated: bool
) -> PlaceStay:
    spot, place = known.get(spot_id, (None, None))
    return PlaceStay(
        spot_id=spot_id,
        place_id=place.id if place else None,
        place_name=place.name if place else "",
        spot_name=spot.name if spot else "",
        kind=PlaceKind(place.kind) if place else None,
        t_in=moment_of(came),
        t_eff=moment_of(left),
        end_is_estimated=is_estimated,
    )


def _window(row: TracingCase) -> Window:
    return Window(seconds_of(row.since), seconds_of(min(row.until, clock.now() + timedelta(seconds=1))))
