"""What declarations do when a person is erased, and when a gate has declared for one."""

from collections.abc import Mapping
from typing import Any

from antoan.domains.declarations.events import DeclarationNeedsCare, DeclaredAtGate, DeclaredForAnother
from antoan.domains.declarations.models import Declaration
from antoan.domains.people.events import PersonErased
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import announce, subscribe, subscribe_later


def subscribe_all() -> None:
    """Hear of erasures, and of what the scan process left in the outbox."""
    subscribe(PersonErased, _forget)
    subscribe_later(DeclaredAtGate, _declared_at_gate)


def _forget(event: PersonErased) -> None:
    """Delete what was declared about a person, and by whom where it was this person."""
    Declaration.objects.filter(person=event.person_id).delete()
    history(Declaration).filter(person=event.person_id).delete()
    Declaration.objects.filter(declared_by_person_id=event.person_id).update(declared_by_person_id=None)
    # After it: that very change has just been written into the history.
    history(Declaration).filter(declared_by_person_id=event.person_id).update(declared_by_person_id=None)


def _declared_at_gate(event: Mapping[str, Any]) -> None:
    about = {"declaration_id": event["declaration_id"], "person_id": event["person_id"]}
    if not Declaration.objects.filter(pk=event["declaration_id"]).exists():
        return  # Erased meanwhile.
    if event["needs_care"]:
        announce(DeclarationNeedsCare(**about))
    if event["needs_consent"]:
        announce(DeclaredForAnother(**about))
