"""Finds places where nobody is scanned any more, asks their units once, and hands those that stay silent to the ward."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from antoan.domains.gates.errors import RestTooLong, SilenceNotFound
from antoan.domains.gates.models import Silence
from antoan.domains.gates.permissions import FOLLOW_SILENCE
from antoan.domains.gates.queries.silence import silence_in
from antoan.domains.gates.silence_rules import LOOK_BACK, SilenceRule, quiet_since, silence_rule
from antoan.domains.gates.silence_values import SilenceOutcome
from antoan.domains.messaging.services import queue_message
from antoan.domains.monitoring.queries import alert_number
from antoan.domains.places.permissions import CHANGE
from antoan.domains.places.queries import place_in
from antoan.domains.places.queries.watching import open_places_after, spots_of_places
from antoan.domains.places.values import PlaceView
from antoan.domains.units.queries.owning import owners_of_places
from antoan.domains.units.values import UnitView
from antoan.domains.visits.queries.last import last_counted_at, last_visit_at
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

BATCH_PLACES: Final = 500
KEEP_ENDED: Final = timedelta(days=180)
_UNIT_LETTERS_MAX: Final = 40  # Of a name in a text message.


@transaction.atomic
def watch_places(*, after_id: int, now: datetime) -> int | None:
    """Look at the next places of the city; return after which id to go on, None at the end. Again today is no change.

    In a city that never scanned, hundreds of thousands are silent: so many are asked a day (the rule), not all at once.
    """
    today = clock.local_date(now)
    rule = silence_rule(today)
    batch = open_places_after(after_id, BATCH_PLACES)
    ids = [place.id for place, _known_since in batch]
    owners, seen, rests, open_rows = owners_of_places(ids), _last_scans(ids, now), _rests(ids), _open(ids)
    silent, room = set(), rule.asked_per_day_max - Silence.objects.filter(found_on=today).count()
    for place, known_since in batch:
        since = quiet_since(
            last_scan_on=seen.get(place.id), known_since=known_since, resting_until=rests.get(place.id)
        )
        if place.id in owners and rule.is_silent(place.kind, since, today=today):
            silent.add(place.id)
            if place.id not in open_rows and room > 0:
                _begin(place, owners[place.id], seen.get(place.id), rule, now)
                room -= 1
    Silence.objects.filter(pk__in=[open_rows[place] for place in open_rows if place not in silent]).update(
        ended_on=today
    )
    return ids[-1] if len(batch) == BATCH_PLACES else None


@transaction.atomic
def forget_silences(*, now: datetime) -> None:
    """End those of places that closed, and delete what ended long ago."""
    today = clock.local_date(now)
    Silence.objects.filter(ended_on__isnull=True, place__closed_at__isnull=False).update(ended_on=today)
    Silence.objects.filter(ended_on__lt=today - KEEP_ENDED).delete()


@transaction.atomic
def say_resting(*, actor: Actor, place_id: int, until: date, now: datetime) -> None:
    """Keep a unit's word that its place rests until a day: nobody asks before it is over. RestTooLong, SilenceNotFound."""
    place_in(actor, place_id, CHANGE)
    today = clock.local_date(now)
    if not today <= until <= today + silence_rule(today).resting_max:
        raise RestTooLong
    row = Silence.objects.select_for_update().filter(place=place_id, ended_on__isnull=True).first()
    if row is None:
        raise SilenceNotFound
    row.resting_until, row.ended_on = until, today
    row.save()
    record_decision(
        actor,
        action="gates.silence.rest",
        object_kind="place",
        object_id=place_id,
        detail={"until": until.isoformat()},
    )


@transaction.atomic
def handle_silence(*, actor: Actor, silence_id: int, outcome: SilenceOutcome, now: datetime) -> None:
    """Keep what the ward found; if nobody is scanned still, it is on the list again two weeks later. SilenceNotFound."""
    row = silence_in(actor, silence_id, FOLLOW_SILENCE, lock=True)
    row.outcome, row.handled_at, row.handled_by_account_id = outcome, now, actor.account_id
    row.save()
    record_decision(
        actor,
        action="gates.silence.handle",
        object_kind="place",
        object_id=row.place_id,
        detail={"outcome": outcome},
    )


def _begin(place: PlaceView, unit: UnitView, last_on: date | None, rule: SilenceRule, now: datetime) -> None:
    today = clock.local_date(now)
    Silence.objects.create(
        place_id=place.id,
        unit_id=unit.id,
        last_scan_on=last_on,
        found_on=today,
        ward_asks_on=rule.ward_asks_on(place.kind, today),
    )
    number = alert_number(SYSTEM, unit.id)
    if number:
        # One message a unit and day, however many branches are silent: its page names them.
        queue_message(
            number=number,
            template="gates.silent",
            values={"unit": unit.name[:_UNIT_LETTERS_MAX], "address": f"{settings.PUBLIC_URL}/unit/"},
            key=f"gates:silence:{unit.id}:{today.isoformat()}",
        )


def _last_scans(place_ids: Collection[int], now: datetime) -> dict[int, date]:
    """Return the day of the last scan at places: of the counts, else of the log."""
    place_of, since = spots_of_places(place_ids), now - LOOK_BACK
    moments = last_counted_at(place_of.keys(), since)
    seen = {place_of[spot_id] for spot_id in moments}
    moments |= last_visit_at([spot for spot, place in place_of.items() if place not in seen], since)
    days: dict[int, date] = {}
    for spot_id, moment in moments.items():
        place_id, day = place_of[spot_id], clock.local_date(moment)
        days[place_id] = max(day, days.get(place_id, day))
    return days


def _rests(place_ids: Collection[int]) -> dict[int, date]:
    rows = Silence.objects.filter(place__in=place_ids, resting_until__isnull=False).order_by("resting_until")
    return {place: day for place, day in rows.values_list("place_id", "resting_until") if day is not None}


def _open(place_ids: Collection[int]) -> dict[int, int]:
    rows = Silence.objects.filter(place__in=place_ids, ended_on__isnull=True)
    return dict(rows.values_list("place_id", "pk"))
