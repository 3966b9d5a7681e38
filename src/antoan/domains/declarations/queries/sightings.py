"""When and where somebody was said to declare, around a moment. For services: no actor is asked here."""

from datetime import datetime

from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.rules import TRAVEL_WITHIN
from antoan.domains.declarations.values import Sighting
from antoan.domains.places.queries import WherePlaceIs, positions_of_places


def sightings_around(person_id: int, at: datetime) -> list[Sighting]:
    """Return what was declared at places about a person so near to a moment that it may contradict."""
    rows = Declaration.objects.filter(
        person=person_id,
        place_id__isnull=False,
        annulled_at__isnull=True,
        declared_at__range=(at - TRAVEL_WITHIN, at + TRAVEL_WITHIN),
    ).values_list("pk", "declared_at", "place_id")
    found = list(rows)
    where = positions_of_places(place_id for _, _, place_id in found if place_id is not None)
    nowhere = WherePlaceIs(None, None)
    return [
        Sighting(declaration_id, declared_at, *where.get(place_id or 0, nowhere))
        for declaration_id, declared_at, place_id in found
    ]
