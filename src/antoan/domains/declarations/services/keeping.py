"""Writes one declaration, looks whether it contradicts others, and tells those above."""

import json
from dataclasses import dataclass

from antoan.domains.declarations.errors import TooManyDeclarations
from antoan.domains.declarations.events import DeclarationNeedsCare, DeclaredForAnother, HealthDeclared
from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.queries.sightings import sightings_around
from antoan.domains.declarations.questionnaires.answers import Read
from antoan.domains.declarations.questionnaires.risk import Assessment
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.rules import counts_at_once, doubts, is_minor
from antoan.domains.declarations.services.bounds import is_full
from antoan.domains.declarations.values import NewDeclaration
from antoan.domains.people.queries.bulk import locked_identities
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.events.bus import announce
from antoan.kit import clock
from antoan.kit.clock import local_date
from antoan.kit.ids import random_crockford

TRIP_CODE_LETTERS = 12  # Sixty bits: nobody guesses a journey.


@dataclass(frozen=True, slots=True)
class Said:
    """A declaration that was read, with what it means."""

    declaration: NewDeclaration
    questionnaire: Questionnaire
    answers: Read
    assessment: Assessment


def keep(actor: Actor, said: Said, *, is_own: bool) -> Declaration:
    """Return the row of a declaration, new or known by its id, in the caller's transaction; TooManyDeclarations."""
    declaration, now = said.declaration, clock.now()
    # Held until the commit: two declarations about one person follow one another, and the later sees the earlier.
    (identity,) = locked_identities([declaration.person_id])
    known = Declaration.objects.filter(pk=declaration.id).first()
    if known is not None:
        return known
    if is_full(declaration.person_id, now):
        raise TooManyDeclarations
    counts = counts_at_once(
        is_own=is_own,
        is_own_code_shown=False,  # Only a gate scans a code.
        is_minor=is_minor(identity.birth_on, local_date(declaration.declared_at)),
        verified_by=declaration.author.verified_by,
    )
    row = Declaration.objects.create(
        id=declaration.id,
        person_id=declaration.person_id,
        declared_at=declaration.declared_at,
        questionnaire=said.questionnaire.key,
        version=said.questionnaire.version,
        answers=said.answers.coded,
        words=json.dumps(said.answers.words, ensure_ascii=False) if said.answers.words else None,
        is_risky=said.assessment.is_risky,
        declared_by_person_id=actor.person_id,
        declared_by_account_id=actor.account_id,
        session=declaration.author.session,
        channel=declaration.author.channel,
        verified_by=declaration.author.verified_by,
        place_id=declaration.place_id,
        confirmed_at=now if counts else None,
        trip_code=random_crockford(TRIP_CODE_LETTERS) if said.questionnaire.trip else None,
    )
    _flag_contradictions(row)
    _tell(row)
    return row


def _flag_contradictions(row: Declaration) -> None:
    """Doubt this declaration and those it cannot be true with (lesson L16)."""
    if row.place_id is None:
        return
    for declaration_id, flag in doubts(sightings_around(row.person_id, row.declared_at)).items():
        Declaration.objects.filter(pk=declaration_id, flag="").update(flag=flag)
    row.refresh_from_db(fields=["flag"])


def _tell(row: Declaration) -> None:
    announce(HealthDeclared(row.person_id))
    if row.is_risky or row.flag:
        announce(DeclarationNeedsCare(str(row.pk), row.person_id))
    if row.confirmed_at is None:
        announce(DeclaredForAnother(str(row.pk), row.person_id))
