"""Who of a ward has no code yet, door by door."""

from antoan.domains.areas.queries import areas_within, wards_on
from antoan.domains.areas.values import AreaView
from antoan.domains.cards.limits import OUTREACH_LOOKED_AT, OUTREACH_SHOWN
from antoan.domains.cards.models import Outreach
from antoan.domains.cards.permissions import REACH_OUT
from antoan.domains.cards.rules import born_between
from antoan.domains.cards.values import Chosen, OutreachLine, Reached
from antoan.domains.codes.queries import digests_in_force
from antoan.domains.people.queries.access import scope_of_home
from antoan.domains.people.queries.bulk import roster_of_wards
from antoan.domains.people.queries.cards import cards_of
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.audit.services import record_reads
from antoan.kit import clock

_PURPOSE = "outreach to people without a code"


def outreach_of(
    actor: Actor, ward_id: int, *, chosen: Chosen, after: int = 0
) -> tuple[list[OutreachLine], int | None]:
    """Return a page of those without a code, and where the next one begins; None at the end. Forbidden.

    Everybody on the page is in the trail as read.
    """
    require(actor, REACH_OUT, scope_of_home(ward_id))
    today = clock.today()
    first, last = born_between(chosen, today)
    roster = roster_of_wards(areas_within(ward_id), born_from=first, born_until=last)
    found: list[int] = []
    place = max(after, 0)
    while place < len(roster) and len(found) < OUTREACH_SHOWN:
        some = roster[place : place + OUTREACH_LOOKED_AT]
        held = digests_in_force(actor=SYSTEM, qids=[qid for _, qid in some])
        for person_id, qid in some:
            if len(found) == OUTREACH_SHOWN:
                break
            place += 1
            code = held.get(qid)
            if code is None or code.expires_on < today:
                found.append(person_id)
    record_reads(
        actor, action="cards.outreach.read", object_kind="person", person_ids=found, purpose=_PURPOSE
    )
    return _lines(found), place if place < len(roster) else None


def wards_for_outreach(actor: Actor) -> list[AreaView]:
    """Return the wards of today in which the actor reaches out."""
    return [ward for ward in wards_on(clock.today()) if actor.may(REACH_OUT, scope_of_home(ward.id))]


def _lines(person_ids: list[int]) -> list[OutreachLine]:
    cards = cards_of(person_ids)
    noted = {row.person_id: row for row in Outreach.objects.filter(person__in=person_ids)}
    return [
        OutreachLine(
            person_id=person_id,
            full_name=card.full_name,
            birth_year=card.birth.on.year,
            address=card.address,
            phones=card.phones,
            reached=Reached(row.reached) if (row := noted.get(person_id)) else None,
            reached_at=row.reached_at if row else None,
        )
        for person_id in person_ids
        for card in [cards[person_id]]
    ]
