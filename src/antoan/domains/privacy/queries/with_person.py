"""A person's requests, consents and printed copy, read by staff together with that person."""

from io import BytesIO
from typing import Final
from zipfile import ZipFile

from antoan.domains.people.assistance import Assistance, check_at_desk
from antoan.domains.people.services.assisting import note_read_together, require_assistance
from antoan.domains.privacy.errors import CopyNotFound, RequestNotFound
from antoan.domains.privacy.models import DataCopy, RightsRequest
from antoan.domains.privacy.queries import copies
from antoan.domains.privacy.queries.consents import consents_of
from antoan.domains.privacy.queries.copies import unsealed
from antoan.domains.privacy.queries.requests import requests_of_person, view_of
from antoan.domains.privacy.values import ConsentView, CopyView, RequestView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import spoken

_PAGES: Final = {"vi": "doc-toi-truoc.html", "en": "read-me-first.html"}  # As copying/packing.py names them.


def rights_with_person(
    actor: Actor, person_id: int, *, assistance: Assistance
) -> tuple[list[RequestView], dict[str, ConsentView]]:
    """Return a person's requests and how they stand to each purpose; the reading is in the trail. PersonNotFound."""
    require_assistance(actor, assistance, person_id)
    note_read_together(actor, assistance, person_id, action="privacy.list")
    return requests_of_person(SYSTEM, person_id), consents_of(SYSTEM, person_id)


def request_with_person(actor: Actor, person_id: int, number: str, *, assistance: Assistance) -> RequestView:
    """Return one request of the person with its steps; RequestNotFound for anybody else's."""
    require_assistance(actor, assistance, person_id)
    row = RightsRequest.objects.filter(number=spoken.read(number), person=person_id).first()
    if row is None:
        raise RequestNotFound
    note_read_together(actor, assistance, person_id, action="privacy.request.read")
    return view_of(row, with_steps=True)


def copy_of(person_id: int, number: str) -> DataCopy | None:
    """Return the row of a person's copy. The caller has checked who asks."""
    rows = DataCopy.objects.select_related("request")
    return rows.filter(request__number=spoken.read(number), request__person=person_id).first()


def copy_with_person(actor: Actor, person_id: int, number: str, *, assistance: Assistance) -> CopyView | None:
    """Return how far a person's copy has come; None for a request of another kind."""
    require_assistance(actor, assistance, person_id)
    row = copy_of(person_id, number)
    return None if row is None else copies.view_of(row)


def page_of_copy_with_person(
    actor: Actor, person_id: int, number: str, *, language: str, assistance: Assistance
) -> bytes:
    """Return the page of a copy that is made to be printed, for the person at the desk; the printing is in the trail.

    The file itself is handed to nobody here. PersonAbsent, CopyNotFound, CopyNotReady.
    """
    check_at_desk(assistance)
    require_assistance(actor, assistance, person_id)
    copy = copy_of(person_id, number)
    if copy is None:
        raise CopyNotFound
    content = unsealed(copy)
    note_read_together(actor, assistance, person_id, action="privacy.copy.printed")
    with ZipFile(BytesIO(content)) as packed:
        return packed.read(_PAGES.get(language, _PAGES["vi"]))
