"""Which telephone is answered day and night for an area."""

from django.db import transaction

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.care.errors import LevelUnknown
from antoan.domains.care.models import DutyLine
from antoan.domains.care.permissions import SET_LINE
from antoan.domains.monitoring.kinds import rules_of
from antoan.domains.monitoring.values import TaskKind
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_decision
from antoan.kit.phones import normalise_phone


def levels() -> range:
    """Return the levels an alarm climbs."""
    return range(1, len(rules_of(TaskKind.HOME_WARNING).levels) + 1)


@transaction.atomic
def set_duty_line(*, actor: Actor, area_id: int, level: int, number: str) -> None:
    """Keep the number of an area's level, or forget it when none is given; Forbidden, PhoneUnreadable, AreaNotFound."""
    require(actor, SET_LINE, Scope(areas=ancestors_of(area_id)))
    if level not in levels():
        raise LevelUnknown
    if number.strip():
        DutyLine.objects.update_or_create(
            area_id=area_id, level=level, defaults={"number": normalise_phone(number)}
        )
    else:
        DutyLine.objects.filter(area=area_id, level=level).delete()
    record_decision(actor, action="care.line", object_kind="area", object_id=area_id, detail={"level": level})
