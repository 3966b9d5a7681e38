"""What a unit reads of its gates: devices, visitors, overrides, late and double scans, copied codes."""

from datetime import datetime
from typing import Any, Final

from django.db import connection

from antoan.domains.gates.day import day
from antoan.domains.gates.models import CodeAlarm, DeviceState, Override, SpecimenScan, VisitorNote
from antoan.domains.gates.permissions import ALARMS, OVERSEE, READ_VISITORS, REPORT
from antoan.domains.gates.specimens import is_drill
from antoan.domains.gates.values import (
    AlarmView,
    Because,
    DeviceStanding,
    DoubleScan,
    GateScans,
    OverrideView,
    Reconciliation,
    SpecimenView,
    VisitorKind,
    VisitorView,
)
from antoan.domains.passes.queries import labels_of
from antoan.domains.places.queries import devices_of_gate, gates_by_id, gates_of_place, scope_of_place
from antoan.domains.visits.values import EntrySource
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.audit.services import record_read

ROWS_MAX: Final = 200

# Who checks in alone passes no gate: that is no scan of ours.
_SCANS: Final = """
SELECT v.gate_id, count(*), count(*) FILTER (WHERE v.source = %s),
       coalesce(max(extract(epoch FROM v.received_at - v.t_in)) FILTER (WHERE v.source = %s), 0) / 60
FROM places_spot s JOIN visits_visit v ON v.spot_id = s.id
WHERE s.place_id = %s AND v.t_in >= %s AND v.t_in < %s AND v.gate_id IS NOT NULL
GROUP BY v.gate_id ORDER BY v.gate_id"""

# Two entries at one spot with no way out between them, so near in time that one of them is too many.
_DOUBLES: Final = """
SELECT person_id, before_at, before_gate, t_in, gate_id FROM (
    SELECT v.person_id, v.t_in, v.gate_id, v.source,
           lag(v.t_in) OVER w AS before_at, lag(v.gate_id) OVER w AS before_gate, lag(v.t_out) OVER w AS before_out
    FROM places_spot s JOIN visits_visit v ON v.spot_id = s.id
    WHERE s.place_id = %s AND v.t_in >= %s AND v.t_in < %s AND v.gate_id IS NOT NULL
    WINDOW w AS (PARTITION BY v.person_id, v.spot_id ORDER BY v.t_in)) AS entries
WHERE before_at IS NOT NULL AND t_in - before_at <= make_interval(secs => %s) AND (before_out IS NULL OR before_out > t_in)
ORDER BY t_in LIMIT %s"""


def reconciliation_of(actor: Actor, place_id: int, since: datetime, until: datetime) -> Reconciliation:
    """Return what came late and what came twice at a place; the read is in the trail."""
    require(actor, REPORT, scope_of_place(place_id))
    _note(actor, "gates:reconciliation", place_id, since)
    queued = EntrySource.QUEUED
    with connection.cursor() as cursor:
        cursor.execute(_SCANS, [queued, queued, place_id, since, until])
        scans = cursor.fetchall()
        cursor.execute(_DOUBLES, [place_id, since, until, day().double_scan.total_seconds(), ROWS_MAX + 1])
        doubles = cursor.fetchall()
    gates = gates_by_id([row[0] for row in scans] + [row[2] for row in doubles] + [row[4] for row in doubles])
    labels = labels_of(row[0] for row in doubles)
    return Reconciliation(
        gates=[GateScans(gates[gate].name, count, late, round(wait)) for gate, count, late, wait in scans],
        doubles=[
            DoubleScan(labels.get(person, ""), first_at, gates[first].name, again_at, gates[again].name)
            for person, first_at, first, again_at, again in doubles[:ROWS_MAX]
        ],
        has_more_doubles=len(doubles) > ROWS_MAX,
    )


