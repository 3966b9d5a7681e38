"""People register by SMS; the ward calls them, sees a paper, and completes it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from antoan.domains.codes import short
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.messaging.services import queue_message
from antoan.domains.people.errors import AlreadyRegistered
from antoan.domains.people.heads import head_of
from antoan.domains.people.queries import identity_of
from antoan.domains.people.queries.access import scope_of_home
from antoan.domains.people.services import add_phone, register_person
from antoan.domains.people.values import NewPerson, PersonView
from antoan.domains.textline.errors import ReasonMissing
from antoan.domains.textline.models import Application
from antoan.domains.textline.permissions import ASSIGN, COMPLETE
from antoan.domains.textline.queries.applications import application_row
from antoan.domains.textline.values import ApplicationState
from antoan.domains.textline.wards import ward_named_in
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.audit.services import record_decision
from antoan.foundation.db.sealed import blind_index
from antoan.kit import clock
from antoan.kit.text import fold, name_label, squeeze

WORDS_LETTERS_MAX: Final = 200
OPEN_PER_NUMBER_MAX: Final = (
    5  # A household on one telephone. Further ones change nothing, and are told the same.
)
KEEP_OPEN: Final = timedelta(days=60)
REASON_LETTERS_MIN: Final = 5


def apply(*, number: str, words: str, received_at: datetime) -> None:
    """Keep that somebody wants to be registered. The same words again are the same application."""
    index, said = blind_index("phone", number), squeeze(words)[:WORDS_LETTERS_MAX]
    open_here = Application.objects.filter(number_index=index, state=ApplicationState.OPEN)
    if open_here.count() >= OPEN_PER_NUMBER_MAX:
        return
    open_here.get_or_create(
        words_index=blind_index("application", fold(said)),
        defaults={
            "number": number,
            "number_index": index,
            "words": said,
            "ward_id": ward_named_in(said, clock.local_date(received_at)),
            "received_at": received_at,
        },
    )


@transaction.atomic
def complete_application(*, actor: Actor, application_id: int, person: NewPerson) -> PersonView:
    """Register the one who applied, whose paper was seen, and send the short code to the number.

    Somebody who is registered already gets the number added. ApplicationNotFound, ApplicationClosed, and the
    errors of registering; PersonNotFound when the one registered already is out of the actor's reach.
    """
    row = application_row(actor, application_id, COMPLETE, lock=True)
    try:
        with transaction.atomic():
            person_id = register_person(actor=actor, person=person).id
    except AlreadyRegistered as known:
        person_id = int(str(known.context["person_id"]))
    # The number wrote to us, and the ward called it: that it is this person's is proved.
    add_phone(actor=actor, person_id=person_id, number=row.number, verified_at=row.received_at)
    view = identity_of(actor, person_id, purpose="registration by SMS")
    code = issue_personal_code(actor=SYSTEM, subject=head_of(view), scope=scope_of_home(view.ward_id))
    queue_message(
        number=row.number,
        template="textline.registered",
        values={"who": name_label(view.full_name), "code": short.show(code.short_code)},
        key=f"textline:registered:{row.pk}",
        person_id=person_id,
    )
    row.person_id = person_id
    _finish(actor, row, ApplicationState.COMPLETED, "textline.complete")
    return view


@transaction.atomic
def assign_ward(*, actor: Actor, application_id: int, ward_id: int) -> None:
    """Hand an application to the ward that serves this person."""
    require(actor, ASSIGN, CITY)
    row = application_row(actor, application_id, ASSIGN, lock=True)
    scope_of_home(ward_id)  # AreaNotFound for one that does not exist.
    row.ward_id = ward_id
    row.save(update_fields=["ward_id", "updated_at"])
    record_decision(actor, action="textline.assign", object_kind="application", object_id=row.pk)


@transaction.atomic
def close_application(*, actor: Actor, application_id: int, because: str) -> None:
    """Close an application that leads nowhere, with the reason in the trail."""
    row = application_row(actor, application_id, COMPLETE, lock=True)
    if len(squeeze(because)) < REASON_LETTERS_MIN:
        raise ReasonMissing
    _finish(actor, row, ApplicationState.CLOSED, "textline.close", squeeze(because)[:200])


def close_forgotten(now: datetime) -> int:
    """Close what nobody completed in two months, and forget what it said; return how many."""
    old = Application.objects.filter(state=ApplicationState.OPEN, received_at__lt=now - KEEP_OPEN)
    return old.update(state=ApplicationState.CLOSED, number="", words="", decided_at=now, updated_at=now)


def _finish(actor: Actor, row: Application, state: ApplicationState, action: str, because: str = "") -> None:
    row.state, row.decided_at, row.decided_by_account_id = state, clock.now(), actor.account_id
    row.number = row.words = ""
    row.save()
    record_decision(
        actor, action=action, object_kind="application", object_id=row.pk, person_id=row.person_id,
        purpose=because,
    )  # fmt: skip
