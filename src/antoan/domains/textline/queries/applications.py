"""People who registered by SMS, as their ward sees them; those of no known ward, as the city does."""

from typing import Final

from django.db.models import Q

from antoan.domains.areas.queries import areas_within
from antoan.domains.people.queries.access import scope_of_home
from antoan.domains.textline.errors import ApplicationClosed, ApplicationNotFound
from antoan.domains.textline.models import Application
from antoan.domains.textline.permissions import ASSIGN, COMPLETE
from antoan.domains.textline.values import ApplicationState, ApplicationView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.services import record_read
from antoan.kit.errors import Forbidden

SHOWN_MAX: Final = 100


def open_applications(actor: Actor) -> list[ApplicationView]:
    """Return who waits in the actor's wards, the longest first; Forbidden for whoever has no such right."""
    grants = [*actor.grants_of(COMPLETE), *actor.grants_of(ASSIGN)]
    if not grants and not actor.is_system:
        raise Forbidden
    reach = Q()
    if not actor.is_system and all(grant.scope_kind is not ScopeKind.CITY for grant in grants):
        areas = [grant.scope_id for grant in grants if grant.scope_kind is ScopeKind.AREA]
        reach = Q(ward__in={ward for area in areas if area is not None for ward in areas_within(area)})
    rows = Application.objects.filter(reach, state=ApplicationState.OPEN).order_by("received_at", "id")
    found = [_view(row) for row in rows[:SHOWN_MAX]]
    record_read(
        actor, action="textline.applications.read", object_kind="applications", object_id="open",
        person_id=None, detail={"shown": len(found)},
    )  # fmt: skip
    return found


def open_application(actor: Actor, application_id: int) -> ApplicationView:
    """Return one that waits; ApplicationNotFound, ApplicationClosed."""
    return _view(application_row(actor, application_id, COMPLETE))


def application_row(actor: Actor, application_id: int, permission: str, *, lock: bool = False) -> Application:
    """Return an open application over whose ward the actor holds a permission, or may hand on.

    ApplicationNotFound out of reach; ApplicationClosed.
    """
    rows = Application.objects.select_for_update() if lock else Application.objects.all()
    row = rows.filter(pk=application_id).first()
    scope = None if row is None else scope_of_home(row.ward_id)
    if row is None or scope is None or not any(actor.may(one, scope) for one in (permission, ASSIGN)):
        raise ApplicationNotFound
    if not actor.may(permission, scope) and lock:
        raise ApplicationNotFound
    if row.state != ApplicationState.OPEN:
        raise ApplicationClosed
    return row


def _view(row: Application) -> ApplicationView:
    return ApplicationView(row.pk, row.number, row.words, row.ward_id, row.received_at)
