"""Who looked at a person's data, told by office, for the person and the guardian."""

from dataclasses import dataclass
from datetime import datetime

from antoan.domains.people.queries import require_over_person
from antoan.domains.privacy.permissions import LOOKS
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.queries import Office, account_id_of, offices_of
from antoan.foundation.audit.queries import TrailLine, entry_of_person, trail_of_person

PAGE_LOOKS = 60  # Entries read at once; the page groups what belongs together.


@dataclass(frozen=True, slots=True)
class Look:
    """One entry about a person. `office`: as what the one who looked was appointed then; None for the system."""

    id: int
    at: datetime
    kind: str
    action: str
    object_kind: str
    purpose: str
    office: Office | None
    is_system: bool


@dataclass(frozen=True, slots=True)
class LooksPage:
    """Newest first; `before` asks for the next page, None at the end."""

    looks: tuple[Look, ...]
    before: int | None


def looks_at(actor: Actor, person_id: int, *, before: int | None = None) -> LooksPage:
    """Return who but the person looked at or decided about their data; PersonNotFound when out of reach."""
    require_over_person(actor, LOOKS, person_id)
    page = trail_of_person(
        SYSTEM, person_id, before=before, limit=PAGE_LOOKS, but_account_id=account_id_of(person_id)
    )
    return LooksPage(tuple(_looks(page.lines)), page.before)


def look_for(actor: Actor, person_id: int, entry_id: int) -> Look | None:
    """Return one entry about a person; None when it is not about them. PersonNotFound when out of reach."""
    require_over_person(actor, LOOKS, person_id)
    line = entry_of_person(SYSTEM, person_id, entry_id)
    return None if line is None else _looks((line,))[0]


def is_look_at(person_id: int, entry_id: int) -> bool:
    """Tell whether an entry is about a person; for services."""
    return entry_of_person(SYSTEM, person_id, entry_id) is not None


def _looks(lines: tuple[TrailLine, ...]) -> list[Look]:
    offices = offices_of((line.actor_account_id, line.at) for line in lines)
    return [
        Look(
            id=line.id,
            at=line.at,
            kind=line.kind,
            action=line.action,
            object_kind=line.object_kind,
            purpose=line.purpose,
            office=offices.get((line.actor_account_id, line.at)),
            is_system=line.actor_account_id is None,
        )
        for line in lines
    ]
