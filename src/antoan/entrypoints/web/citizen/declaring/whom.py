"""For whom a form is filled in, named by ``for``: nothing (oneself), a dependant's number, or ``other``."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from antoan.domains.declarations.permissions import MAKE
from antoan.domains.passes.queries import labels_of
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for, dependants_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor

OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody to declare for. `person_id` is None for whoever's code is typed in."""

    key: str  # What the address says; "" for oneself.
    name: str
    person_id: int | None


def subject_of(request: HttpRequest) -> Subject:
    """Return for whom this is; PersonNotFound for anybody one does not answer for.

    An account that is nobody's (staff, a helper) declares for others only.
    """
    actor = actor_of(request)
    key = request.POST.get("for") or request.GET.get("for") or ""
    if key == OTHER or (not key and actor.person_id is None):
        return _other()
    if not key or key == str(actor.person_id):
        assert actor.person_id is not None
        return _oneself(actor.person_id)
    if not key.isascii() or not key.isdecimal() or len(key) > 18 or not answers_for(actor, int(key)):
        raise PersonNotFound
    return Subject(key, labels_of([int(key)]).get(int(key), ""), int(key))


def subjects(actor: Actor) -> list[Subject]:
    """Return all for whom one may declare: oneself, dependants, somebody else."""
    if actor.person_id is None:
        return [_other()]
    wards = [link.person_id for link in dependants_of(actor, actor.person_id)]
    names = labels_of(wards)
    known = [Subject(str(person_id), names.get(person_id, ""), person_id) for person_id in wards]
    return [_oneself(actor.person_id), *known, _other()]


def may_declare(actor: Actor) -> bool:
    """Tell whether an account may declare for anybody."""
    return bool(actor.grants_of(MAKE))


def _oneself(person_id: int) -> Subject:
    return Subject("", _("Tôi"), person_id)


def _other() -> Subject:
    return Subject(OTHER, _("Người khác"), None)
