"""Every address of the web process with who may open it, an area a file."""

from collections import Counter

from tests.entrypoints.web.access.doors import anyone, citizen, clinic, office, signing_in, unit
from tests.entrypoints.web.access.doors.values import Doors

AREAS = (citizen, clinic, office, anyone, signing_in, unit)
ACCESS: Doors = {route: who for area in AREAS for route, who in area.DOORS.items()}


def told_twice() -> list[str]:
    """Return the routes that two areas claim."""
    return [route for route, times in Counter(r for area in AREAS for r in area.DOORS).items() if times > 1]
