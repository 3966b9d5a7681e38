"""A ward lets volunteers help: a right of some days over the ward, ended at once when it must be."""

from datetime import date
from typing import Final

from django.db import transaction

from antoan.domains.identity.errors import HelperNotFound, HelperUnclear, TooManyHelpers
from antoan.domains.identity.limits import HELPER_DAYS_MAX, HELPERS_PER_WARD_MAX
from antoan.domains.identity.permissions import MANAGE_HELPERS
from antoan.domains.identity.queries.helpers import ROLE, helper_grants
from antoan.domains.people.queries.access import scope_of_home
from antoan.foundation.accounts.actor import Actor, already_allowed, require
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import end_grant, give_grant
from antoan.kit import clock

_GIVEN: Final = "volunteer of the ward"
_ENDED: Final = "ended by the ward"


@transaction.atomic
def let_help(*, actor: Actor, ward_id: int, login: str, last_day: date) -> None:
    """Give somebody who has an account the rights of a helper in a ward, to the end of a day within a month.

    Forbidden, HelperUnclear (no such login, too), TooManyHelpers, GrantToOneself. Twice moves the end.
    """
    require(actor, MANAGE_HELPERS, scope_of_home(ward_id))
    now, today = clock.now(), clock.today()
    account = Account.objects.filter(login=login.strip().lower(), is_active=True).first()
    if account is None or not 0 <= (last_day - today).days <= HELPER_DAYS_MAX:
        raise HelperUnclear
    held = helper_grants([ward_id], now)
    if len(held) >= HELPERS_PER_WARD_MAX:
        raise TooManyHelpers
    for grant in held:
        if grant.account_id == account.pk:
            end_grant(actor=already_allowed(actor), grant_id=grant.pk, reason=_GIVEN, at=now)
    give_grant(
        actor=already_allowed(actor), account_id=account.pk, role=ROLE, scope_kind=ScopeKind.AREA, scope_id=ward_id,
        expires_at=clock.day_end(last_day), reason=_GIVEN,
    )  # fmt: skip


@transaction.atomic
def end_help(*, actor: Actor, ward_id: int, grant_id: int | None = None) -> int:
    """End the right of one volunteer of a ward, or of all at once; return how many. Forbidden, HelperNotFound."""
    require(actor, MANAGE_HELPERS, scope_of_home(ward_id))
    now = clock.now()
    chosen = [grant for grant in helper_grants([ward_id], now) if grant_id in {None, grant.pk}]
    if grant_id is not None and not chosen:
        raise HelperNotFound
    for grant in chosen:
        end_grant(actor=already_allowed(actor), grant_id=grant.pk, reason=_ENDED, at=now)
    return len(chosen)
