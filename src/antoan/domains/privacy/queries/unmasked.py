"""Reads an identity that was opened for some minutes; without that, nothing but a label is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antoan.domains.people.queries import identity_of
from antoan.domains.people.values import PersonView
from antoan.domains.privacy.models import Unmasking
from antoan.domains.privacy.queries.access import deciders_request_row
from antoan.domains.privacy.values import UNFINISHED
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_read
from antoan.kit import clock


class UnmaskReason(StrEnum):
    """Why a name is opened. A closed set: free words could name the person to who reads the trail."""

    COMPARE_PAPER = "compare_paper"  # Somebody stands at the counter with a paper.
    WRITE_LETTER = "write_letter"  # The answer goes by post.
    SAME_NAME = "same_name"  # Two people are taken for one.


@dataclass(frozen=True, slots=True)
class Unmasked:
    """An identity that is open, and until when."""

    person: PersonView
    until: datetime


def unmasked(actor: Actor, number: str) -> Unmasked | None:
    """Return the identity behind a request while it is open to this account; None otherwise. RequestNotFound."""
    row = deciders_request_row(actor, number)
    if actor.account_id is None or row.state not in UNFINISHED:
        return None
    opened = Unmasking.objects.filter(
        account_id=actor.account_id, person=row.person_id, request=row, until__gt=clock.now()
    )
    newest = opened.order_by("-until").first()
    if newest is None:
        return None
    record_read(
        actor,
        action="privacy.identity.read",
        object_kind="person",
        object_id=row.person_id,
        person_id=row.person_id,
        purpose="rights",
    )
    return Unmasked(identity_of(SYSTEM, row.person_id, purpose="rights"), newest.until)
