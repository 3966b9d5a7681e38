"""Holds what tracing finds in the simulated weeks, through its own code, against what really happened."""

from typing import Any, Final, NamedTuple

import numpy as np

from antoan.domains.tracing.parameters import Scoring
from antoan.domains.tracing.queries.backward import shared_venues
from antoan.domains.tracing.queries.weighing import bounded_ends, traced
from antoan.domains.tracing.rules.backward import Venue
from antoan.domains.tracing.values import DAY_S
from antoan.entrypoints.cli.city.chance import stream
from bench.epidemic_ranking import auc, auc_within, precision_at
from bench.epidemic_seen import JUDGED_STAYS, Known, Register, Seen
from bench.epidemic_spread import Epidemic
from bench.epidemic_town import Town

Array = Any

FIXED_S: Final = 15 * 60  # The practice of 2021: a contact is whoever was there for 15 minutes.
CALLS_A_CASE: Final = (5, 20)  # So many calls can be made; all cases' contacts are one list.
KNOWN_AFTER_S: Final = 7 * DAY_S  # Who is infected later has hardly been confirmed when tracing looks back.
EVENT_MIN: Final = 5  # So many infected at one spot on one day by one person are a super-spreading event.


class Listed(NamedTuple):
    """Contacts of the traced cases: whose, what is told of each, and whether the case really infected them there."""

    case: Array
    score: Array
    seconds: Array
    truth: Array
    cases: int
    caused: int  # Infections by these cases at spots: those of them that no check-in tells of are not listed.


def listed(
    town: Town, epidemic: Epidemic, seen: Seen, register: Register, known: Known, scoring: Scoring
) -> Listed:
    """Trace each case as the desk does, one by one; who lives with the case is called in any event and left out."""
    cases = known.infectious(scoring)
    by = _infector_at_spots(epidemic)
    parts, caused = [], 0
    for number, person in enumerate(known.person.tolist()):
        one = slice(number, number + 1)
        found = traced(
            seen.engine,
            cases=type(cases)(cases.person[one], cases.since[one], cases.until[one]),
            onset=known.onset[one],
            scoring=scoring,
            facts_of=register.facts_of,
        ).contacts
        caused += int((by == person).sum())
        other = np.flatnonzero(town.people.household[found.person] != town.people.household[person])
        parts.append(
            (
                np.full(len(other), number),
                found.score[other],
                found.seconds[other],
                by[found.person[other]] == person,
            )
        )
    return Listed(*(np.concatenate(column) for column in zip(*parts, strict=True)), len(known.person), caused)


def rankings(found: Listed) -> dict[str, float]:
    """Return how well our score, minutes, the fixed rule and no rule at all tell whom the cases infected."""
    ways = {
        "score": found.score,
        "minutes": found.seconds.astype(np.float64),
        "fixed": (found.seconds >= FIXED_S).astype(np.float64),
        "any": np.zeros(len(found.score)),
    }
    figures = {
        "contacts_a_case": len(found.score) / found.cases,
        "infected_listed": float(found.truth.sum() / found.caused) if found.caused else float("nan"),
    }
    for name, score in ways.items():
        figures[f"auc_{name}"] = auc(score, found.truth)
        figures[f"case_auc_{name}"] = auc_within(found.case, score, found.truth)
        for calls in CALLS_A_CASE:
            figures[f"top{calls}_{name}"] = precision_at(score, found.truth, calls * found.cases)
    return figures


def looking_back(epidemic: Epidemic, seen: Seen, known: Known, scoring: Scoring) -> dict[str, float]:
    """Return how many super-spreading events and how many of those who caused them backward tracing names."""
    cases = known.exposed(scoring)
    found = shared_venues(seen.engine, cases)
    events = _events(epidemic, int(cases.since.min()), int(cases.until.max()) - KNOWN_AFTER_S)
    position = {person: number for number, person in enumerate(known.person.tolist())}
    hits = [[venue for venue in found if _meets(venue, event)] for event in events]
    # Fewer than three of its infected known: no method can tell it from chance.
    knowable = [sum(person in position for person in event.infected) >= 3 for event in events]
    sources = [position.get(event.infector) for event in events]
    named = [
        any(source in venue.cases for venue in venues) for source, venues in zip(sources, hits, strict=True)
    ]
    return {
        "events": float(len(events)),
        "venues_named": float(len(found)),
        "events_found": _share([bool(venues) for venues in hits]),
        "knowable_events_found": _share(
            [bool(venues) for venues, can in zip(hits, knowable, strict=True) if can]
        ),
        "infectors_found": _share(named),
        "known_infectors_found": _share(
            [one for one, source in zip(named, sources, strict=True) if source is not None]
        ),
        "venues_true": _share(
            [_infected_at(epidemic, venue, venue.since, venue.until) >= 2 for venue in found]
        ),
        "venues_true_on_some_day": _share(
            [
                _infected_at(epidemic, venue, int(cases.since.min()), int(cases.until.max())) >= 2
                for venue in found
            ]
        ),
    }


def interval_coverage(town: Town, seen: Seen, scoring: Scoring) -> dict[str, float]:
    """Return how often the interval of a stay nobody checked out of holds its true end, and how wide it is."""
    draw, stays = stream(town.seed, "epidemic judged"), seen.log.stays
    missing = np.flatnonzero(seen.is_missing)
    chosen = draw.choice(missing, min(JUDGED_STAYS, len(missing)), replace=False)
    t_in, true = stays.t_in[chosen], stays.t_out[chosen]
    _, low, high = bounded_ends(
        seen.engine,
        stays.person[chosen],
        stays.spot[chosen],
        t_in,
        t_in + seen.log.usual_s[chosen],
        scoring=scoring,
    )
    return {
        "interval_holds": float(np.mean((low <= true) & (true <= high))),
        "interval_minutes": float(np.median(high - low)) / 60,
    }


class Event(NamedTuple):
    """One person infected several at one spot on one day."""

    infector: int
    spot: int
    since: int
    until: int
    infected: tuple[int, ...]


def _events(epidemic: Epidemic, since: int, until: int) -> list[Event]:
    told = epidemic.infections
    told = told.take(np.flatnonzero((told.spot >= 0) & (told.at >= since) & (told.at < until)))
    keys = np.stack([told.infector, told.spot, told.at // DAY_S])
    distinct, position, count = np.unique(keys, axis=1, return_inverse=True, return_counts=True)
    position = position.reshape(-1)
    events = []
    for number in np.flatnonzero(count >= EVENT_MIN).tolist():
        of = np.flatnonzero(position == number)
        at = told.at[of]
        infector, spot, _ = distinct[:, number].tolist()
        events.append(Event(infector, spot, int(at.min()), int(at.max()), tuple(told.person[of].tolist())))
    return events


def _meets(venue: Venue, event: Event) -> bool:
    return venue.spot == event.spot and venue.since <= event.until and venue.until > event.since


def _infected_at(epidemic: Epidemic, venue: Venue, since: int, until: int) -> int:
    told = epidemic.infections
    return int(((told.spot == venue.spot) & (told.at >= since) & (told.at < until)).sum())


def _infector_at_spots(epidemic: Epidemic) -> Array:
    """Return who infected each person at a spot; -1 for everybody else."""
    by, told = np.full(len(epidemic.infected_at), -1, np.int64), epidemic.infections
    at_spot = told.spot >= 0
    by[told.person[at_spot]] = told.infector[at_spot]
    return by


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else float("nan")
