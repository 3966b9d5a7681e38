"""The lane of records kept apart: whose desk each lies on, by when it is settled, and how good each source is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from antoan.domains.areas.queries import areas_within
from antoan.domains.records.errors import RecordNotFound
from antoan.domains.records.models import HealthRecord
from antoan.domains.records.permissions import WRITE
from antoan.domains.records.quality import SiteQuality, points_of, quality_of_site, settle_by
from antoan.domains.records.queries.persons import TABLES, record_row, view_of
from antoan.domains.records.values import CLINIC, Doubt, RecordKind, RecordState, RecordView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.services import record_read, record_reads
from antoan.kit.errors import Forbidden

LANE_PAGE_ROWS: Final = 30
SITES_SHOWN_MAX: Final = 100
_DOUBTED_MAX: Final = 20_000  # Of one source, weighed one by one; more are worth a call, not a figure.
_LANE_KINDS: Final = (RecordKind.VACCINATION, RecordKind.TEST_RESULT)


@dataclass(frozen=True, slots=True)
class Kept:
    """A record in quarantine: its points, and by when its desk settles it."""

    record: RecordView
    points: int
    due_at: datetime


def quarantine_lane(actor: Actor) -> list[Kept]:
    """Return what lies on the actor's desk, the longest waiting first; Forbidden for whoever has none.

    A record is its source's to settle; whoever may write records where its person lives may settle it too.
    """
    reach = reached(actor)
    rows = sorted(
        (row for kind in _LANE_KINDS for row in _kept_apart(kind).filter(reach)[:LANE_PAGE_ROWS]),
        key=lambda row: (row.created_at, row.pk),
    )[:LANE_PAGE_ROWS]
    record_reads(
        actor,
        action="records.quarantine.list",
        object_kind="person",
        person_ids=dict.fromkeys(row.person_id for row in rows),
        purpose="quarantine",
    )
    return [_view(row) for row in rows]


def quarantined(actor: Actor, kind: RecordKind, record_id: int) -> Kept:
    """Return one record of the lane; RecordNotFound when it is not on the actor's desk or was settled."""
    require_reach(actor, kind, record_id)
    row = record_row(kind, record_id)
    if row.state != RecordState.QUARANTINED:
        raise RecordNotFound
    record_read(
        actor,
        action="records.read",
        object_kind=kind,
        object_id=record_id,
        person_id=row.person_id,
        purpose="quarantine",
    )
    return _view(row)


def require_reach(actor: Actor, kind: RecordKind, record_id: int) -> None:
    """Let the actor go on when a record lies on its desk; RecordNotFound."""
    if (
        kind not in _LANE_KINDS
        or not TABLES[kind]._default_manager.filter(reached(actor), pk=record_id).exists()
    ):
        raise RecordNotFound


def quality_of_sites(actor: Actor) -> list[SiteQuality]:
    """Return how good the doses of each source within the actor's reach are, the worst first."""
    doses = TABLES[RecordKind.VACCINATION]._default_manager.filter(reached(actor))
    doses = doses.exclude(state=RecordState.ANNULLED)
    totals = dict(doses.values_list("source").annotate(rows=Count("pk")).order_by("-rows")[:SITES_SHOWN_MAX])
    doubted: dict[str, list[list[Doubt]]] = defaultdict(list)
    rows = doses.filter(source__in=list(totals), state=RecordState.QUARANTINED)
    for source, doubts in rows.values_list("source", "doubts")[:_DOUBTED_MAX]:
        doubted[source].append(list(map(Doubt, doubts.split())))
    sites = [quality_of_site(source, count, doubted[source]) for source, count in totals.items()]
    return sorted(sites, key=lambda site: (site.points, site.source))


def reached(actor: Actor) -> Q:
    """Return which records the actor's rights to write reach: by their source's unit, or by their person's home."""
    if actor.is_system:
        return Q()
    grants = actor.grants_of(WRITE)
    if not grants:
        raise Forbidden(f"This needs the right {WRITE}.", permission=WRITE)
    found = Q(pk__in=())
    for grant in grants:
        match grant.scope_kind:
            case ScopeKind.CITY:
                return Q()
            case ScopeKind.AREA if grant.scope_id is not None:
                found |= Q(person__ward__in=areas_within(grant.scope_id))
            case ScopeKind.UNIT:
                found |= Q(source=f"{CLINIC}{grant.scope_id}")
    return found


def _kept_apart(kind: RecordKind) -> "QuerySet[Any]":
    return TABLES[kind]._default_manager.filter(state=RecordState.QUARANTINED).order_by("created_at", "pk")


def _view(row: HealthRecord) -> Kept:
    record = view_of(row)
    return Kept(record, points_of(record.doubts), settle_by(record.recorded_at))