def devices_at(actor: Actor, place_id: int) -> list[DeviceStanding]:
    """Return how the devices of a place are doing, gate by gate."""
    require(actor, OVERSEE, scope_of_place(place_id))
    devices = [
        (gate, device)
        for gate in gates_of_place(SYSTEM, place_id)
        for device in devices_of_gate(SYSTEM, gate.id)
    ]
    states = DeviceState.objects.in_bulk([device.id for _, device in devices])
    return [
        DeviceStanding(
            device.id,
            device.name,
            gate.id,
            gate.name,
            state.contact_at if state and state.public_key else None,
            state.page_version if state else 0,
            state.queue_rows if state else 0,
            state.wipe_asked_at if state else None,
            state.wiped_at if state else None,
        )
        for gate, device in devices
        for state in [states.get(device.id)]
    ]


def visitors_at(actor: Actor, place_id: int, since: datetime, until: datetime) -> list[VisitorView]:
    """Return who came for what, newest first; the read is in the trail."""
    require(actor, READ_VISITORS, scope_of_place(place_id))
    _note(actor, "gates:visitors", place_id, since)
    rows = list(
        VisitorNote.objects.filter(place=place_id, **_within(since, until)).order_by("-at")[:ROWS_MAX]
    )
    labels, gates = labels_of(row.person_id for row in rows), gates_by_id(row.gate_id for row in rows)
    return [
        VisitorView(
            row.at,
            gates[row.gate_id].name,
            labels.get(row.person_id, ""),
            VisitorKind(row.kind),
            row.purpose,
            row.host,
        )
        for row in rows
    ]


def overrides_at(actor: Actor, place_id: int, since: datetime, until: datetime) -> list[OverrideView]:
    """Return who was let in against the colour, newest first; the read is in the trail."""
    require(actor, REPORT, scope_of_place(place_id))
    _note(actor, "gates:overrides", place_id, since)
    rows = list(Override.objects.filter(place=place_id, **_within(since, until)).order_by("-at")[:ROWS_MAX])
    labels = labels_of(row.person_id for row in rows if row.person_id is not None)
    gates = gates_by_id(row.gate_id for row in rows)
    return [
        OverrideView(
            row.at,
            gates[row.gate_id].name,
            labels.get(row.person_id, "") if row.person_id is not None else "",
            row.colour,
            Because(row.because),
            row.supervisor_name,
        )
        for row in rows
    ]


def alarms_at(actor: Actor, place_id: int, since: datetime, until: datetime) -> list[AlarmView]:
    """Return the copied codes seen at a place, newest first; of the other place only its name. In the trail."""
    require(actor, ALARMS, scope_of_place(place_id))
    _note(actor, "gates:alarms", place_id, since)
    here = [gate.id for gate in gates_of_place(SYSTEM, place_id)]
    rows = list(CodeAlarm.objects.filter(gate__in=here, **_within(since, until)).order_by("-at")[:ROWS_MAX])
    labels = labels_of(row.person_id for row in rows)
    gates = gates_by_id([row.first_gate_id for row in rows] + here)
    return [
        AlarmView(
            labels.get(row.person_id, ""),
            gates[row.first_gate_id].place_name,
            row.first_at,
            gates[row.gate_id].place_name,
            row.at,
            row.kilometres,
        )
        for row in rows
    ]


def specimens_at(actor: Actor, place_id: int, since: datetime, until: datetime) -> list[SpecimenView]:
    """Return where codes that test gates were shown at a place, oldest first."""
    require(actor, REPORT, scope_of_place(place_id))
    names = {gate.id: gate.name for gate in gates_of_place(SYSTEM, place_id)}
    rows = SpecimenScan.objects.filter(gate__in=names, **_within(since, until)).order_by("at")[:ROWS_MAX]
    return [SpecimenView(row.at, names[row.gate_id], is_drill(row.qid)) for row in rows]


def _within(since: datetime, until: datetime) -> dict[str, datetime]:
    return {"at__gte": since, "at__lt": until}


def _note(actor: Actor, action: str, place_id: int, since: datetime) -> None:
    detail: dict[str, Any] = {"since": since.isoformat()}
    record_read(actor, action=action, object_kind="place", object_id=place_id, person_id=None, detail=detail)
