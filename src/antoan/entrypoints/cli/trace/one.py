"""Shows the contacts of one person, as lines or as JSON."""

import json
from typing import Any, Final

import typer

from antoan.domains.passes.queries import labels_of
from antoan.domains.tracing.queries.chains import Chain, Link
from antoan.domains.tracing.services.tracing import ONLINE, PersonCase, trace_person
from antoan.domains.tracing.values import moment_of
from antoan.entrypoints.cli.trace.asking import case_of, check_engine, last_confirmations, person_named
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.services import record_read
from antoan.kit import clock

SHOWN_MAX: Final = 200  # Lines for people; JSON tells all.


def show(who: str, *, since: str, until: str, depth: int, engine: str, as_json: bool) -> None:
    """Trace one person and print what was found; the reading is in the trail."""
    check_engine(engine)
    person_id = person_named(who)
    onset = last_confirmations([person_id]).get(person_id)
    case = case_of(person_id, since=since, until=until, onset=onset, now=clock.now())
    chain = trace_person(case, depth=depth, engine=engine)
    record_read(
        SYSTEM,
        action="tracing.trace",
        object_kind="person",
        object_id=person_id,
        person_id=person_id,
        detail={"from": case.since.isoformat(), "to": case.until.isoformat(), "found": len(chain.links)},
    )
    if as_json:
        typer.echo(json.dumps(_document(case, chain, depth=depth, engine=engine)))
    else:
        _print(case, chain, engine)


def _document(case: PersonCase, chain: Chain, *, depth: int, engine: str) -> dict[str, Any]:
    return {
        "person": case.person_id,
        "from": clock.local(case.since).isoformat(),
        "to": clock.local(case.until).isoformat(),
        "onset": case.onset_on.isoformat() if case.onset_on else None,
        "depth": depth,
        "engine": engine,
        "count": len(chain.links),
        "is_cut": chain.is_cut,
        "contacts": [_member(link, engine) for link in chain.links],
    }


def _member(link: Link, engine: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "person": link.person_id,
        "level": link.level,
        "via": link.via,
        "meetings": link.meetings,
        "seconds": link.seconds,
        "first_at": clock.local(moment_of(link.first_at)).isoformat(),
    }
    if engine == ONLINE:
        found |= {
            "last_at": clock.local(moment_of(link.last_at)).isoformat(),
            "score": round(link.score, 2),
            "low": round(link.low, 2),
            "high": round(link.high, 2),
            "estimated": round(link.estimated, 2),
            "lacking": round(link.lacking, 2),
        }
    return found


def _print(case: PersonCase, chain: Chain, engine: str) -> None:
    between = f"{clock.local(case.since):%d/%m/%Y %H:%M} – {clock.local(case.until):%d/%m/%Y %H:%M}"
    typer.echo(f"person {case.person_id}  {between}  {len(chain.links)} found ({engine})")
    shown = chain.links[:SHOWN_MAX]
    labels = labels_of(link.person_id for link in shown)
    if shown:
        typer.echo(
            f"{'level':>5} {'person':>12} {'minutes':>8} {'times':>5} {'first':<16} {'score':>7} {'between':<15}"
        )
    for link in shown:
        score = f"{link.score:7.1f} {link.low:.1f}-{link.high:.1f}" if engine == ONLINE else ""
        typer.echo(
            f"F{link.level:<4} {link.person_id:>12} {link.seconds / 60:>8.1f} {link.meetings:>5} "
            f"{clock.local(moment_of(link.first_at)):%d/%m/%Y %H:%M} {score:<23} {labels.get(link.person_id, '')}"
        )
    if len(chain.links) > SHOWN_MAX:
        typer.echo(f"… and {len(chain.links) - SHOWN_MAX} more: --json tells all")
    if chain.is_cut:
        typer.echo(
            "Some level had more carriers than are followed: raise the threshold, or trace them one by one."
        )
