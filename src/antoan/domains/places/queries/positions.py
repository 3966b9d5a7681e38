"""Where places are, for domains that compare what was said at several of them. Nothing here is shown to anybody."""

from collections.abc import Iterable
from typing import NamedTuple

from antoan.domains.areas.queries import positions_of_areas
from antoan.domains.places.models import Place


class WherePlaceIs(NamedTuple):
    """The ward of a place, and the place's own coordinates or, lacking them, the centre of its ward."""

    ward_id: int | None
    position: tuple[float, float] | None


def positions_of_places(place_ids: Iterable[int]) -> dict[int, WherePlaceIs]:
    """Return where places are by their number; places that are gone are left out."""
    rows = Place.objects.filter(pk__in=set(place_ids)).values_list("pk", "ward_id", "latitude", "longitude")
    found = list(rows)
    centres = positions_of_areas({ward_id for _, ward_id, _, _ in found if ward_id is not None})
    return {
        place_id: WherePlaceIs(
            ward_id, (lat, lon) if lat is not None and lon is not None else centres.get(ward_id)
        )
        for place_id, ward_id, lat, lon in found
    }


def kind_and_name(place_id: int) -> tuple[str, str]:
    """Return what hangs at a place's door: its kind and its name; empty for one that is gone."""
    row = Place.objects.filter(pk=place_id).values_list("kind", "name").first()
    return row or ("", "")


def names_of_places(place_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return the names of places by their number; places that are gone are left out."""
    rows = Place.objects.filter(pk__in={number for number in place_ids if number is not None})
    return dict(rows.values_list("pk", "name"))
