"""What a scan at a reception leads to: a number, the hospital's form, or why not. Desk and kiosk share it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from antoan.domains.declarations.errors import AnswersWrong
from antoan.domains.declarations.queries import questionnaires
from antoan.domains.reception.errors import DeclarationMissing
from antoan.domains.reception.services import take_in
from antoan.domains.reception.services.taking import FORM, Answers
from antoan.domains.reception.values import TicketView
from antoan.entrypoints.web.citizen.declaring.fields import faults_in, fields_of, given_in
from antoan.entrypoints.web.clinic.sayings import saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.authorship import authorship_of
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.kit import clock
from antoan.kit.errors import AntoanError
from antoan.kit.ids import uuid7

CODE_CHARS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Arriving:
    """What to show next."""

    ticket: TicketView | None = None
    fault: str = ""
    form: dict[str, Any] = field(default_factory=dict)  # Of the questionnaire, when it is to be filled in.
    code: str = ""

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 422 if self.fault or self.form.get("faults") else 200


def arrive(request: HttpRequest, desk_id: int) -> Arriving:
    """Take in whoever shows a code, with the answers given here where there are any."""
    code = request.POST.get("code", "")[:CODE_CHARS_MAX]
    given = given_in(request.POST)
    is_filled = request.POST.get("step") == "declare"
    declared = Answers(_uuid(request, "declaration"), given, authorship_of(request)) if is_filled else None
    try:
        ticket = take_in(
            actor=actor_of(request),
            desk_id=desk_id,
            ticket_id=_uuid(request, "ticket"),
            code=code,
            declared=declared,
        )
    except DeclarationMissing:
        return Arriving(code=code, form=_form({}, {}, is_fresh=True))
    except AnswersWrong as error:
        faults: Any = error.context["faults"]
        return Arriving(code=code, form=_form(given, faults, is_fresh=False))
    except AntoanError as error:
        return Arriving(fault=saying(error))
    return Arriving(ticket=ticket)


def _form(given: dict[str, str], faults: dict[str, str], *, is_fresh: bool) -> dict[str, Any]:
    form = questionnaires().in_force(FORM, clock.now())
    fields = fields_of(form, given, today=clock.today(), faults=faults, is_fresh=is_fresh)
    return {
        "title": in_our_language(form.title),
        "fields": fields,
        "faults": faults_in(fields),
        "id": uuid7(),
    }


def _uuid(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return uuid7()
