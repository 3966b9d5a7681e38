"""Tickets, and the people who open and decide them."""

from datetime import date
from uuid import uuid4

from antoan.domains.corrections import services
from antoan.domains.corrections.values import Fault, NewTicket, Subject, TicketView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.scopes import ScopeKind
from tests.factories.units import someone_as

REASON = "Đã xem giấy xác nhận bản gốc."
DOSE = {
    "product": "Pfizer", "given_on": "2021-09-01", "dose_number": 1, "lot": "FF1234", "given_at": "Nhà thi đấu",
}  # fmt: skip


def a_ticket(
    person_id: int,
    subject: Subject = Subject.VACCINATION,
    fault: Fault = Fault.MISSING,
    *,
    actor: Actor = SYSTEM,
    record_id: object = "",
    claim: dict | None = None,
    words: str = "",
    **known: object,
) -> TicketView:
    """Return a ticket; a missing dose unless told."""
    if claim is None and (subject, fault) == (Subject.VACCINATION, Fault.MISSING):
        claim = DOSE
    ticket = NewTicket(known.get("id") or uuid4(), person_id, subject, fault, str(record_id), claim, words)  # type: ignore[arg-type]
    return services.open_ticket(actor=actor, ticket=ticket)


def officer(ward_id: int, account_id: int = 21) -> Actor:
    """Return a ward's officer."""
    return someone_as("ward_officer", ScopeKind.AREA, ward_id, account_id=account_id)


def clinic(account_id: int = 31) -> Actor:
    """Return a clinic's clerk with a right over the city."""
    return someone_as("clinic_staff", ScopeKind.CITY, account_id=account_id)


def city_health(account_id: int = 41) -> Actor:
    """Return somebody of the city's health department."""
    return someone_as("city_health", ScopeKind.CITY, account_id=account_id)


DAY = date(2021, 10, 20)
