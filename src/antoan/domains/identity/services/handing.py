"""Whoever registers has a code at once, on the page and as a short code by SMS: for the gate, without a smartphone."""

from typing import Final

from django.conf import settings
from django.db import transaction

from antoan.domains.codes import short
from antoan.domains.codes.errors import KeyWornOut, NoNewCode
from antoan.domains.codes.national import HeadUnfit
from antoan.domains.codes.queries import code_in_force
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.identity.services.telling import send_to
from antoan.domains.people.heads import head_of
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.values import PersonView
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY
from antoan.kit import clock
from antoan.kit.text import name_label

PAPER_PATH: Final = "/me/paper/"  # Where one's card is printed, after signing in on this number.


def hand_out_code(person_id: int, number: str, occasion: str, *, is_known: bool) -> None:
    """Send somebody's short code to the number they proved, and where to print the QR; once an occasion.

    Who has a code already is told that, and the same code: nobody needs a second one. Who cannot have one now
    (a name no code can hold, too many today) is registered all the same, and gets it on the page or at the desk.
    """
    person = person_view(person_id)
    code = _short_code_of(person)
    if code:
        send_to(
            number, person_id, "known" if is_known else "registered", f"code:{occasion}",
            who=name_label(person.full_name), code=short.show(code), link=f"{settings.PUBLIC_URL}{PAPER_PATH}",
        )  # fmt: skip


def _short_code_of(person: PersonView) -> str:
    held = code_in_force(actor=SYSTEM, qid=person.qid, scope=CITY, today=clock.today())
    if held is not None and held.short_code:
        return held.short_code
    try:
        with transaction.atomic():
            return issue_personal_code(actor=SYSTEM, subject=head_of(person)).short_code
    except (HeadUnfit, KeyWornOut, NoNewCode):
        return ""
