"""Finds the contacts of an open case and keeps them with what a call to each is worth."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from django.db import transaction

from antoan.domains.people.queries.households import households_of
from antoan.domains.tracing.desk_values import CaseView
from antoan.domains.tracing.engines.engine import Window
from antoan.domains.tracing.engines.online import OnlineEngine
from antoan.domains.tracing.models import TracedContact, TracingCase
from antoan.domains.tracing.parameters import Scoring, scoring_on
from antoan.domains.tracing.permissions import WORK
from antoan.domains.tracing.queries.cases import case_for
from antoan.domains.tracing.queries.chains import Link, chain_from
from antoan.domains.tracing.queries.numbers import numbers_of
from antoan.domains.tracing.queries.online import online_engine
from antoan.domains.tracing.rules.cases import CONTACTS_MAX
from antoan.domains.tracing.rules.triage import infections_averted
from antoan.domains.tracing.services.cases import open_row
from antoan.domains.tracing.values import ContactState, moment_of, seconds_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def find_contacts(*, actor: Actor, number: str, depth: int) -> CaseView:
    """Trace an open case anew, its contacts and perhaps theirs; what was done about known contacts stays.

    Of very many only the CONTACTS_MAX whose call averts most are kept; `found` tells how many there are.
    """
    row = open_row(actor, number, WORK)
    now = clock.now()
    scoring = scoring_on(row.onset_on)
    window = Window(seconds_of(row.since), seconds_of(min(row.until, now)))
    engine = online_engine(window)
    chain = chain_from(
        number=numbers_of([row.person_id])[row.person_id],
        since=window.since,
        until=window.until,
        onset=seconds_of(clock.day_start(row.onset_on)),
        depth=depth,
        scoring=scoring,
        engine=engine,
    )
    _replace(row, _worth(chain.links, engine, scoring, now))
    row.depth, row.traced_at, row.scoring = depth, now, scoring.id
    row.found, row.is_cut = len(chain.links), chain.is_cut
    row.save()
    record_decision(
        actor,
        action="tracing.contacts.find",
        object_kind="tracing",
        object_id=row.number,
        person_id=row.person_id,
        detail={"depth": depth, "found": row.found},
    )
    return case_for(actor, row.number)


def _worth(
    links: Sequence[Link], engine: OnlineEngine, scoring: Scoring, now: datetime
) -> list[tuple[Link, float]]:
    """Return the links with the infections a call to each averts, the best CONTACTS_MAX first."""
    if not links:
        return []
    numbers = numbers_of(link.person_id for link in links)
    counts = engine.stay_counts(np.array([numbers[link.person_id] for link in links], np.int32))
    averted = infections_averted(
        score=np.array([link.score for link in links]),
        exposed_at=np.array([link.mid_at or link.first_at for link in links]),
        activity=counts / max(float(counts.mean()), 1.0),
        now=seconds_of(now),
        scoring=scoring,
    )
    order = np.lexsort((-np.array([link.score for link in links]), -averted))[:CONTACTS_MAX]
    return [(links[position], float(averted[position])) for position in order.tolist()]


def _replace(row: TracingCase, worth: Sequence[tuple[Link, float]]) -> None:
    """Write the contacts anew; whom somebody has told or reached already stays so."""
    known = {
        person_id: (state, notified_at)
        for person_id, state, notified_at in row.contacts.values_list("person_id", "state", "notified_at")
    }
    households = households_of(link.person_id for link, _ in worth)
    homes = {home: position for position, home in enumerate(sorted(set(households.values())), start=1)}
    row.contacts.exclude(person__in=[link.person_id for link, _ in worth]).filter(
        state=ContactState.FOUND
    ).delete()
    row.contacts.filter(person__in=[link.person_id for link, _ in worth]).delete()
    TracedContact.objects.bulk_create(
        TracedContact(
            case=row,
            person_id=link.person_id,
            level=link.level,
            via=link.via,
            meetings=link.meetings,
            seconds=link.seconds,
            first_at=moment_of(link.first_at),
            last_at=moment_of(link.last_at),
            score=link.score,
            low=link.low,
            high=link.high,
            estimated=link.estimated,
            lacking=link.lacking,
            averted=averted,
            household=homes[households[link.person_id]],
            state=known.get(link.person_id, (ContactState.FOUND, None))[0],
            notified_at=known.get(link.person_id, (ContactState.FOUND, None))[1],
        )
        for link, averted in worth
    )
