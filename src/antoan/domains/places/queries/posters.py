"""Reports of false posters: those of a ward's desk, of a unit's own door, and one's own."""

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import ancestors_of, areas_within
from antoan.domains.places.errors import ReportNotFound
from antoan.domains.places.models import PosterReport
from antoan.domains.places.permissions import HANDLE_POSTER, READ, REPORT_POSTER
from antoan.domains.places.poster_rules import seen_in
from antoan.domains.places.poster_values import (
    OWNER_KIND,
    UNDECIDED,
    Finding,
    PosterReportView,
    ReportState,
    Seen,
)
from antoan.domains.places.queries.access import place_in
from antoan.domains.places.queries.codes import checked_code
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope, ScopeKind
from antoan.foundation.files.queries import FileView, content_of, file_of, files_of

PAGE_REPORTS_MAX: Final = 50
OWN_REPORTS_MAX: Final = 20
# What a unit can mend itself at its own door.
_OF_UNIT: Final = (Finding.RETIRED, Finding.GENUINE)


def seen_on_poster(text: str, *, at: datetime) -> Seen:
    """Say what a scanned text is, before it is reported. Open to everybody."""
    if not text:
        return Seen(Finding.UNREAD)
    return seen_in(text, checked_code(text, at=at), own_host=urlsplit(settings.PUBLIC_URL).netloc)


def poster_reports(
    actor: Actor, *, state: ReportState | None = None, after_id: int = 0
) -> list[PosterReportView]:
    """Return a page of undecided reports (or those of one state) in the actor's wards, by id: the oldest is due first."""
    rows = _within_reach(actor).filter(pk__gt=after_id)
    rows = rows.filter(state=state) if state else rows.filter(state__in=sorted(UNDECIDED))
    return [view_of(row) for row in rows.order_by("pk")[:PAGE_REPORTS_MAX]]


def poster_report(actor: Actor, report_id: int) -> PosterReportView:
    """Return one report of the actor's wards; ReportNotFound."""
    return view_of(report_row(actor, report_id))


def photos_of_report(actor: Actor, report_id: int) -> list[FileView]:
    """Return the photos of a report of the actor's wards; ReportNotFound."""
    return files_of(OWNER_KIND, str(report_row(actor, report_id).sent_id))


def photo_of_report(actor: Actor, report_id: int, file_id: UUID) -> bytes:
    """Return one photo; ReportNotFound, FileNotFound."""
    row = report_row(actor, report_id)
    return content_of(file_of(OWNER_KIND, str(row.sent_id), file_id).id)


def reports_at_place(actor: Actor, place_id: int) -> list[PosterReportView]:
    """Return what visitors reported of posters at a place and its unit can mend; PlaceNotFound.

    The words stay with the ward: somebody may have written about the unit itself.
    """
    place = place_in(actor, place_id, READ)
    rows = PosterReport.objects.filter(place=place, state__in=sorted(UNDECIDED), finding__in=_OF_UNIT)
    return [view_of(row, words="") for row in rows.order_by("pk")[:PAGE_REPORTS_MAX]]


def own_poster_reports(actor: Actor) -> list[PosterReportView]:
    """Return what the actor reported, newest first."""
    require(actor, REPORT_POSTER, Scope(person_id=actor.person_id))
    rows = PosterReport.objects.filter(person_id=actor.person_id).order_by("-reported_at")
    return [view_of(row) for row in rows[:OWN_REPORTS_MAX]]


def report_row(actor: Actor, report_id: int, *, lock: bool = False) -> PosterReport:
    """Return a report of the actor's wards, to read or (locked) to decide; ReportNotFound."""
    rows = PosterReport.objects.select_for_update() if lock else PosterReport.objects.all()
    row = rows.filter(pk=report_id).first()
    if row is None or not actor.may(HANDLE_POSTER, Scope(areas=ancestors_of(row.ward_id))):
        raise ReportNotFound
    return row


def view_of(row: PosterReport, *, words: str | None = None) -> PosterReportView:
    """Return a row as others see it."""
    return PosterReportView(
        id=row.pk,
        finding=Finding(row.finding),
        host=row.host,
        serial=row.serial,
        place_id=row.place_id,
        place_name=row.place.name if row.place is not None else "",
        ward_id=row.ward_id,
        ward_name=row.ward.name,
        words=row.words if words is None else words,
        state=ReportState(row.state),
        reported_at=row.reported_at,
        due_at=row.due_at,
        decided_at=row.decided_at,
    )


def _within_reach(actor: Actor) -> "QuerySet[PosterReport]":
    rows = PosterReport.objects.select_related("place", "ward")
    if actor.is_system:
        return rows
    reach = Q(pk__in=())
    for grant in actor.grants_of(HANDLE_POSTER):
        if grant.scope_kind is ScopeKind.CITY:
            return rows
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id is not None:
            reach |= Q(ward__in=areas_within(grant.scope_id))
    return rows.filter(reach)
