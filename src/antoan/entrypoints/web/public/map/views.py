"""The page of the risk map: the picture, the table beside it, a ward, a district, a day. Works without JavaScript."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from antoan.domains.areas.queries import areas_within, districts_of_2021
from antoan.domains.areas.values import AreaView
from antoan.domains.statistics.queries import counted_days, risk_map
from antoan.domains.statistics.thresholds import thresholds_on
from antoan.domains.statistics.values import RiskLevel, RiskMap, WardRisk
from antoan.entrypoints.web.public.map.layout import RADIUS, WIDTH, layout_of
from antoan.entrypoints.web.shared.risk_words import ADVICE, LETTERS, ORDER, WORDS
from antoan.kit import clock
from antoan.kit.text import fold

_FRESH_SECONDS: Final = 300
SORTS: Final = ("level", "name", "cases")
_ZOOMED_RADIUS: Final = 34.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A ward as the picture shows it."""

    code: str
    name: str
    x: float
    y: float
    radius: float
    level: str
    letter: str
    told: str
    href: str
    is_chosen: bool


@require_safe
@cache_control(public=True, max_age=_FRESH_SECONDS)
def page(request: HttpRequest) -> HttpResponse:
    """Show the map of a day (the newest counted), perhaps of one former district, perhaps with one ward in words."""
    days = counted_days()
    day = _day(request.GET.get("date", "")) or (days[0] if days else clock.today())
    found = risk_map(day)
    asked = _Asked.of(request)
    shown = _within(found, asked.district)
    rows = _sorted(shown, asked.sort)
    districts = districts_of_2021()
    names = {one.ward.id: _name(one.ward, districts) for one in found.wards}
    context = {
        "day": day,
        "is_newest": not days or day == days[0],
        "newest": asked.link(date=""),
        "computed_at": found.computed_at,
        "window_days": found.window_days,
        "shown_min": found.shown_min,
        "circles": _circles(shown, asked, found, names),
        **_frame(shown, asked),
        "rows": [_row(one, asked, found.shown_min, names) for one in rows],
        "sorts": [(key, asked.link(sort=key), key == asked.sort) for key in SORTS],
        "legend": _legend(found),
        "chosen": _chosen(found, asked, names),
        "districts": districts,
        "district": next((one for one in districts if one.code == asked.district), None),
        "asked": asked,
        "whole": asked.link(district="", ward=""),
    }
    return render(request, "public/map.html", context)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for; anything unknown in it is left out."""

    date: str
    district: str
    ward: str
    sort: str

    @classmethod
    def of(cls, request: HttpRequest) -> "_Asked":
        sort = request.GET.get("sort", "")
        return cls(
            date=request.GET.get("date", "")[:10] if _day(request.GET.get("date", "")) else "",
            district=_code(request.GET.get("district", "")),
            ward=_code(request.GET.get("ward", "")),
            sort=sort if sort in SORTS else SORTS[0],
        )

    def link(self, **changes: str) -> str:
        """Return the query of the same page with something changed."""
        fields = {
            "date": self.date,
            "district": self.district,
            "ward": self.ward,
            "sort": self.sort,
        } | changes
        if fields["sort"] == SORTS[0]:
            fields["sort"] = ""
        return "?" + urlencode({name: value for name, value in fields.items() if value})


def _within(found: RiskMap, district: str) -> list[WardRisk]:
    """Return the wards that lie, or lay, in a former district; all of them when none is asked for."""
    area = next((one for one in districts_of_2021() if one.code == district), None)
    if area is None:
        return list(found.wards)
    inside = areas_within(area.id)
    return [one for one in found.wards if one.ward.id in inside]


def _sorted(wards: list[WardRisk], sort: str) -> list[WardRisk]:
    by_name = sorted(wards, key=lambda one: fold(one.ward.name))
    if sort == "name":
        return by_name
    if sort == "cases":
        return sorted(by_name, key=lambda one: -(one.cases or 0))
    return sorted(by_name, key=lambda one: (ORDER.index(one.level), -(one.per_100k or 0)))


def _frame(wards: list[WardRisk], asked: _Asked) -> dict[str, Any]:
    layout = layout_of(_places(wards), _radius(wards, asked))
    return {"width": WIDTH, "height": layout.height}


def _circles(wards: list[WardRisk], asked: _Asked, found: RiskMap, names: dict[int, str]) -> list[Circle]:
    radius = _radius(wards, asked)
    layout = layout_of(_places(wards), radius)
    return [
        Circle(
            code=one.ward.code,
            name=names[one.ward.id],
            x=x,
            y=y,
            radius=radius,
            level=one.level.value,
            letter=str(LETTERS[one.level]),
            told=f"{names[one.ward.id]}: {WORDS[one.level]}, {_told(one, found.shown_min)}",
            href=asked.link(ward=one.ward.code) + "#ward",
            is_chosen=one.ward.code == asked.ward,
        )
        for one, (x, y) in zip(wards, layout.centres, strict=True)
    ]


def _radius(wards: list[WardRisk], asked: _Asked) -> float:
    """Return a size at which all circles fit: larger in one district, smaller for the 312 wards of 2021."""
    if asked.district and len(wards) <= 40:
        return _ZOOMED_RADIUS
    return RADIUS if len(wards) <= 200 else 14.0


def _places(wards: list[WardRisk]) -> tuple[tuple[float, float], ...]:
    return tuple(_place(one.ward) for one in wards)


def _place(ward: AreaView) -> tuple[float, float]:
    # Every ward that ships has a centre; one that an installation adds without it stands in the middle.
    return (ward.latitude or 10.78, ward.longitude or 106.68)


def _name(ward: AreaView, districts: list[AreaView]) -> str:
    """Return a name that is the ward's alone: in 2021 nearly every district had a Phường 1."""
    district = next((one for one in districts if one.id == ward.parent_id), None)
    return f"{ward.name}, {district.name}" if district else ward.name


