"""Consents and requests, and those who decide them."""

from uuid import uuid4

from antoan.domains.privacy.purposes import purpose
from antoan.domains.privacy.services.asking import ask
from antoan.domains.privacy.services.consenting import say
from antoan.domains.privacy.values import (
    ConsentAct,
    ConsentLine,
    NewConsent,
    NewRequest,
    RequestKind,
    RequestView,
)
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from tests.factories.people import citizen
from tests.factories.units import someone_as

ANSWER = "Đã xem xét yêu cầu của bạn."
WHY = "Tôi không quen cơ quan này."


def officer(account_id: int = 61) -> Actor:
    """Return the city's data protection officer."""
    return someone_as("privacy_officer", ScopeKind.CITY, account_id=account_id)


def auditor(account_id: int = 62) -> Actor:
    """Return an auditor."""
    return someone_as("auditor", ScopeKind.CITY, account_id=account_id)


def a_consent(
    person_id: int,
    key: str = "research",
    act: ConsentAct = ConsentAct.AGREED,
    *,
    actor: Actor | None = None,
    **known: object,
) -> ConsentLine:
    """Say something about a purpose in the version in force, as the person unless told."""
    in_force = purpose(key).on(clock.today())
    consent = NewConsent(
        known.get("id") or uuid4(),  # type: ignore[arg-type]
        person_id,
        key,
        str(known.get("version", in_force.version if in_force else "")),
        act,
        "vi",
    )
    return say(actor=actor or citizen(person_id), consent=consent)


def a_request(
    person_id: int,
    kind: RequestKind = RequestKind.VIEW,
    *,
    actor: Actor | None = None,
    words: str = "Tôi muốn biết phường giữ gì về tôi.",
    **known: object,
) -> RequestView:
    """Ask for something, as the person unless told."""
    request = NewRequest(known.pop("id", None) or uuid4(), person_id, kind, words=words, **known)  # type: ignore[arg-type]
    return ask(actor=actor or citizen(person_id), request=request)
