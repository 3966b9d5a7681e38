"""Asks people about what others declared for them. Hears events after their transaction, perhaps twice."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from antoan.domains.declarations.events import DeclaredForAnother
from antoan.domains.declarations.services.asking import ask_to_confirm
from antoan.foundation.events.bus import subscribe_later


def subscribe_all() -> None:
    """Hear of declarations that wait for their person."""
    subscribe_later(DeclaredForAnother, _ask)


def _ask(event: Mapping[str, Any]) -> None:
    ask_to_confirm(declaration_id=UUID(event["declaration_id"]))
