"""Decides which cases and outbreaks an actor reaches. The only way to one."""

from uuid import UUID

from django.db.models import Q, QuerySet

from antoan.domains.areas.reach import within_reach
from antoan.domains.cases.errors import CaseFileNotFound, OutbreakNotFound
from antoan.domains.cases.models import CaseFile, Outbreak
from antoan.domains.cases.permissions import READ
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import Forbidden


def reach_of(actor: Actor, permission: str) -> Q:
    """Return the condition on rows of wards over which the actor holds a permission; Forbidden where it holds it nowhere."""
    if actor.is_system:
        return Q()
    if not actor.grants_of(permission):
        raise Forbidden(f"This needs the right {permission}, which you do not have.", permission=permission)
    return within_reach(actor, permission)


def files_reached_by(actor: Actor, permission: str = READ) -> QuerySet[CaseFile]:
    """Return the cases of the actor's wards. A case of no ward is for whoever works in the whole city."""
    return CaseFile.objects.filter(reach_of(actor, permission))


def file_in(actor: Actor, file_id: int, permission: str = READ, *, lock: bool = False) -> CaseFile:
    """Return one case; CaseFileNotFound, exactly as for one that does not exist."""
    rows = files_reached_by(actor, permission)
    row = (rows.select_for_update() if lock else rows).filter(pk=file_id).first()
    if row is None:
        raise CaseFileNotFound
    return row


def outbreaks_reached_by(actor: Actor, permission: str = READ) -> QuerySet[Outbreak]:
    """Return the outbreaks of the actor's wards."""
    return Outbreak.objects.filter(reach_of(actor, permission))


def outbreak_in(actor: Actor, outbreak_id: UUID, permission: str = READ, *, lock: bool = False) -> Outbreak:
    """Return one outbreak; OutbreakNotFound."""
    rows = outbreaks_reached_by(actor, permission)
    row = (rows.select_for_update() if lock else rows).filter(pk=outbreak_id).first()
    if row is None:
        raise OutbreakNotFound
    return row
