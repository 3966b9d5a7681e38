"""Reads of the area trees. Areas are public: no actor is asked."""

from datetime import date
from functools import lru_cache
from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.errors import AreaNotFound
from antoan.domains.areas.models import Area, AreaSuccession
from antoan.domains.areas.values import AreaKind, AreaLevel, AreaView

ANCESTRIES_CACHED_MAX: Final = 4096  # All areas of several eras; the least used are forgotten beyond it.


@lru_cache(maxsize=ANCESTRIES_CACHED_MAX)
def ancestors_of(area_id: int) -> frozenset[int]:
    """Return the area, all areas above it, and the same for its default predecessors and successors.

    This is what a right is compared with: a right over a district of 2021 reaches its wards and, since
    districts ended, today's wards to which its wards went; a right over today's ward reaches what was
    recorded in the wards it was made of. Only defaults count, so that a sliver of a divided ward does
    not open a whole neighbouring one. AreaNotFound for an unknown id, which is not remembered.
    """
    home = _climb({area_id})
    earlier = _all_along(home, "new_id", "old_id")
    later = _all_along(home, "old_id", "new_id")
    return frozenset(home | _climb(earlier) | _climb(later))


def forget_ancestries() -> None:
    """Drop what this process remembers, after the trees have changed."""
    ancestors_of.cache_clear()


def area(area_id: int) -> AreaView:
    """Return one area; AreaNotFound when there is none."""
    return _one(Area.objects.filter(pk=area_id), f"There is no area {area_id}.")


def area_by_code(code: str, on: date) -> AreaView:
    """Return the area that bore a code on a day; AreaNotFound when none did."""
    return _one(_existing(on).filter(code=code), f"No area had the code {code} on {on:%d/%m/%Y}.")


def children_of(area_id: int) -> list[AreaView]:
    """Return the areas directly inside one, by name."""
    return [_view(child) for child in Area.objects.filter(parent=area_id).order_by("name", "id")]


def wards_on(day: date) -> list[AreaView]:
    """Return the wards of the city on a day, by code."""
    return [_view(ward) for ward in _existing(day).filter(level=AreaLevel.WARD).order_by("code")]


def successor_of(area_id: int) -> AreaView | None:
    """Return what the area became by default; None while it exists, or when its level ended."""
    link = AreaSuccession.objects.filter(old=area_id, is_default=True).select_related("new").first()
    return _view(link.new) if link else None


def _existing(day: date) -> QuerySet[Area]:
    return Area.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)


def _climb(area_ids: set[int]) -> set[int]:
    """Add all areas above; AreaNotFound when an area itself is unknown."""
    reached: set[int] = set()
    step = area_ids
    while step:
        parents = dict(Area.objects.filter(pk__in=step).values_list("pk", "parent_id"))
        if unknown := step - parents.keys():
            raise AreaNotFound(f"There is no area {min(unknown)}.")
        reached |= step
        step = {parent for parent in parents.values() if parent is not None} - reached
    return reached


def _all_along(area_ids: set[int], start: str, end: str) -> set[int]:
    """Follow default successions in one direction through all eras."""
    reached: set[int] = set()
    step = area_ids
    while step:
        links = AreaSuccession.objects.filter(is_default=True, **{f"{start}__in": step})
        step = set(links.values_list(end, flat=True)) - reached
        reached |= step
    return reached


def _one(found: QuerySet[Area], complaint: str) -> AreaView:
    first = found.first()
    if first is None:
        raise AreaNotFound(complaint)
    return _view(first)


def _view(row: Area) -> AreaView:
    return AreaView(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=AreaKind(row.kind),
        level=AreaLevel(row.level),
        parent_id=row.parent_id,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        latitude=row.latitude,
        longitude=row.longitude,
    )
