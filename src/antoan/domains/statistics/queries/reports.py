"""The nightly reports of an area, to whoever may look at its figures."""

from dataclasses import dataclass
from datetime import date, datetime

from antoan.domains.areas.errors import AreaNotFound
from antoan.domains.areas.values import AreaView
from antoan.domains.statistics.errors import ReportNotFound
from antoan.domains.statistics.frozen import Frozen, from_json
from antoan.domains.statistics.limits import REPORT_DAYS_KEPT
from antoan.domains.statistics.looked import Looked
from antoan.domains.statistics.models import Report
from antoan.domains.statistics.queries.reach import looked_at
from antoan.foundation.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list."""

    id: int
    day: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with its figures."""

    id: int
    area: AreaView
    day: date
    made_at: datetime
    sha256: str
    figures: Frozen


def reports_of(actor: Actor, looked: Looked) -> list[ReportLine]:
    """Return the reports of an area that are kept, the newest first; Forbidden, AreaNotFound."""
    looked = looked_at(actor, looked.area.id)
    rows = Report.objects.filter(area_id=looked.area.id).order_by("-day")
    return [ReportLine(*row) for row in rows.values_list("id", "day", "made_at")[: REPORT_DAYS_KEPT + 1]]


def report_for(actor: Actor, report_id: int) -> ReportView:
    """Return one report; ReportNotFound, exactly as for one that does not exist, when its area is out of reach."""
    row = Report.objects.filter(pk=report_id).first()
    if row is None:
        looked_at(actor)  # Who may look at nothing is told so, whether it exists or not.
        raise ReportNotFound
    try:
        looked = looked_at(actor, row.area_id)
    except AreaNotFound:
        raise ReportNotFound from None
    return ReportView(row.pk, looked.area, row.day, row.made_at, row.sha256, from_json(row.figures))
