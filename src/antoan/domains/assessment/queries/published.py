"""What anybody may know: the word of a place's level, its day and its set. No answer, no photo, no number."""

from datetime import date

from antoan.domains.assessment.limits import PAGE_PLACES_MAX
from antoan.domains.assessment.models import Assessment
from antoan.domains.assessment.queries.access import criteria_of
from antoan.domains.assessment.rules.planning import is_over
from antoan.domains.assessment.sets import sets_on
from antoan.domains.assessment.values import Level, PublicPlace, PublishedLevel
from antoan.kit.clock import local_date
from antoan.kit.words import Words


def levels_of_place(place_id: int, today: date) -> list[PublishedLevel]:
    """Return a place's levels by the sets in force today, the newest first; nothing where it never assessed itself."""
    in_force = [one.id for one in sets_on(today)]
    rows = Assessment.objects.filter(place=place_id, is_current=True, set_id__in=in_force)
    return [published(row, today) for row in rows.order_by("-submitted_at")]


def published(row: Assessment, today: date) -> PublishedLevel:
    """Return the part of a submitted assessment that is everybody's."""
    criteria = criteria_of(row)
    assert row.submitted_at is not None
    assert row.expires_on is not None
    return PublishedLevel(
        words=words_of(row),
        level=Level(row.level),
        assessed_on=local_date(row.submitted_at),
        expires_on=row.expires_on,
        set_title=criteria.title,
        is_expired=is_over(criteria, row.expires_on, today),
    )


def words_of(row: Assessment) -> Words:
    """Return the words of a submitted assessment's band, or of its knock-out."""
    criteria = criteria_of(row)
    if row.is_knocked_out and criteria.knock_out is not None:
        return criteria.knock_out.words
    return next(band.words for band in criteria.bands if band.key == row.band)


def places_with_levels(ward_id: int, today: date, *, after: int = 0) -> tuple[list[PublicPlace], int]:
    """Return a page of the open places of a ward that assessed themselves, and after which to ask on (0: none)."""
    in_force = [one.id for one in sets_on(today)]
    rows = Assessment.objects.filter(
        is_current=True, set_id__in=in_force, place__ward=ward_id, place__closed_at=None, unit__closed_at=None
    )
    ids = rows.filter(place__gt=after).order_by("place").values_list("place", flat=True).distinct()
    found = list(ids[: PAGE_PLACES_MAX + 1])
    page = found[:PAGE_PLACES_MAX]
    places: dict[int, PublicPlace] = {}
    for row in rows.filter(place__in=page).select_related("place").order_by("place", "set_id"):
        shown = places.setdefault(row.place_id, PublicPlace(row.place.name, row.place.kind))
        shown.levels.append(published(row, today))
    return list(places.values()), page[-1] if len(found) > PAGE_PLACES_MAX else 0
