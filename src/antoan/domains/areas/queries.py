"""Reads of the area trees. Areas are public: no actor is asked."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from antoan.domains.areas.ancestry import ancestries
from antoan.domains.areas.errors import AreaNotFound
from antoan.domains.areas.models import Area, AreaSuccession
from antoan.domains.areas.values import AreaKind, AreaLevel, AreaView, WardChoice, WardGroup

# What every area lies in, kept by each process: one entry an area, a few hundred an era.
_ancestries: dict[int, frozenset[int]] = {}


def ancestors_of(area_id: int) -> frozenset[int]:
    """Return the area, all areas above it, and the same for its default predecessors and successors.

    This is what a right is compared with: a right over a district of 2021 reaches its wards and, since
    districts ended, today's wards to which its wards went; a right over today's ward reaches what was
    recorded in the wards it was made of. Only defaults count, so that a sliver of a divided ward does
    not open a whole neighbouring one. AreaNotFound for an unknown id.
    """
    if area_id not in _ancestries:
        remember_ancestries()
    if area_id not in _ancestries:
        raise AreaNotFound(f"There is no area {area_id}.")
    return _ancestries[area_id]


def areas_within(area_id: int) -> frozenset[int]:
    """Return every area that lies in this one, itself included: those whose ancestors_of hold it."""
    ancestors_of(area_id)
    return frozenset(inner for inner, around in _ancestries.items() if area_id in around)


def areas_holding(area_id: int) -> frozenset[int]:
    """Return the areas in which everything of this one lies: what bounds a right that is given over it.

    Fewer than its ancestors: a ward of today that came from two districts lies in neither as a whole.
    """
    return frozenset[int].intersection(*(ancestors_of(inner) for inner in areas_within(area_id)))


def remember_ancestries() -> None:
    """Read the trees anew. Asking for an unknown area does so too, so that new eras are seen at once."""
    parents = dict(Area.objects.values_list("pk", "parent_id"))
    links = AreaSuccession.objects.filter(is_default=True).values_list("old_id", "new_id")
    _ancestries.update(ancestries(parents, links))


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


def areas_on(day: date) -> list[AreaView]:
    """Return all areas of a day, the city first, each level by name."""
    return [_view(row) for row in _existing(day).order_by("level", "name", "id")]


def districts_of_2021() -> list[AreaView]:
    """Return the districts that ended on 1 July 2025, by code: people still say where they live by them."""
    return [_view(row) for row in Area.objects.filter(level=AreaLevel.DISTRICT).order_by("code")]


def positions_of_areas(area_ids: Iterable[int]) -> dict[int | None, tuple[float, float]]:
    """Return the centres of areas, latitude and longitude, by area; those without coordinates are left out."""
    rows = Area.objects.filter(pk__in=set(area_ids), latitude__isnull=False, longitude__isnull=False)
    return {row.pk: (row.latitude, row.longitude) for row in rows}  # type: ignore[misc]


def ward_directory(day: date) -> list[WardGroup]:
    """Return the wards of a day by the districts of 2021 they came from, each with its former names.

    A ward made of several districts stands under each. The last group, without a name, holds those that came
    from provinces merged since, whose former wards we do not keep.
    """
    links = AreaSuccession.objects.filter(
        new__in=_existing(day).filter(level=AreaLevel.WARD), old__level=AreaLevel.WARD
    )
    former: dict[int, list[tuple[str, str]]] = {}
    names_of = links.order_by("old__name").values_list("new", "old__name", "old__parent__name")
    for new_id, old_name, district in names_of:
        former.setdefault(new_id, []).append((old_name, district))
    groups: dict[str, list[WardChoice]] = {}
    for ward in wards_on(day):
        names = former.get(ward.id, [])
        choice = WardChoice(ward.id, ward.name, tuple(f"{name}, {district}" for name, district in names))
        for district in dict.fromkeys(district for _, district in names) or [""]:
            groups.setdefault(district, []).append(choice)
    ordered = sorted(groups, key=lambda name: (not name, name))
    return [WardGroup(name, tuple(sorted(groups[name], key=lambda one: one.name))) for name in ordered]


def successor_of(area_id: int) -> AreaView | None:
    """Return what the area became by default; None while it exists, or when its level ended."""
    link = AreaSuccession.objects.filter(old=area_id, is_default=True).select_related("new").first()
    return _view(link.new) if link else None


def default_successions() -> list[tuple[int, int]]:
    """Return which area became which by default, as pairs of ids."""
    return list(AreaSuccession.objects.filter(is_default=True).values_list("old_id", "new_id"))


def _existing(day: date) -> QuerySet[Area]:
    return Area.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)


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


def names_of_areas(area_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of areas by area; unknown ones are left out."""
    return dict(Area.objects.filter(pk__in=set(area_ids)).values_list("pk", "name"))
