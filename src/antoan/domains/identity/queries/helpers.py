"""The volunteers of a ward, whose rights end by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from antoan.domains.areas.queries import wards_on
from antoan.domains.areas.values import AreaView
from antoan.domains.identity.permissions import MANAGE_HELPERS
from antoan.domains.people.queries.access import scope_of_home
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.models import Grant
from antoan.foundation.accounts.queries import grants_over
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock

ROLE: Final = "helper"


@dataclass(frozen=True, slots=True)
class HelperLine:
    """A volunteer with a right in force."""

    grant_id: int
    name: str
    login: str
    expires_at: datetime | None


def helpers_of(actor: Actor, ward_id: int, *, at: datetime) -> list[HelperLine]:
    """Return the volunteers of a ward, those whose right ends first before others; Forbidden."""
    require(actor, MANAGE_HELPERS, scope_of_home(ward_id))
    lines = [
        HelperLine(grant.pk, grant.account.name, grant.account.login, grant.expires_at)
        for grant in helper_grants([ward_id], at)
    ]
    return sorted(lines, key=lambda line: (line.expires_at is None, line.expires_at or at, line.name))


def wards_with_helpers(actor: Actor) -> list[AreaView]:
    """Return the wards of today in which the actor answers for volunteers."""
    return [ward for ward in wards_on(clock.today()) if actor.may(MANAGE_HELPERS, scope_of_home(ward.id))]


def helper_grants(ward_ids: Iterable[int], at: datetime) -> list[Grant]:
    """Return the grants of volunteers over some wards that hold at a moment; for services."""
    return [grant for grant in grants_over(ScopeKind.AREA, list(ward_ids), at) if grant.role == ROLE]
