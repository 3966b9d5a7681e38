"""A ward takes somebody into care at home: a confirmed case by the checked form, others by their order."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from antoan.domains.care.documents import eligibility, release_rule
from antoan.domains.care.errors import CaseNotFound, NotEligible, OwnEpisode
from antoan.domains.care.events import EpisodeOpened
from antoan.domains.care.models import Episode
from antoan.domains.care.permissions import WORK
from antoan.domains.care.queries.standing import known_of
from antoan.domains.care.queries.views import view_of
from antoan.domains.care.rules.eligibility import read_answers, unfit
from antoan.domains.care.services.closing import close
from antoan.domains.care.services.household import list_family
from antoan.domains.care.services.standing import refresh_watch
from antoan.domains.care.services.teams import TEAM_LETTERS_MAX
from antoan.domains.care.values import Ending, EpisodeView
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.people.queries.persons import ward_of
from antoan.domains.records.queries.bulk import isolations_of, verified_infection
from antoan.domains.records.queries.waiting import order_in_force
from antoan.domains.records.services import order_isolation
from antoan.domains.records.values import AUTHORITY, IsolationKind, NewIsolation, Origin, RecordState
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock
from antoan.kit.text import squeeze


@transaction.atomic
def open_case_care(
    *, actor: Actor, infection_id: int, given: Mapping[str, str], team: str = ""
) -> EpisodeView:
    """Look after a confirmed case at home. Opening twice is opening once.

    Only a verified infection without a recovery opens one (never a declaration, lesson L16), and only while the
    conditions of the day hold. CaseNotFound, AnswersMissing, NotEligible (with the conditions that do not hold).
    Who was apart as a contact goes on as a case. The order to stay apart is given where none binds.
    """
    case = verified_infection(infection_id)
    if case is None or case.recovery_proof:
        raise CaseNotFound
    _require(actor, case.person_id)
    today = clock.today()
    known = _open_one(case.person_id)
    if known is not None and known.infection_id == infection_id:
        return view_of(known)
    document = eligibility(today)
    answers = read_answers(document, given)
    failing = unfit(document, answers, known_of(case.person_id, today), today)
    if failing:
        raise NotEligible(criteria=failing)
    if known is not None:
        close(known, actor=actor, ending=Ending.BECAME_CASE, on=today)
    order_id = _order_of_case(actor, case.person_id, case.confirmed_on, infection_id)
    return _opened(
        Episode(
            person_id=case.person_id,
            kind=IsolationKind.CASE,
            infection_id=infection_id,
            order_id=order_id,
            began_on=case.confirmed_on,
            eligibility=document.key,
            answers=answers,
            team=squeeze(team)[:TEAM_LETTERS_MAX],
        ),
        actor,
    )


@transaction.atomic
def open_order_care(*, actor: Actor, order_id: int, team: str = "") -> EpisodeView:
    """Look after somebody who stays apart at home by an order, as contact or arrival; CaseNotFound. Twice is once."""
    found = order_in_force(order_id)
    if found is None:
        raise CaseNotFound
    order, kind = found
    _require(actor, order.person_id)
    known = _open_one(order.person_id)
    if known is not None:
        return view_of(known)
    return _opened(
        Episode(
            person_id=order.person_id,
            kind=kind,
            order_id=order_id,
            began_on=order.starts_on,
            team=squeeze(team)[:TEAM_LETTERS_MAX],
        ),
        actor,
    )


def _require(actor: Actor, person_id: int) -> None:
    try:
        require_over_person(actor, WORK, person_id)
    except PersonNotFound:
        raise CaseNotFound from None
    if answers_for(actor, person_id):
        raise OwnEpisode
    locked_identities([person_id])


def _open_one(person_id: int) -> Episode | None:
    return Episode.objects.select_for_update().filter(person=person_id, ended_at__isnull=True).first()


def _opened(row: Episode, actor: Actor) -> EpisodeView:
    row.ward_id = ward_of(row.person_id)
    row.opened_at, row.opened_by = clock.now(), actor.account_id
    row.save()
    list_family(row)
    detail: dict[str, Any] = {"kind": row.kind, "document": row.eligibility}
    record_decision(
        actor,
        action="care.open",
        object_kind="episode",
        object_id=row.pk,
        person_id=row.person_id,
        detail=detail,
    )
    refresh_watch(row.person_id)
    announce(EpisodeOpened(row.pk, row.person_id))
    return view_of(row)


def _order_of_case(actor: Actor, person_id: int, confirmed_on: date, infection_id: int) -> int:
    """Return the order by which a case stays apart: the one in force, else a new one to the last possible day."""
    today = clock.today()
    for order in isolations_of([person_id]):
        if order.state == RecordState.VERIFIED and order.lifted_at is None and order.ends_on >= today:
            return order.record_id
    rule = release_rule(IsolationKind.CASE, today)
    until = max(confirmed_on + timedelta(days=rule.days_anyway), today)
    starts = _free_start(person_id, confirmed_on, today)
    order_view = order_isolation(
        # The right to look after this person was asked above, and it includes this.
        actor=already_allowed(actor),
        person_id=person_id,
        order=NewIsolation(IsolationKind.CASE, starts, until),
        origin=Origin(f"{AUTHORITY}care", str(infection_id)),
    )
    return order_view.id


def _free_start(person_id: int, confirmed_on: date, today: date) -> date:
    """Return from when to order: one that was lifted keeps its day, and a new one begins today."""
    taken = {order.starts_on for order in isolations_of([person_id]) if order.state != RecordState.ANNULLED}
    return today if confirmed_on in taken else confirmed_on
