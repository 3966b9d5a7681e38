"""Ends the contest for a paper that two people gave as theirs, once an office has looked at it."""

from django.db import transaction

from antoan.domains.people.events import PersonChanged
from antoan.domains.people.models import Document
from antoan.domains.people.permissions import CHANGE
from antoan.domains.people.queries.access import person_in
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.events.bus import announce


@transaction.atomic
def drop_contested_papers(*, actor: Actor, person_id: int) -> None:
    """Take away what a person contested: the papers are somebody else's. Twice is once."""
    person_in(actor, person_id, CHANGE)
    dropped, _ = Document.objects.filter(person=person_id, is_contested=True).delete()
    if dropped:
        announce(PersonChanged(person_id))


@transaction.atomic
def award_contested_papers(*, actor: Actor, person_id: int) -> tuple[int, ...]:
    """Give a person what it contested; return who lost a paper by it. Twice is once."""
    person_in(actor, person_id, CHANGE)
    losers = set()
    for paper in Document.objects.select_for_update().filter(person=person_id, is_contested=True):
        held = Document.objects.filter(kind=paper.kind, number_index=paper.number_index, is_contested=False)
        losers |= set(held.values_list("person_id", flat=True))
        held.delete()
        paper.is_contested = False
        paper.save(update_fields=["is_contested", "updated_at"])
    for changed in sorted({person_id, *losers}) if losers else []:
        announce(PersonChanged(changed))
    return tuple(sorted(losers - {person_id}))
