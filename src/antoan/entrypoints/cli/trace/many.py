"""Traces a file of cases into Parquet, with a summary that lets the reader count (lesson L4)."""

import csv
import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import typer

from antoan.domains.people.queries.bulk import people_named
from antoan.domains.tracing.services.tracing import ONLINE, PersonCase, PersonContacts, trace_many
from antoan.domains.tracing.values import EPOCH
from antoan.entrypoints.cli.trace.asking import TimesUnreadable, case_of, check_engine, last_confirmations
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.errors import BadInput

CASES_MAX: Final = 200_000
HEADING: Final = "person"
CONTACTS: Final = "contacts.parquet"
SUMMARY: Final = "summary.json"


class CasesUnreadable(BadInput):
    """The file of cases cannot be read."""

    code = "tracing:cases:unreadable"


def trace_file(path: Path, *, out: Path, engine: str) -> None:
    """Trace every case of a file; nothing is written unless each line is a known person with readable times."""
    check_engine(engine)
    if engine == ONLINE:
        raise CasesUnreadable("Many cases are traced over files: choose columns, duckdb, spark or postgres.")
    cases = read_cases(path, now=clock.now())
    contacts = trace_many(cases, engine=engine)
    out.mkdir(parents=True, exist_ok=True)
    target = out / CONTACTS
    pq.write_table(_table(contacts), target)
    summary = _summary(cases, contacts, engine, hashlib.sha256(target.read_bytes()).hexdigest())
    (out / SUMMARY).write_text(json.dumps(summary, indent=1) + "\n")
    detail = {"cases": len(cases), "pairs": len(contacts), "engine": engine}
    record_decision(
        SYSTEM, action="tracing.batch", object_kind="file", object_id=path.name[:60], detail=detail
    )
    typer.echo(f"{len(cases)} cases, {len(contacts)} pairs of case and contact in {target}")


def read_cases(path: Path, *, now: datetime) -> list[PersonCase]:
    """Read the file; CasesUnreadable tells the first line that is wrong."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        lines = [
            (number, [field.strip() for field in row])
            for number, row in enumerate(csv.reader(file), start=1)
            if any(field.strip() for field in row)
        ]
    if lines and lines[0][1][0].lower() == HEADING:
        lines = lines[1:]
    if not lines:
        raise CasesUnreadable(f"{path} holds no case: write one person[,from[,to]] a line.")
    if len(lines) > CASES_MAX:
        raise CasesUnreadable(f"{path} holds {len(lines)} cases, and {CASES_MAX} is the most: split it.")
    known = people_named(row[0] for _, row in lines)
    onsets = last_confirmations(list(known.values()))
    return [_case(f"{path}, line {number}", row, known, onsets, now) for number, row in lines]


def _case(
    where: str, row: list[str], known: dict[str, int], onsets: dict[int, date], now: datetime
) -> PersonCase:
    if len(row) > 3:
        raise CasesUnreadable(f"{where}: {len(row)} fields; a case is person[,from[,to]].")
    if row[0] not in known:
        raise CasesUnreadable(f"{where}: nobody has the QID or id {row[0]!r}.")
    person_id, (since, until, *_) = known[row[0]], (*row[1:], "", "")
    try:
        return case_of(person_id, since=since, until=until, onset=onsets.get(person_id), now=now)
    except TimesUnreadable as error:
        raise CasesUnreadable(f"{where}: {error.message}") from None


def _table(contacts: PersonContacts) -> pa.Table:
    moments = pc.cast(pa.array(contacts.first_at, pa.int64()), pa.int64())
    first_at = pc.add(moments, int(EPOCH.timestamp())).cast(pa.timestamp("s", tz="UTC"))
    return pa.table(
        {
            "case": pa.array(contacts.case, pa.int32()),
            "case_person": pa.array(contacts.case_person, pa.int64()),
            "contact": pa.array(contacts.contact, pa.int64()),
            "meetings": pa.array(contacts.meetings, pa.int32()),
            "seconds": pa.array(contacts.seconds, pa.int64()),
            "first_at": first_at,
        }
    )


def _summary(cases: list[PersonCase], contacts: PersonContacts, engine: str, digest: str) -> dict[str, Any]:
    return {
        "engine": engine,
        "cases": len(cases),
        "pairs": len(contacts),
        "meetings": int(contacts.meetings.sum()),
        "seconds": int(contacts.seconds.sum()),
        "file": CONTACTS,
        "sha256": digest,
        "made_at": clock.local(clock.now()).isoformat(timespec="seconds"),
    }
