"""Whom staff help, why, and how that person is there; asked once, and kept with the session for a short while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from antoan.domains.passes.queries import labels_of
from antoan.domains.people.assistance import Assistance, Presence
from antoan.domains.people.permissions import ASSIST
from antoan.domains.people.queries import require_over_person
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.office.people.reasons import reason_for
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

WAYS: Final = {Presence.DESK: _("tại bàn"), Presence.PHONE: _("qua điện thoại")}
PRESENT_FOR: Final = timedelta(minutes=30)  # Then whoever went home is not helped any more.
_SESSION: Final = "assisted"  # One person at a time: who comes next is asked for anew.


@dataclass(frozen=True, slots=True)
class Helped:
    """Whoever is helped at this moment, and by whom."""

    actor: Actor
    person_id: int
    assistance: Assistance

    def framed(self) -> dict[str, Any]:
        """Return what stands above every page: who, how, why. The label only: the name was shown where one came from."""
        frame = {
            "person_id": self.person_id,
            "label": labels_of([self.person_id]).get(self.person_id, ""),
            "way": WAYS[self.assistance.presence],
            "reason": self.assistance.reason,
            "is_at_desk": self.is_at_desk,
        }
        return {"frame": frame}

    @property
    def is_at_desk(self) -> bool:
        """Whether the person stands there."""
        return self.assistance.presence is Presence.DESK


def keep_presence(request: HttpRequest, person_id: int, presence: Presence) -> None:
    """Remember how a person is there, from now on."""
    request.session[_SESSION] = [person_id, presence.value, clock.now().timestamp()]


def forget_presence(request: HttpRequest) -> None:
    """The person has gone."""
    request.session.pop(_SESSION, None)


def require_helper(request: HttpRequest, person_id: int) -> Actor:
    """Return who acts, when they may help this person; PersonNotFound, Forbidden."""
    actor = actor_of(request)
    require_in_area(actor, ASSIST)
    require_over_person(actor, ASSIST, person_id)
    return actor


def helped(request: HttpRequest, person_id: int) -> Helped | None:
    """Return whom one helps; None while the reason or the way is still to be said. PersonNotFound, Forbidden."""
    actor, reason = require_helper(request, person_id), reason_for(request, person_id)
    known, way, since = request.session.get(_SESSION, [0, "", 0.0])
    is_gone = known != person_id or clock.now().timestamp() - since > PRESENT_FOR.total_seconds()
    if not reason or is_gone:
        return None
    return Helped(actor, person_id, Assistance(reason, Presence(way)))


def with_person(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to staff who help a person; whoever has not said why and how is asked first."""

    @wraps(view)
    @login_required
    @never_cache
    def opened(request: HttpRequest, resident_id: int, **more: Any) -> HttpResponse:
        found = helped(request, resident_id)
        return redirect("desk_with", resident_id) if found is None else view(request, found, **more)

    return opened