def _row(one: WardRisk, asked: _Asked, shown_min: int, names: dict[int, str]) -> dict[str, Any]:
    return {
        "name": names[one.ward.id],
        "level": one.level.value,
        "word": WORDS[one.level],
        "letter": LETTERS[one.level],
        "cases": _told_count(one, shown_min),
        "rate": one.per_100k,
        "href": asked.link(ward=one.ward.code) + "#ward",
    }


def _chosen(found: RiskMap, asked: _Asked, names: dict[int, str]) -> dict[str, Any] | None:
    one = next((one for one in found.wards if one.ward.code == asked.ward), None)
    if one is None:
        return None
    return _row(one, asked, found.shown_min, names) | {
        "advice": ADVICE[one.level],
        "told": _told(one, found.shown_min),
    }


def _legend(found: RiskMap) -> list[dict[str, Any]]:
    thresholds = thresholds_on(found.day)
    least = {step.level: step for step in thresholds.levels}
    counted = {level: sum(one.level is level for one in found.wards) for level in RiskLevel}
    return [
        {
            "level": level.value,
            "word": WORDS[level],
            "letter": LETTERS[level],
            "wards": counted[level],
            "per_100k": least[level].per_100k_min if level in least else None,
            "cases": least[level].cases_min if level in least else None,
        }
        for level in ORDER
        if level is not RiskLevel.UNKNOWN or counted[level]
    ]


def _told(one: WardRisk, shown_min: int) -> str:
    if one.level is RiskLevel.UNKNOWN:
        return _("chưa có ai đăng ký")
    if one.cases is None:
        return _("dưới %(count)d ca") % {"count": shown_min}
    return _("%(cases)d ca, %(rate)d ca trên 100.000 người") % {"cases": one.cases, "rate": one.per_100k or 0}


def _told_count(one: WardRisk, shown_min: int) -> str:
    if one.level is RiskLevel.UNKNOWN:
        return "–"
    return str(one.cases) if one.cases is not None else f"<{shown_min}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _code(text: str) -> str:
    return text if text.isascii() and text.isdecimal() and len(text) <= 5 else ""
