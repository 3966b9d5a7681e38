"""False posters are reported, looked at, and taken down."""

import hashlib
from datetime import datetime
from uuid import uuid5

from django.db import transaction

from antoan.domains.areas.queries import area
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.places.errors import (
    ReportClosed,
    ReportNotFound,
    ReportTaken,
    ReportUnreadable,
    TooManyReportsToday,
)
from antoan.domains.places.models import Place, PosterReport
from antoan.domains.places.permissions import ISSUE_CODE, REPORT_POSTER
from antoan.domains.places.poster_rules import (
    PHOTOS_PER_REPORT_MAX,
    REPORT_DUE_AFTER,
    REPORTS_PER_PERSON_DAY_MAX,
    readable_words,
)
from antoan.domains.places.poster_values import (
    OUTCOMES,
    OWNER_KIND,
    UNDECIDED,
    Finding,
    NewPosterReport,
    PosterReportView,
    ReportState,
)
from antoan.domains.places.queries.access import place_in
from antoan.domains.places.queries.posters import report_row, seen_on_poster, view_of
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_decision
from antoan.foundation.db.history import history
from antoan.foundation.files.services import NewPicture, attach_files, forget_files_about, store_picture
from antoan.kit import clock


@transaction.atomic
def report_poster(*, actor: Actor, report: NewPosterReport, at: datetime) -> PosterReportView:
    """Keep a report with its photos for the ward; the same id again is the same report.

    ReportUnreadable, AreaNotFound, TooManyReportsToday, ReportTaken; the errors of foundation.files for a photo.
    """
    require(actor, REPORT_POSTER, Scope(person_id=actor.person_id))
    assert actor.person_id is not None
    locked_identities([actor.person_id])  # Two at once are counted one after the other.
    known = PosterReport.objects.filter(sent_id=report.id).first()
    if known is not None:
        if known.person_id != actor.person_id:
            raise ReportTaken
        return view_of(known)
    words = readable_words(report.words)
    area(report.ward_id)
    _refuse_past_bounds(actor.person_id, report, at)
    row = _saved(actor.person_id, report, words, at)
    _keep_photos(actor, actor.person_id, report)
    return view_of(row)


@transaction.atomic
def take_report(*, actor: Actor, report_id: int) -> PosterReportView:
    """Say that somebody goes to look. Taking what is under way changes nothing; ReportNotFound."""
    row = report_row(actor, report_id, lock=True)
    if row.state == ReportState.OPEN:
        row.state = ReportState.TAKEN
        row.save(update_fields=["state", "updated_at"])
    return view_of(row)


@transaction.atomic
def close_report(*, actor: Actor, report_id: int, outcome: ReportState, at: datetime) -> PosterReportView:
    """Say how a report ended. The same outcome twice is once; ReportNotFound, ReportClosed."""
    if outcome not in OUTCOMES:
        raise ReportUnreadable("A report ends as removed, harmless or not found.")
    return _closed(actor, report_row(actor, report_id, lock=True), outcome, at)


@transaction.atomic
def remove_own_poster(*, actor: Actor, place_id: int, report_id: int, at: datetime) -> PosterReportView:
    """Let a unit say that the old poster at its own place is down; ReportNotFound, ReportClosed."""
    place_in(actor, place_id, ISSUE_CODE)
    rows = PosterReport.objects.select_for_update().filter(pk=report_id, place=place_id)
    row = rows.filter(finding=Finding.RETIRED).first()
    if row is None:
        raise ReportNotFound
    return _closed(actor, row, ReportState.REMOVED, at)


def forget_reporter(person_id: int) -> None:
    """Take somebody who is being erased out of their reports; the ward still has to look at the posters."""
    rows = PosterReport.objects.filter(person_id=person_id)
    ids = list(rows.values_list("pk", flat=True))
    for row in rows:
        row.person_id, row.words = None, ""
        row.save()
    history(PosterReport).filter(pgh_obj__in=ids).delete()
    forget_files_about(person_id)


def hand_over_reports(*, from_person_id: int, to_person_id: int) -> None:
    """Have the reports of one entry of a person be another's."""
    for row in PosterReport.objects.filter(person_id=from_person_id):
        row.person_id = to_person_id
        row.save()


def _closed(actor: Actor, row: PosterReport, outcome: ReportState, at: datetime) -> PosterReportView:
    if row.state == outcome:
        return view_of(row)
    if row.state not in UNDECIDED:
        raise ReportClosed
    row.state, row.decided_at, row.decided_by_account_id = outcome, at, actor.account_id
    row.save()
    record_decision(
        actor,
        action=f"places.poster.{outcome}",
        object_kind="poster_report",
        object_id=row.pk,
        detail={"finding": row.finding, "place": row.place_id or 0},
    )
    return view_of(row)


def _saved(person_id: int, report: NewPosterReport, words: str, at: datetime) -> PosterReport:
    seen = seen_on_poster(report.code, at=at)
    place = Place.objects.filter(pk=seen.place_id).first() if seen.place_id is not None else None
    return PosterReport.objects.create(
        sent_id=report.id,
        finding=seen.finding,
        host=seen.host,
        serial=seen.serial,
        place=place,
        ward_id=report.ward_id,
        words=words,
        person_id=person_id,
        reported_at=at,
        due_at=at + REPORT_DUE_AFTER,
        state=ReportState.OPEN,
    )


def _keep_photos(actor: Actor, person_id: int, report: NewPosterReport) -> None:
    owner_id = str(report.id)
    for raw in report.photos:
        # A photo sent twice is one photo: its id follows from its content.
        file_id = uuid5(report.id, hashlib.sha256(raw).hexdigest())
        store_picture(actor=actor, picture=NewPicture(file_id, OWNER_KIND, owner_id, person_id, raw))
    attach_files(owner_kind=OWNER_KIND, owner_id=owner_id, person_id=person_id)


def _refuse_past_bounds(person_id: int, report: NewPosterReport, at: datetime) -> None:
    if len(report.photos) > PHOTOS_PER_REPORT_MAX:
        raise ReportUnreadable(f"A report has at most {PHOTOS_PER_REPORT_MAX} photos.")
    today = clock.day_start(clock.local_date(at))
    mine = PosterReport.objects.filter(person_id=person_id, reported_at__gte=today)
    if mine.count() >= REPORTS_PER_PERSON_DAY_MAX:
        raise TooManyReportsToday
