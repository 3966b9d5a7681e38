"""Takes a form that a phone kept: registers, recognises, or leaves it to an officer."""

from datetime import datetime

from django.db import transaction

from antoan.domains.areas.queries import areas_within
from antoan.domains.declarations.values import Authorship
from antoan.domains.fieldwork.errors import FormOutOfTime, FormTaken, FormUnopened, TooManyForms
from antoan.domains.fieldwork.limits import AHEAD_MAX, FORMS_PER_ACCOUNT_DAY_MAX, OLDEST, SEALED_BYTES_MAX
from antoan.domains.fieldwork.models import FieldForm
from antoan.domains.fieldwork.permissions import FILL
from antoan.domains.fieldwork.queries.forms import view_of
from antoan.domains.fieldwork.reading import differs, read_filled, ward_of
from antoan.domains.fieldwork.rules import outcome
from antoan.domains.fieldwork.sealing import opened
from antoan.domains.fieldwork.services.declaring import declare_filled
from antoan.domains.fieldwork.values import Clash, Filled, FormState, FormView, NewForm
from antoan.domains.people.errors import AlreadyRegistered, DocumentTaken
from antoan.domains.people.matching import Description
from antoan.domains.people.permissions import REGISTER
from antoan.domains.people.queries.access import scope_of_home
from antoan.domains.people.queries.cards import cards_of
from antoan.domains.people.queries.linking import Linked, link_many
from antoan.domains.people.services import register_person
from antoan.domains.people.values import NewPerson
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def take_form(*, actor: Actor, new: NewForm, author: Authorship) -> FormView:
    """Take a form; the same id again is the same form. Forbidden outside one's wards.

    FormTaken, FormUnopened, FormOutOfTime, TooManyForms. What it declares is declared once its person is sure.
    """
    assert (
        actor.account_id is not None
    )  # A form is somebody's, so that it is sent by the account that made it.
    known = FieldForm.objects.filter(pk=new.id).first()
    if known is not None:
        if known.sent_by_account_id != actor.account_id:
            raise FormTaken
        return view_of(known)
    now = clock.now()
    _refuse_past_bounds(actor.account_id, new, now)
    text = opened(new.sealed)
    ward_id = ward_of(text)
    if ward_id is None:
        raise FormUnopened
    for permission in (FILL, REGISTER):
        require(actor, permission, scope_of_home(ward_id))
    filled = read_filled(text, ward_id=ward_id, today=clock.today())
    row = FieldForm(
        id=new.id,
        ward_id=ward_id,
        made_at=min(new.made_at, now),
        received_at=now,
        sent_by_account_id=actor.account_id,
    )
    _place(actor, row, filled, text)
    row.save(force_insert=True)
    if row.state != FormState.WAITING and row.person_id is not None:
        declare_filled(actor, row, filled, author)
    record_decision(
        actor,
        action=f"fieldwork.form.{row.state}",
        object_kind="form",
        object_id=row.pk,
        person_id=row.person_id,
    )
    return view_of(row)


def _place(actor: Actor, row: FieldForm, filled: Filled, text: bytes) -> None:
    match = _surest(filled)
    card = cards_of([match.person_id]).get(match.person_id) if match and match.person_id else None
    lives_here = card is not None and card.ward_id in areas_within(row.ward_id)
    is_other = (
        card is not None
        and filled.person is not None
        and differs(filled.person, full_name=card.full_name, address=card.address, phones=card.phones)
    )
    state, clash = outcome(match.confidence if match else None, lives_here=lives_here, differs=is_other)
    row.state, row.clash, row.text = state, clash or "", ""
    if state is FormState.WAITING:
        row.text = text.decode()
        row.person_id = match.person_id if match and lives_here else None
    elif state is FormState.KNOWN:
        assert match is not None
        row.person_id = match.person_id
    else:
        assert filled.person is not None
        _register(actor, row, filled.person, text)


def _register(actor: Actor, row: FieldForm, person: NewPerson, text: bytes) -> None:
    """Register; somebody with this very paper who came in between waits for an officer."""
    try:
        with transaction.atomic():
            row.person_id = register_person(actor=actor, person=person).id
    except (AlreadyRegistered, DocumentTaken):
        row.state, row.clash, row.text = FormState.WAITING, Clash.PAPER_TAKEN, text.decode()


def _surest(filled: Filled) -> Linked | None:
    if filled.person is None:
        return None
    person = filled.person
    return link_many([Description(person.full_name, person.birth, person.gender, person.documents)])[0]


def _refuse_past_bounds(account_id: int, new: NewForm, now: datetime) -> None:
    if len(new.sealed) > SEALED_BYTES_MAX:
        raise FormUnopened
    if not now - OLDEST <= new.made_at <= now + AHEAD_MAX:
        raise FormOutOfTime
    today = FieldForm.objects.filter(
        sent_by_account_id=account_id, received_at__gte=clock.day_start(clock.today())
    )
    if today.count() >= FORMS_PER_ACCOUNT_DAY_MAX:
        raise TooManyForms
