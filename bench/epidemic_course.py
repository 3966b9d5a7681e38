"""What an infection does to each person: when they infect, fall ill and are found, and how much virus they breathe out.

Drawn for everybody beforehand, in seconds after an infection that most never have.
"""

from typing import Any, Final, NamedTuple

import numpy as np

from antoan.domains.tracing.values import DAY_S
from bench.epidemic_figures import figures, lognormal

Array = Any

NEVER: Final = np.int64(1) << 40


class Course(NamedTuple):
    """One value a person; seconds count from their infection."""

    infectious_s: Array
    onset_s: Array  # NEVER: they do not fall ill.
    over_s: Array
    found_s: Array  # When a test confirms them and they go home; NEVER: nobody ever knows.
    emission: Array  # Beside the mean; a few have most of it.
    susceptible: Array


def courses(people: int, draw: np.random.Generator) -> Course:
    """Draw a course for everybody."""
    course, finding = figures().course, figures().finding
    latent = np.maximum(lognormal(draw, course["latent_days"], people), course["latent_days_min"])
    onset = latent + lognormal(draw, course["to_onset_days"], people)
    over = latent + lognormal(draw, course["infectious_days"], people)
    is_ill = draw.random(people) < course["ill_share"]
    is_found = draw.random(people) < np.where(is_ill, finding["found_if_ill"], finding["found_if_not_ill"])
    seen = np.where(is_ill, onset, (latent + over) / 2)
    found = seen + lognormal(draw, finding["days_to_confirmation"], people)
    shape, spread = course["emission_shape"], figures().spread["susceptibility_spread"]
    return Course(
        infectious_s=_seconds(latent),
        onset_s=np.where(is_ill, _seconds(onset), NEVER),
        over_s=_seconds(over),
        found_s=np.where(is_found, _seconds(found), NEVER),
        emission=draw.gamma(shape, 1 / shape, people),
        susceptible=np.exp(draw.normal(-(spread**2) / 2, spread, people)),
    )


def load(course: Course, person: Array, since_s: Array) -> Array:
    """Return how infectious people are so many seconds after their infection: twice as much early as later."""
    early_share, early_load = figures().course["early_share"], figures().course["early_load"]
    begin, end = course.infectious_s[person], course.over_s[person]
    early = since_s < begin + early_share * (end - begin)
    mean = 1 + early_share * (early_load - 1)
    return np.where((since_s >= begin) & (since_s < end), np.where(early, early_load, 1.0) / mean, 0.0)


def _seconds(days: Array) -> Array:
    return (days * DAY_S).astype(np.int64)
