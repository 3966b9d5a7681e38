"""The code of a citizen or of somebody they answer for: the one in force, or a new one when there is none."""

from datetime import datetime

from antoan.domains.codes.queries import CodeInForce, code_in_force
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.people.heads import head_of
from antoan.domains.people.values import PersonView
from antoan.entrypoints.web.citizen.frame import scope_of_own
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock


def own_code(actor: Actor, person: PersonView, now: datetime, *, masked: bool = False) -> CodeInForce | None:
    """Return the code in force. `masked` is the one to print: ``******004567``."""
    today = clock.local_date(now)
    return code_in_force(actor=actor, qid=person.qid, scope=scope_of_own(actor), today=today, masked=masked)


def renew(actor: Actor, person: PersonView, now: datetime, *, masked: bool = False) -> None:
    """Issue a code unless one is in force.

    The installation issues it, as it does for everybody who registers: a citizen has no right to issue.
    """
    if own_code(actor, person, now, masked=masked) is None:
        issue_personal_code(actor=SYSTEM, subject=head_of(person), masked=masked)
