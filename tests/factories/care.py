"""People looked after at home, as tests need them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from antoan.domains.care import services
from antoan.domains.care.values import EpisodeView
from antoan.domains.declarations.services import declare
from antoan.domains.declarations.values import DeclarationView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from tests.factories.declarations import new_declaration
from tests.factories.people import a_person, citizen
from tests.factories.records import a_case
from tests.factories.units import someone_as

# What the document of 2022 asks, answered so that somebody may stay at home; that of autumn 2021 asks of it too.
FIT = {
    "mild": "yes", "breaths": "16", "spo2": "98", "breathing": "no", "chronic": "no", "self": "yes",
    "pregnant": "no", "obese": "no", "household": "no", "room": "yes",
}  # fmt: skip
WELL = {
    "age": "adult", "temperature": "usual", "spo2": 98, "pulse": 80, "breaths": 16, "breathless": False,
    "chest": False, "drowsy": False, "blue": False, "noDrink": False, "blood": False, "other": False, "mild": False,
}  # fmt: skip
LOW_OXYGEN = WELL | {"spo2": 95}


def an_episode(
    person_id: int, *, confirmed_days_ago: int = 0, actor: Actor = SYSTEM, team: str = ""
) -> EpisodeView:
    """Return somebody's care at home, of a case that the ward confirmed."""
    case = a_case(person_id, clock.today() - timedelta(days=confirmed_days_ago))
    return services.open_case_care(actor=actor, infection_id=case.id, given=FIT, team=team)


def somebody_at_home(name: str = "Nguyễn Văn An", *, ward_id: int | None = None, **known: Any):
    """Return a person and their care at home."""
    person = a_person(name, ward_id=ward_id, **known)
    return person, an_episode(person.id)


def told(
    person_id: int,
    answers: dict[str, Any] | None = None,
    *,
    at: datetime | None = None,
    id: UUID | None = None,  # noqa: A002 - as the field is called
) -> DeclarationView:
    """Return the daily form that somebody filled in themselves; well unless told."""
    said = new_declaration(person_id, WELL if answers is None else answers, at=at, form="home", id=id)
    return declare(actor=citizen(person_id), declaration=said)


def rapid_team(account_id: int = 61) -> Actor:
    """Return the team that answers alarms no ward acknowledged."""
    return someone_as("rapid_team", ScopeKind.CITY, account_id=account_id)
