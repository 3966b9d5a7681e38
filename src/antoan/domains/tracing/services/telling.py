"""Tells contacts by approved texts, and places that a case was there."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for
from antoan.domains.tracing.desk_values import Notified
from antoan.domains.tracing.errors import NeverThere, TooManyAtOnce
from antoan.domains.tracing.models import PlaceNotice
from antoan.domains.tracing.permissions import TELL_PLACE, WORK
from antoan.domains.tracing.queries.places import stays_of_case
from antoan.domains.tracing.rules.cases import AT_ONCE_MAX
from antoan.domains.tracing.services.cases import open_row
from antoan.domains.tracing.values import ContactState
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.errors import BadInput

TEMPLATES: Final = ("exposed", "test")  # messaging/data/templates/tracing.toml


@transaction.atomic
def notify_contacts(*, actor: Actor, number: str, person_ids: Sequence[int], template: str) -> Notified:
    """Queue an approved text to contacts of an open case; the same text to the same contact goes once.

    Who has no telephone is counted, to be visited. TooManyAtOnce; CaseClosed.
    """
    if template not in TEMPLATES:
        raise BadInput(f"There is no approved text {template!r}.")
    if len(person_ids) > AT_ONCE_MAX:
        raise TooManyAtOnce
    row = open_row(actor, number, WORK)
    queued = known = silent = 0
    now = clock.now()
    for contact in row.contacts.filter(person__in=set(person_ids)):
        phone = phone_for(contact.person_id)
        if phone is None:
            silent += 1
            continue
        is_new = queue_message(
            number=phone,
            template=f"tracing.{template}",
            values={},
            key=f"tracing:{row.pk}:{contact.person_id}:{template}",
            person_id=contact.person_id,
        )
        queued, known = queued + is_new, known + (not is_new)
        if contact.state == ContactState.FOUND:
            contact.state = ContactState.NOTIFIED
        contact.notified_at = contact.notified_at or now
        contact.save(update_fields=["state", "notified_at"])
    record_decision(
        actor,
        action="tracing.contacts.notify",
        object_kind="tracing",
        object_id=row.number,
        person_id=row.person_id,
        detail={"template": template, "queued": queued, "silent": silent},
    )
    return Notified(queued, known, silent)


@transaction.atomic
def mark_contact(*, actor: Actor, number: str, person_id: int, state: ContactState) -> None:
    """Keep that a contact was reached, or could not be."""
    row = open_row(actor, number, WORK)
    row.contacts.filter(person=person_id).update(state=state)


@transaction.atomic
def tell_place(*, actor: Actor, number: str, notice_id: UUID, place_id: int, on: date) -> bool:
    """Tell a place that a confirmed case was there on a day, and nothing else; False when it was told before.

    NeverThere unless the case was there that day.
    """
    row = open_row(actor, number, TELL_PLACE)
    was_there = any(
        stay.place_id == place_id and clock.local_date(stay.t_in) <= on <= clock.local_date(stay.t_eff)
        for stay in stays_of_case(row)
    )
    if not was_there:
        raise NeverThere
    try:
        with transaction.atomic():
            PlaceNotice.objects.create(
                id=notice_id,
                place_id=place_id,
                case=row,
                on=on,
                sent_at=clock.now(),
                sent_by_account_id=actor.account_id,
            )
    except IntegrityError:
        return False
    record_decision(
        actor,
        action="tracing.place.tell",
        object_kind="place",
        object_id=place_id,
        person_id=row.person_id,
        detail={"on": on.isoformat(), "case": row.number},
    )
    return True
