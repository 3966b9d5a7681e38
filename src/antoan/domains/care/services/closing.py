"""Care at home ends: by release with its certificate, in a hospital, as a case, or because it was a mistake."""

from datetime import date
from typing import Final

from django.db import transaction

from antoan.domains.care.errors import NotYet, WordsMissing
from antoan.domains.care.events import EpisodeClosed
from antoan.domains.care.models import Episode, Watch
from antoan.domains.care.permissions import RELEASE
from antoan.domains.care.queries.access import open_row
from antoan.domains.care.queries.standing import standing_of
from antoan.domains.care.queries.views import view_of
from antoan.domains.care.values import Ending, EpisodeView, WhyRelease
from antoan.domains.records.queries.bulk import isolations_of, verified_infection
from antoan.domains.records.rules import can_recover_on
from antoan.domains.records.services import lift_isolation, record_recovery
from antoan.domains.records.values import RecordState, RecoveryProof
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock

WORDS_LETTERS_MIN: Final = 5
WORDS_LETTERS_MAX: Final = 500


@transaction.atomic
def release(*, actor: Actor, episode_id: int) -> EpisodeView:
    """End isolation by the rule in force today: the case recovers, orders are lifted, a certificate can be had.

    NotYet says why not and from when; EpisodeNotFound, EpisodeEnded, OwnEpisode.
    """
    row = open_row(actor, RELEASE, episode_id)
    today = clock.today()
    standing = standing_of(row, today)
    if not standing.may_end:
        raise NotYet(why=standing.why, ends_on=standing.ends_on)
    row.release_rule = standing.rule
    _recover(actor, row, today)
    _lift_orders(actor, row)
    close(
        row,
        actor=actor,
        ending=Ending.RELEASED,
        on=today,
        detail={"rule": standing.rule, "why": standing.why},
    )
    return view_of(row)


@transaction.atomic
def refer(*, actor: Actor, episode_id: int, words: str) -> EpisodeView:
    """Send somebody to a hospital, with what it must know; the order to stay apart stays. WordsMissing."""
    row = open_row(actor, RELEASE, episode_id)
    row.words = _readable(words)
    close(row, actor=actor, ending=Ending.REFERRED, on=clock.today())
    return view_of(row)


@transaction.atomic
def call_mistaken(*, actor: Actor, episode_id: int, words: str) -> EpisodeView:
    """End care that should not have begun, with why; records and orders stay as they are. WordsMissing."""
    row = open_row(actor, RELEASE, episode_id)
    row.words = _readable(words)
    close(row, actor=actor, ending=Ending.MISTAKEN, on=clock.today())
    return view_of(row)


def close(
    row: Episode, *, actor: Actor, ending: Ending, on: date, detail: dict[str, str] | None = None
) -> None:
    """Write an end, in the caller's transaction, which has checked the right."""
    row.ended_at, row.ended_on, row.ended_by, row.ending = clock.now(), on, actor.account_id, ending
    row.save()
    Watch.objects.filter(pk=row.pk).delete()
    record_decision(
        actor, action=f"care.{ending}", object_kind="episode", object_id=row.pk, person_id=row.person_id,
        detail=detail or {},
    )  # fmt: skip
    announce(EpisodeClosed(row.pk, row.person_id, ending.value))


def _recover(actor: Actor, row: Episode, today: date) -> None:
    """End the case with the certificate as proof, unless it ended elsewhere, or sooner than any rule let one end."""
    case = verified_infection(row.infection_id) if row.infection_id is not None else None
    if case is None or case.recovery_proof:
        return
    if not can_recover_on(today, confirmed_on=case.confirmed_on, today=today):
        raise NotYet(why=WhyRelease.DAYS_NOT_OVER, ends_on=today)
    record_recovery(
        actor=already_allowed(actor),  # The right to release was asked above, and it includes this.
        infection_id=case.record_id,
        recovered_on=today,
        proof=RecoveryProof.HOME_CARE_CONFIRMED,
        reference=f"care-{row.pk}",
    )


def _lift_orders(actor: Actor, row: Episode) -> None:
    for order in isolations_of([row.person_id]):
        if order.state == RecordState.VERIFIED and order.lifted_at is None:
            lift_isolation(
                actor=already_allowed(actor), order_id=order.record_id, because=f"Hoàn thành cách ly tại nhà (care-{row.pk})"
            )  # fmt: skip


def _readable(words: str) -> str:
    said = "\n".join(line.strip() for line in words.strip().splitlines())
    if not WORDS_LETTERS_MIN <= len(said) <= WORDS_LETTERS_MAX:
        raise WordsMissing
    return said
