"""VAO and RA: in and out at a place, by the number printed on its poster (feature 17, without a smartphone).

No answer names the place: phones are shared (lesson L23b). Whoever holds fifty random bits stands before the poster.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_OID, uuid5

from antoan.domains.people.queries import Speaker
from antoan.domains.places.errors import PlaceCodeRefused
from antoan.domains.places.queries import place_of_serial, spots_of_place
from antoan.domains.places.values import SpotView
from antoan.domains.textline.question import Question
from antoan.domains.textline.reading import read_hour
from antoan.domains.textline.speaking import actor_of
from antoan.domains.textline.values import Reply
from antoan.domains.visits.errors import LeftOutOfTime
from antoan.domains.visits.own_values import OwnCheck
from antoan.domains.visits.queries import open_visit_of
from antoan.domains.visits.services import check_in, check_out, tell_left
from antoan.domains.visits.values import VisitView
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.clock import local

EXAMPLE: Final = "7K2P9QXM3T"


def enter(question: Question) -> Reply:
    """Record that somebody goes in."""
    chosen = question.chosen(f"VAO 1 {EXAMPLE}")
    if isinstance(chosen, Reply):
        return chosen
    speaker, words = chosen
    serial, _, zone = words.partition(" ")
    if not serial:
        return Reply("enter_how", {"example": EXAMPLE})
    try:
        place_id = place_of_serial(serial).id
    except PlaceCodeRefused:
        return Reply("place_unknown", {"example": EXAMPLE})
    spots = spots_of_place(SYSTEM, place_id)
    spot = _spot(spots, zone)
    if spot is None:
        return _which_zone(serial, spots)
    check_in(actor=actor_of(speaker), check=_check(question, speaker, place_id, spot.id), now=clock.now())
    return _noted("entered", speaker, question.at)


def leave(question: Question) -> Reply:
    """Record that somebody leaves: the place of the number, else the one they came into; now, or at an hour told."""
    chosen = question.chosen("RA 1")
    if isinstance(chosen, Reply):
        return chosen
    speaker, words = chosen
    hour = read_hour(words)
    if words and hour is None:
        return _leave_place(question, speaker, words)
    stay = open_visit_of(actor_of(speaker), speaker.person_id, question.at)
    if stay is None:
        return Reply("no_stay", {"who": speaker.label, "example": EXAMPLE})
    if hour is not None:
        return _left_at(question, speaker, stay, hour)
    check_out(actor=actor_of(speaker), check=_check(question, speaker, stay.place_id), now=clock.now())
    return _noted("left", speaker, question.at)


def _leave_place(question: Question, speaker: Speaker, serial: str) -> Reply:
    try:
        place_id = place_of_serial(serial).id
    except PlaceCodeRefused:
        return Reply("place_unknown", {"example": EXAMPLE})
    check_out(actor=actor_of(speaker), check=_check(question, speaker, place_id), now=clock.now())
    return _noted("left", speaker, question.at)


def _left_at(question: Question, speaker: Speaker, stay: VisitView, hour: tuple[int, int]) -> Reply:
    left_at = local(question.at).replace(hour=hour[0], minute=hour[1], second=0, microsecond=0)
    if left_at > question.at:
        left_at -= timedelta(days=1)  # Told after midnight.
    try:
        tell_left(actor=actor_of(speaker), visit_ids=[stay.scan_id], left_at=left_at, now=clock.now())
    except LeftOutOfTime:
        return Reply("left_when")
    return _noted("left", speaker, left_at)


def _spot(spots: list[SpotView], zone: str) -> SpotView | None:
    if len(spots) == 1:
        return spots[0]
    return next((spot for number, spot in enumerate(spots, start=1) if zone == str(number)), None)


def _which_zone(serial: str, spots: list[SpotView]) -> Reply:
    zones = ", ".join(f"{number} {spot.name}" for number, spot in enumerate(spots, start=1))
    return Reply("zones", {"zones": zones, "example": f"VAO {serial.upper()} 1"})


def _check(question: Question, speaker: Speaker, place_id: int, spot_id: int | None = None) -> OwnCheck:
    """Return the check that a message makes; the same message is the same check, however late it is handled."""
    return OwnCheck(
        id=uuid5(NAMESPACE_OID, f"antoan:textline:check:{question.incoming_id}"),
        place_id=place_id,
        person_ids=(speaker.person_id,),
        spot_id=spot_id,
        waited=max(timedelta(0), clock.now() - question.at),
    )


def _noted(template: str, speaker: Speaker, at: datetime) -> Reply:
    values = {"who": speaker.label, "time": f"{local(at):%H:%M %d/%m}"}
    return Reply(template, values, speaker.person_id)
