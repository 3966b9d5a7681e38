"""What each kind of task asks: by when, in which hours, and which outcomes there are. data/kinds.json. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib import resources

from antoan.domains.monitoring.errors import NoSuchOutcome
from antoan.domains.monitoring.values import Effect, Outcome, TaskKind
from antoan.kit.clock import CITY_ZONE, local


@dataclass(frozen=True, slots=True)
class KindRules:
    """How long a task of a kind may take; only hours in which people are called count.

    A kind with `levels` knows no night: each level has so many minutes to take the task, whoever took it
    `call_minutes` to say what came of it, and then it is the next level's.
    """

    hours: int
    calls_from: time
    calls_until: time
    outcomes: tuple[Outcome, ...]
    levels: tuple[int, ...] = ()
    call_minutes: int = 0
    forms: frozenset[str] = frozenset()  # Risks declared with these forms are of this kind.

    def outcome(self, key: str) -> Outcome:
        """Return one outcome; NoSuchOutcome."""
        for outcome in self.outcomes:
            if outcome.key == key:
                return outcome
        raise NoSuchOutcome

    def until_taken(self, level: int, now: datetime) -> datetime:
        """Return by when a level takes a task."""
        return now + timedelta(minutes=self.levels[level - 1]) if self.levels else due_after(now, self)

    def until_called(self, due_at: datetime, now: datetime) -> datetime:
        """Return by when whoever took a task says what came of it."""
        return now + timedelta(minutes=self.call_minutes) if self.levels else due_at


def rules_of(kind: TaskKind) -> KindRules:
    """Return the rules of a kind."""
    return _kinds()[kind]


def kind_of_form(form: str) -> TaskKind:
    """Return of which kind a risk is that was declared with a form."""
    named = (kind for kind, rules in _kinds().items() if form in rules.forms)
    return next(named, TaskKind.RISKY_DECLARATION)


def levels_by_kind() -> Mapping[TaskKind, int]:
    """Return the highest level of each kind that has several."""
    return {kind: len(rules.levels) for kind, rules in _kinds().items() if rules.levels}


def due_after(opened_at: datetime, rules: KindRules) -> datetime:
    """Return by when a task is due: its hours, counted from one evening on to the next morning."""
    moment, left = local(opened_at), timedelta(hours=rules.hours)
    while True:
        begins = _at(moment, rules.calls_from)
        ends = _at(moment, rules.calls_until)
        starts = max(moment, begins)
        if starts + left <= ends:
            return starts + left
        left -= max(ends - starts, timedelta())
        moment = _at(moment + timedelta(days=1), time.min)


def _at(moment: datetime, clock_time: time) -> datetime:
    return datetime.combine(moment.date(), clock_time, tzinfo=CITY_ZONE)


@cache
def _kinds() -> Mapping[TaskKind, KindRules]:
    file = resources.files("antoan.domains.monitoring") / "data" / "kinds.json"
    data = json.loads(file.read_text("utf-8"))["kinds"]
    return {
        kind: KindRules(
            hours=data[kind].get("hours", 0),
            calls_from=time.fromisoformat(data[kind].get("callsFrom", "00:00")),
            calls_until=time.fromisoformat(data[kind].get("callsUntil", "23:59:59")),
            outcomes=tuple(
                Outcome(row["key"], row["vi"], row["en"], row["isEnd"], Effect(row["effect"]))
                for row in data[kind]["outcomes"]
            ),
            levels=tuple(data[kind].get("levels", ())),
            call_minutes=data[kind].get("callMinutes", 0),
            forms=frozenset(data[kind].get("forms", ())),
        )
        for kind in TaskKind
    }
