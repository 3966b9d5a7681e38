"""What city is to be made. Everything follows from this, the seed included."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from antoan.kit.errors import BadInput

PEOPLE_MAX: Final = 20_000_000
DAYS_MAX: Final = 400
SIGNED_CODES_USUAL: Final = 50_000  # Signing costs 30 microseconds; the others get their code when they ask.


class PlanUnfit(BadInput):
    """This city cannot be made."""

    code = "city:plan:unfit"


@dataclass(frozen=True, slots=True)
class CityPlan:
    """A city of `people`, as of midnight at which the day `until` begins; visits fill the `days` before it."""

    people: int
    days: int
    until: date
    seed: int = 1
    codes: int = SIGNED_CODES_USUAL  # People who get a signed code at once.
    visits_a_day: float = 1.0  # Per person, on a weekday.

    def __post_init__(self) -> None:
        """Refuse what cannot be made."""
        if not 1 <= self.people <= PEOPLE_MAX:
            raise PlanUnfit(f"A city has 1 to {PEOPLE_MAX:,} people, not {self.people:,}.")
        if not 0 <= self.days <= DAYS_MAX:
            raise PlanUnfit(f"Visits can fill 0 to {DAYS_MAX} days, not {self.days}.")
        if self.seed < 0 or self.codes < 0 or not 0 <= self.visits_a_day <= 50:
            raise PlanUnfit("Seed and codes cannot be negative; visits a day lie between 0 and 50.")

    @property
    def first_day(self) -> date:
        """The first day with visits."""
        return self.until - timedelta(days=self.days)


def plan_of(
    *, people: int, days: int, today: date, start: date | None = None, until: date | None = None, **rest: int
) -> CityPlan:
    """Return the plan for what was asked; PlanUnfit when start, days and until contradict each other."""
    if start is not None and until is not None and until - start != timedelta(days=days):
        raise PlanUnfit(
            f"From {start} to {until} are {(until - start).days} days, not {days}: leave one out."
        )
    if until is None:
        until = today if start is None else start + timedelta(days=days)
    return CityPlan(people=people, days=days, until=until, **rest)
