"""Opens, traces and closes tracing cases."""

from django.db import IntegrityError, transaction

from antoan.domains.passes.queries import labels_of
from antoan.domains.records.queries.bulk import verified_infection
from antoan.domains.tracing.desk_values import CaseView, NewCase
from antoan.domains.tracing.errors import CaseClosed, CaseOpenAlready, CaseTaken, InfectionMissing
from antoan.domains.tracing.models import TracingCase
from antoan.domains.tracing.parameters import scoring_on
from antoan.domains.tracing.permissions import WORK
from antoan.domains.tracing.queries.access import case_in, reaches_person
from antoan.domains.tracing.queries.cases import case_view
from antoan.domains.tracing.rules.cases import infectious_time, onset_of, readable_reason
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock, spoken
from antoan.kit.errors import Forbidden


@transaction.atomic
def open_case(*, actor: Actor, case: NewCase) -> CaseView:
    """Open the tracing of a confirmed infection; the same id again is the same case.

    InfectionMissing unless the infection is verified and within reach; OnsetUnlikely, ReasonMissing;
    CaseOpenAlready while the infection is being traced, with its `number` in the context.
    """
    if not actor.is_system and not actor.grants_of(WORK):
        raise Forbidden
    infection = verified_infection(case.infection_id)
    if infection is None or not reaches_person(actor, WORK, infection.person_id):
        raise InfectionMissing
    known = TracingCase.objects.filter(pk=case.id).first()
    if known is not None:
        return _again(known, case)
    onset_on = onset_of(told=case.onset_on, confirmed_on=infection.confirmed_on)
    time = infectious_time(onset_on, scoring_on(onset_on).window)
    row = TracingCase(
        id=case.id,
        person_id=infection.person_id,
        infection_id=case.infection_id,
        reason=readable_reason(case.reason),
        onset_on=onset_on,
        since=time.since,
        until=time.until,
        opened_at=clock.now(),
        opened_by_account_id=actor.account_id,
    )
    _save_numbered(row)
    _note(actor, row, "tracing.case.open")
    return _view(row)


@transaction.atomic
def close_case(*, actor: Actor, number: str) -> CaseView:
    """Close a case: nobody of it can be unmasked any more. Closing twice is closing once."""
    row = case_in(actor, number, WORK, lock=True)
    if row.closed_at is None:
        row.closed_at, row.closed_by_account_id = clock.now(), actor.account_id
        row.save()
        row.unmaskings.filter(at__lt=row.closed_at, until__gt=row.closed_at).update(until=row.closed_at)
        _note(actor, row, "tracing.case.close")
    return _view(row)


def open_row(actor: Actor, number: str, permission: str) -> TracingCase:
    """Lock and return an open case on which the actor holds a permission; CaseNotFound, CaseClosed."""
    row = case_in(actor, number, permission, lock=True)
    if row.closed_at is not None:
        raise CaseClosed
    return row


def _again(known: TracingCase, case: NewCase) -> CaseView:
    if known.infection_id != case.infection_id:
        raise CaseTaken
    return _view(known)


def _save_numbered(row: TracingCase) -> None:
    """Save under the first free number that is drawn."""
    while True:
        row.number = spoken.new()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if TracingCase.objects.filter(number=row.number).exists():
                continue
            other = TracingCase.objects.filter(infection_id=row.infection_id, closed_at__isnull=True).first()
            raise CaseOpenAlready(number=other.number if other else "") from None
        return


def _note(actor: Actor, row: TracingCase, action: str) -> None:
    record_decision(
        actor, action=action, object_kind="tracing", object_id=row.number, person_id=row.person_id
    )


def _view(row: TracingCase) -> CaseView:
    return case_view(row, labels_of([row.person_id]).get(row.person_id, ""))
