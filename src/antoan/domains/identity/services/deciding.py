"""A desk decides whether somebody who registered is somebody who was there before."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.identity.errors import CaseClosed, CaseNotFound, OwnCase, PaperNotSeen
from antoan.domains.identity.limits import PAPER_WITHIN
from antoan.domains.identity.models import Registration
from antoan.domains.identity.queries.cases import case_row
from antoan.domains.identity.services.inviting import ask_again, guardians_who_asked, invitations_about
from antoan.domains.identity.services.telling import tell, warn_numbers
from antoan.domains.identity.values import UNDECIDED, CaseState
from antoan.domains.people.errors import NotDependant
from antoan.domains.people.queries import answers_for
from antoan.domains.people.queries.phones import own_numbers_of
from antoan.domains.people.services import (
    award_contested_papers,
    drop_contested_papers,
    end_dependant,
    merge_person,
)
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def decide_same(*, actor: Actor, number: str, person_id: int, saw_paper: bool) -> None:
    """Make one person of the registered one and of one who was there before; the earlier entry is kept.

    Whoever only typed the right words may be anybody, so the paper and its holder must have been seen:
    PaperNotSeen. The numbers known before are told of the new one. CaseNotFound, CaseClosed, OwnCase.
    """
    row, now = _to_decide(actor, number), clock.now()
    if not saw_paper:
        raise PaperNotSeen
    if not row.resemblances.filter(person=person_id).exists():
        raise CaseNotFound
    dropped_id, known_numbers = row.person_id, own_numbers_of(person_id)
    asked = invitations_about(dropped_id)
    row.resemblances.all().delete()
    merge_person(actor=_as_office(actor), kept_id=person_id, dropped_id=dropped_id)
    row.refresh_from_db()
    _decided(actor, row, CaseState.SAME, now, {"kept": person_id, "dropped": dropped_id})
    _ask_guardians_again(person_id, asked, now)
    tell(person_id, "case_same", f"{row.number}:same")
    warn_numbers(person_id, known_numbers, "linked", f"{row.number}:linked")


@transaction.atomic
def decide_different(*, actor: Actor, number: str, gets_papers: bool, saw_paper: bool) -> None:
    """Leave both as two people. A paper both gave goes to the registered one only when somebody has seen it.

    PaperNotSeen, CaseNotFound, CaseClosed, OwnCase.
    """
    row, now = _to_decide(actor, number), clock.now()
    if gets_papers and not saw_paper:
        raise PaperNotSeen
    lost_by: tuple[int, ...] = ()
    if gets_papers:
        lost_by = award_contested_papers(actor=SYSTEM, person_id=row.person_id)
    else:
        drop_contested_papers(actor=SYSTEM, person_id=row.person_id)
    _decided(actor, row, CaseState.DIFFERENT, now, {"papers": gets_papers})
    for loser in lost_by:
        _note(actor, "identity.paper.lost", row, loser, {})
    tell(row.person_id, "case_different", f"{row.number}:different")


@transaction.atomic
def ask_for_paper(*, actor: Actor, number: str) -> None:
    """Ask the registered person to bring the paper. Asking twice is asking once. CaseNotFound, CaseClosed, OwnCase."""
    row, now = _to_decide(actor, number), clock.now()
    if row.state == CaseState.ASKED:
        return
    row.state = CaseState.ASKED
    row.due_at = clock.day_end(clock.local_date(now + PAPER_WITHIN))
    row.save()
    _note(actor, "identity.case.asked", row, row.person_id, {})
    day = clock.local_date(now + PAPER_WITHIN)
    tell(row.person_id, "case_asked", f"{row.number}:asked", due=f"{day:%d/%m/%Y}")


def _ask_guardians_again(person_id: int, invitation_ids: list[UUID], now: datetime) -> None:
    """End the ties that were agreed to on the dropped entry, and ask anew: they reach the kept one's data now."""
    for guardian_id in guardians_who_asked(invitation_ids):
        with suppress(NotDependant):
            end_dependant(actor=SYSTEM, guardian_id=guardian_id, person_id=person_id)
    ask_again(invitation_ids, now)


def _as_office(actor: Actor) -> Actor:
    """Return the one who acts as the trail shall name them, with the right that a merge needs over both."""
    return Actor(account_id=actor.account_id, label=actor.label, is_system=True, address=actor.address)


def _to_decide(actor: Actor, number: str) -> Registration:
    row = case_row(actor, number, lock=True)
    if row.state not in UNDECIDED:
        raise CaseClosed
    is_own = answers_for(actor, row.person_id) or (
        actor.person_id is not None and actor.person_id == row.guardian_id
    )
    if is_own:
        raise OwnCase
    return row


def _decided(
    actor: Actor, row: Registration, state: CaseState, now: datetime, detail: dict[str, object]
) -> None:
    row.state, row.decided_at, row.decided_by_account_id = state, now, actor.account_id
    row.save()
    _note(actor, f"identity.case.{state}", row, row.person_id, detail)


def _note(actor: Actor, action: str, row: Registration, person_id: int, detail: dict[str, object]) -> None:
    record_decision(
        actor,
        action=action,
        object_kind="registration",
        object_id=row.number,
        person_id=person_id,
        detail=detail,
    )
