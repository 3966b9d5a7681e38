"""Staff ask for a person's rights over their data, together with that person. Never agrees to anything for them."""

from typing import Final

from django.db import transaction

from antoan.domains.people.assistance import Assistance, check_at_desk
from antoan.domains.people.services.assisting import note_done_together, require_assistance
from antoan.domains.privacy.errors import RequestUnreadable
from antoan.domains.privacy.queries.with_person import request_with_person
from antoan.domains.privacy.services.asking import ask, take_back
from antoan.domains.privacy.services.consenting import say
from antoan.domains.privacy.values import (
    ConsentAct,
    ConsentLine,
    NewConsent,
    NewRequest,
    RequestKind,
    RequestView,
)
from antoan.foundation.accounts.actor import Actor, already_allowed

# What gives data away or ends it for good is signed on paper, before the clerk.
AT_THE_DESK_ONLY: Final = frozenset({RequestKind.COPY, RequestKind.DELETE})
ASKED_TOGETHER: Final = AT_THE_DESK_ONLY | {RequestKind.VIEW, RequestKind.RESTRICT, RequestKind.OBJECT}


@transaction.atomic
def ask_with_person(*, actor: Actor, request: NewRequest, assistance: Assistance) -> RequestView:
    """Ask as `ask` does, and keep who wrote it, why, and how the person was there.

    PersonAbsent for a copy or an erasure by telephone. An erasure still cools off, is told to the person's own
    telephone, is decided by the data protection officer, and can be taken back until it happens.
    """
    require_assistance(actor, assistance, request.person_id)
    if request.kind not in ASKED_TOGETHER:
        raise RequestUnreadable
    if request.kind in AT_THE_DESK_ONLY:
        check_at_desk(assistance)
    asked = ask(actor=already_allowed(actor), request=request)
    note_done_together(
        actor, assistance, request.person_id, action="privacy.request.asked_together",
        object_kind="request", object_id=asked.number,
    )  # fmt: skip
    return asked


@transaction.atomic
def withdraw_with_person(*, actor: Actor, consent: NewConsent, assistance: Assistance) -> ConsentLine:
    """Withdraw a consent as `say` does. RequestUnreadable for agreeing: that is nobody's but the person's own hand."""
    require_assistance(actor, assistance, consent.person_id)
    if consent.act is not ConsentAct.WITHDRAWN:
        raise RequestUnreadable
    line = say(actor=already_allowed(actor), consent=consent)
    note_done_together(
        actor, assistance, consent.person_id, action="privacy.consent.withdrawn_together",
        object_kind="consent", object_id=consent.id,
    )  # fmt: skip
    return line


@transaction.atomic
def take_back_with_person(
    *, actor: Actor, person_id: int, number: str, assistance: Assistance
) -> RequestView:
    """Take a request back, an approved erasure too, whoever sent it. Errors of `take_back`."""
    asked = request_with_person(actor, person_id, number, assistance=assistance)
    taken_back = take_back(actor=already_allowed(actor), number=asked.number)
    note_done_together(
        actor, assistance, person_id, action="privacy.request.taken_back_together",
        object_kind="request", object_id=asked.number,
    )  # fmt: skip
    return taken_back
