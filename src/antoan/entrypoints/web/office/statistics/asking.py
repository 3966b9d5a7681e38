"""Reads from an address which area, days and kind of places somebody asks for."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from antoan.domains.areas.values import AreaLevel, AreaView
from antoan.domains.places.values import PlaceKind
from antoan.domains.statistics.limits import PERIOD_DAYS_MAX
from antoan.domains.statistics.looked import Asked
from antoan.domains.statistics.queries.reach import areas_for, looked_at
from antoan.entrypoints.web.office.cases.doing import day_of, number_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.kinds import WORDS as KINDS
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

USUAL_DAYS: Final = 7
LEVELS: Final = {
    AreaLevel.CITY: _("Thành phố"),
    AreaLevel.DISTRICT: _("Quận, huyện cũ (đến 30/6/2025)"),
    AreaLevel.WARD: _("Phường, xã"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks for what."""

    actor: Actor
    asked: Asked
    is_another_period: bool = False  # The days told could not be read, lie in the future, or are too many.

    @property
    def query(self) -> str:
        """Return the same question as an address tells it."""
        return urlencode(self.fields)

    @property
    def fields(self) -> dict[str, str]:
        """Return the same question as a form tells it."""
        asked = self.asked
        told = {
            "area": str(asked.looked.area.id),
            "from": asked.first.isoformat(),
            "to": asked.last.isoformat(),
        }
        return told | ({"kind": asked.kind} if asked.kind else {})

    @property
    def period(self) -> str:
        """Return the days in words."""
        first, last = self.asked.first, self.asked.last
        return f"{last:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def question(request: HttpRequest, *, days: int = USUAL_DAYS) -> Question:
    """Return what is asked: the widest area and the last days unless told; Forbidden, AreaNotFound."""
    actor, fields = actor_of(request), request.POST if request.method == "POST" else request.GET
    looked = looked_at(actor, number_of(fields.get("area", "")))
    first, last = _period(fields, clock.today(), days)
    kind = fields.get("kind", "")
    told = [("from", first), ("to", last)]
    is_another = any(fields.get(name) and day_of(fields[name]) != day for name, day in told)
    return Question(actor, Asked(looked, first, last, kind if kind in set(PlaceKind) else ""), is_another)


def choices(asked: Question) -> dict[str, Any]:
    """Return what the form above the figures offers."""
    areas = areas_for(asked.actor)
    return {
        "question": asked,
        "asked": asked.asked,
        "area": asked.asked.looked.area,
        "groups": [
            (LEVELS[level], _ordered(level, here)) for level, here in groupby(areas, lambda one: one.level)
        ],
        "has_areas": len(areas) > 1,
        "kinds": [(kind.value, word) for kind, word in KINDS.items()],
        "today": clock.today(),
    }


def _ordered(level: AreaLevel, areas: Any) -> list[AreaView]:
    return sorted(areas, key=lambda one: one.code if level is AreaLevel.DISTRICT else one.name)


def _period(fields: QueryDict, today: date, days: int) -> tuple[date, date]:
    last = min(day_of(fields.get("to", "")) or today, today)
    last = max(last, today - timedelta(days=3_650))  # Nothing is older: no day before the calendar's first.
    first = min(day_of(fields.get("from", "")) or last - timedelta(days=days - 1), last)
    return max(first, last - timedelta(days=PERIOD_DAYS_MAX - 1)), last
