"""An officer decides a form that waits."""

from uuid import UUID

from django.db import transaction

from antoan.domains.declarations.values import Authorship
from antoan.domains.fieldwork.errors import CannotTake, FormDecided
from antoan.domains.fieldwork.models import FieldForm
from antoan.domains.fieldwork.queries.forms import form_row
from antoan.domains.fieldwork.reading import read_filled
from antoan.domains.fieldwork.services.declaring import declare_filled
from antoan.domains.fieldwork.values import Filled, FormState, Verdict
from antoan.domains.identity.services.at_gate import register_by_word
from antoan.domains.people.services import add_phone, change_person
from antoan.domains.people.values import PersonChange
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def decide_form(*, actor: Actor, form_id: UUID, verdict: Verdict, author: Authorship) -> int | None:
    """Do what an officer decided, and forget what the form said; return whose it is. The same verdict twice is once.

    FormNotFound, FormDecided, CannotTake; the errors of changing and registering people.
    """
    row = form_row(actor, form_id, lock=True)
    if row.state != FormState.WAITING:
        if row.verdict == verdict:
            return row.person_id
        raise FormDecided
    filled = read_filled(row.text.encode(), ward_id=row.ward_id, today=clock.today())
    _apply(actor, row, filled, verdict)
    row.state = FormState.DROPPED if verdict is Verdict.DROP else FormState.SETTLED
    row.verdict, row.text = verdict, ""
    row.decided_at, row.decided_by_account_id = clock.now(), actor.account_id
    row.save()
    if verdict is not Verdict.DROP:
        declare_filled(actor, row, filled, author)
    record_decision(
        actor, action="fieldwork.form.decided", object_kind="form", object_id=row.pk, person_id=row.person_id,
        detail={"verdict": verdict.value},
    )  # fmt: skip
    return row.person_id


def _apply(actor: Actor, row: FieldForm, filled: Filled, verdict: Verdict) -> None:
    match verdict:
        case Verdict.DROP:
            row.person_id = None
        case Verdict.NEW:
            if filled.person is None:
                raise CannotTake
            # Whoever resembles them, and a paper somebody else holds, are compared by a desk.
            row.person_id = register_by_word(
                registration_id=row.pk, person=filled.person, ward_id=row.ward_id, now=clock.now()
            )
        case Verdict.SAME | Verdict.TAKE if row.person_id is None:
            raise CannotTake
        case Verdict.TAKE:
            _take(actor, row.person_id or 0, filled)


def _take(actor: Actor, person_id: int, filled: Filled) -> None:
    if filled.person is None:
        raise CannotTake
    if filled.person.address:
        change_person(actor=actor, person_id=person_id, change=PersonChange(address=filled.person.address))
    for number in filled.person.phones:
        add_phone(actor=actor, person_id=person_id, number=number)
