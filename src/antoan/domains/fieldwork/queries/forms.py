"""Reads of forms that wait, narrowed to the wards whose forms the actor decides."""

from uuid import UUID

from antoan.domains.areas.queries import wards_on
from antoan.domains.areas.reach import within_reach
from antoan.domains.areas.values import AreaView
from antoan.domains.fieldwork.errors import FormNotFound
from antoan.domains.fieldwork.limits import WAITING_SHOWN
from antoan.domains.fieldwork.models import FieldForm
from antoan.domains.fieldwork.permissions import DECIDE, FILL
from antoan.domains.fieldwork.reading import read_filled
from antoan.domains.fieldwork.values import Clash, FormState, FormView
from antoan.domains.people.queries.access import scope_of_home
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.kit import clock


def wards_for_forms(actor: Actor) -> list[AreaView]:
    """Return the wards of today for whose people the actor may fill in forms."""
    return [ward for ward in wards_on(clock.today()) if actor.may(FILL, scope_of_home(ward.id))]


def waiting_forms(actor: Actor) -> list[FormView]:
    """Return the oldest WAITING_SHOWN forms that wait for the actor's decision; nobody is named."""
    rows = FieldForm.objects.filter(state=FormState.WAITING)
    if not actor.is_system:
        rows = rows.filter(within_reach(actor, DECIDE))
    return [view_of(row) for row in rows.order_by("received_at")[:WAITING_SHOWN]]


def form_for(actor: Actor, form_id: UUID) -> FormView:
    """Return a form that waits, with what it says; that it was read is in the trail. FormNotFound."""
    view = view_of(form_row(actor, form_id), whole=True)
    record_read(
        actor, action="fieldwork.form.read", object_kind="form", object_id=form_id, person_id=view.person_id,
        purpose="field form",
    )  # fmt: skip
    return view


def form_row(actor: Actor, form_id: UUID, *, lock: bool = False) -> FieldForm:
    """Return the row of a form within the actor's reach; FormNotFound."""
    rows = FieldForm.objects.select_for_update() if lock else FieldForm.objects.all()
    row = rows.filter(pk=form_id).first()
    if row is None or not actor.may(DECIDE, scope_of_home(row.ward_id)):
        raise FormNotFound
    return row


def view_of(row: FieldForm, *, whole: bool = False) -> FormView:
    """Return a form as a value; `whole` with what it says, while that is kept."""
    filled = None
    if whole and row.text:
        filled = read_filled(row.text.encode(), ward_id=row.ward_id, today=clock.today())
    return FormView(
        id=row.pk, ward_id=row.ward_id, state=FormState(row.state), clash=Clash(row.clash) if row.clash else None,
        person_id=row.person_id, made_at=row.made_at, received_at=row.received_at, filled=filled,
    )  # fmt: skip
