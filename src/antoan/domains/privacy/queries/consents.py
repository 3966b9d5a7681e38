"""How people stand to purposes, and the record of what they said."""

from collections.abc import Collection
from datetime import date

from antoan.domains.people.queries import require_over_person
from antoan.domains.privacy.models import Consent, Limit
from antoan.domains.privacy.permissions import CONSENT
from antoan.domains.privacy.purposes import Purpose, consent_purpose, purposes
from antoan.domains.privacy.rules import state_of
from antoan.domains.privacy.values import (
    ConsentAct,
    ConsentChannel,
    ConsentLine,
    ConsentState,
    ConsentView,
    LimitKind,
)
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

LINES_MAX = 500  # Of one person's record, newest first.


def has_consent(person_id: int, purpose: str, *, today: date | None = None) -> bool:
    """Tell whether a person agreed to a purpose as it stands today, and nothing limits it; for services.

    Silence, a withdrawal, an older version and a limit all say no. PurposeUnknown; NotByConsent for a purpose
    that rests on another ground: nobody is asked for that, so nobody may read an answer into it.
    """
    asked = consent_purpose(purpose)
    if is_limited(person_id, purpose):
        return False
    newest = Consent.objects.filter(person=person_id, purpose=purpose).order_by("-at", "-pk").first()
    return newest is not None and _state(asked, newest, today or clock.today()) is ConsentState.AGREED


def is_limited(person_id: int, purpose: str) -> bool:
    """Tell whether a purpose rests for a person, on whatever ground it stands; for services."""
    return Limit.objects.filter(person=person_id, purpose=purpose, until__isnull=True).exists()


def people_agreeing(person_ids: Collection[int], purpose: str, *, today: date) -> set[int]:
    """Return who of these people said yes, as `has_consent` tells; for pages that show many."""
    asked = consent_purpose(purpose)
    newest = Consent.objects.filter(person__in=person_ids, purpose=purpose).order_by("person", "-at", "-pk")
    said = {row.person_id: row for row in newest.distinct("person")}
    agreed = {
        person_id for person_id, row in said.items() if _state(asked, row, today) is ConsentState.AGREED
    }
    return agreed - people_limiting(purpose)


def people_limiting(purpose: str) -> set[int]:
    """Return whose data may not be used for a purpose now; for jobs over many people."""
    return set(Limit.objects.filter(purpose=purpose, until__isnull=True).values_list("person_id", flat=True))


def consents_of(actor: Actor, person_id: int, *, today: date | None = None) -> dict[str, ConsentView]:
    """Return by purpose how a person stands to all; PersonNotFound when out of the actor's reach."""
    require_over_person(actor, CONSENT, person_id)
    day = today or clock.today()
    newest = {
        row.purpose: row
        for row in Consent.objects.filter(person=person_id)
        .order_by("purpose", "-at", "-pk")
        .distinct("purpose")
    }
    limits = dict(Limit.objects.filter(person=person_id, until__isnull=True).values_list("purpose", "kind"))
    return {
        one.key: ConsentView(
            purpose=one.key,
            state=_state(one, row, day),
            version=row.version if row else "",
            at=row.at if row else None,
            limited_by=LimitKind(limits[one.key]) if one.key in limits else None,
        )
        for one in purposes()
        for row in (newest.get(one.key),)
    }


def record_of(actor: Actor, person_id: int) -> list[ConsentLine]:
    """Return all a person ever said, newest first: what was agreed to when and in which version."""
    require_over_person(actor, CONSENT, person_id)
    rows = Consent.objects.filter(person=person_id).order_by("-at", "-pk")[:LINES_MAX]
    return [line_of(row) for row in rows]


def line_of(row: Consent) -> ConsentLine:
    """Return a row as the record shows it."""
    return ConsentLine(
        id=row.pk,
        purpose=row.purpose,
        version=row.version,
        act=ConsentAct(row.act),
        at=row.at,
        channel=ConsentChannel(row.channel),
        by_self=row.by_person_id == row.person_id,
        language=row.language,
        text_digest=row.text_digest,
    )


def _state(purpose: Purpose, row: Consent | None, today: date) -> ConsentState:
    act, version = (ConsentAct(row.act), row.version) if row else (None, "")
    return state_of(purpose, act, version, today=today)
