"""Registers somebody on their word alone, where staff stand before them: at a gate."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.identity.queries.counting import index_of_number
from antoan.domains.identity.rules.matching import judge
from antoan.domains.identity.services.registering import keep_registration
from antoan.domains.people.matching import Description
from antoan.domains.people.queries.candidates import likely_same
from antoan.domains.people.rules import checked_person
from antoan.domains.people.services import register_person
from antoan.domains.people.values import NewPerson
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit.clock import local_date


@transaction.atomic
def register_by_word(*, registration_id: UUID, person: NewPerson, ward_id: int | None, now: datetime) -> int:
    """Register somebody as new, whoever they resemble, and leave the comparison to the ward's desk.

    Nobody proved a number, so nobody is found again: the caller learns nothing of who is known here. The papers
    of somebody else are kept as contested. Errors of register_person.
    """
    checked = checked_person(person, local_date(now))
    found = likely_same(Description(checked.full_name, checked.birth, checked.gender, checked.documents))
    judgement = judge(found, proven=())
    made = register_person(actor=SYSTEM, person=checked, contests=True)
    number = checked.phones[0] if checked.phones else ""
    keep_registration(
        registration_id,
        made.id,
        index_of_number(number),
        judgement,
        ward_id=checked.ward_id or ward_id,
        now=now,
    )
    return made.id
