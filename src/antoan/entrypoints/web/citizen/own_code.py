"""A citizen's own code: the one in force, or a new one when there is none."""

from datetime import datetime

from antoan.domains.codes.national import DeclaredKind, GenderDigit, PersonalHead
from antoan.domains.codes.queries import CodeInForce, code_in_force
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.people.queries import person_scope
from antoan.domains.people.values import DocumentKind, PersonView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock
from antoan.kit.phones import national_phone

# The paper a gate asks for first.
_PAPERS = (DocumentKind.CCCD, DocumentKind.PASSPORT, DocumentKind.CMND)


def own_code(actor: Actor, person: PersonView, now: datetime) -> CodeInForce | None:
    """Return the code in force of the person who signed in."""
    scope = person_scope(person.id)
    return code_in_force(actor=actor, qid=person.qid, scope=scope, today=clock.local_date(now))


def renew(actor: Actor, person: PersonView, now: datetime) -> None:
    """Issue a code to the person who signed in, unless one is in force.

    The installation issues it, as it does for everybody who registers: a citizen has no right to issue.
    """
    if own_code(actor, person, now) is None:
        issue_personal_code(actor=SYSTEM, subject=head_of(person))


def head_of(person: PersonView) -> PersonalHead:
    """Return what the national string says of a person."""
    return PersonalHead(
        document_number=identity_number(person),
        full_name=person.full_name,
        birth_on=person.birth.on,
        declared_kind=DeclaredKind.SELF,
        qid=person.qid,
        gender=GenderDigit.of(person.gender),
        bhyt=_number(person, DocumentKind.BHYT),
        phone=national_phone(person.phones[0]) if person.phones else "",
    )


def identity_number(person: PersonView) -> str:
    """Return the number of the person's first identity paper; empty when there is none."""
    return next(filter(None, (_number(person, kind) for kind in _PAPERS)), "")


def _number(person: PersonView, kind: DocumentKind) -> str:
    return next((paper.number for paper in person.documents if paper.kind is kind), "")
