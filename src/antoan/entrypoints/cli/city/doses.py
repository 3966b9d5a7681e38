"""Who was vaccinated, with what and when, in shares near those of late 2021."""

from typing import Final

import numpy as np

from antoan.domains.records.vaccines import vaccine
from antoan.entrypoints.cli.city.chance import Draw, pick
from antoan.entrypoints.cli.city.health_values import PRODUCTS, Doses
from antoan.entrypoints.cli.city.residents import Residents

_INTERVAL_DAYS: Final = {
    "astrazeneca": (42, 84),
    "vero-cell": (21, 35),
    "comirnaty": (21, 42),
    "spikevax": (28, 42),
    "abdala": (14, 16),
}


def doses_of(draw: Draw, people: Residents, today: int) -> Doses:
    """Most adults have two doses, some one, a few one given in the last days; of minors a part."""
    count = people.count
    luck = draw.random(count)
    adult, minor = people.age >= 18, (people.age >= 12) & (people.age < 18)
    wanted = np.where(adult, np.select([luck < 0.70, luck < 0.82], [2, 1], 0), 0)
    wanted = np.where(minor, np.select([luck < 0.30, luck < 0.45], [2, 1], 0), wanted)
    wanted = np.where(adult & (luck < 0.10), 3, wanted)
    product = pick(draw, list(PRODUCTS.values()), count)
    keys = list(PRODUCTS)
    course = np.array([vaccine(key).course_doses for key in keys])[product]
    wanted = np.where(course == 1, np.minimum(wanted, 1), wanted)
    low = np.array([_INTERVAL_DAYS.get(key, (28, 42))[0] for key in keys])[product]
    high = np.array([_INTERVAL_DAYS.get(key, (28, 42))[1] for key in keys])[product]
    # One dose: often a recent one. Several: the last some weeks ago.
    recent = draw.random(count) < 0.45
    last_ago = np.where(
        (wanted == 1) & recent, 1 + draw.integers(0, 13, count), 15 + draw.integers(0, 120, count)
    )
    gap = low + (draw.random(count) * (high - low + 1)).astype(np.int64)
    runs = []
    for dose in (1, 2, 3):
        has = np.flatnonzero(wanted >= dose)
        later = wanted[has] - dose
        runs.append((has, product[has], np.full(len(has), dose), today - last_ago[has] - gap[has] * later))
    position, what, which, given_on = (np.concatenate(column) for column in zip(*runs, strict=True))
    order = np.lexsort((which, position))
    return Doses(position[order], what[order], which[order], given_on[order])
