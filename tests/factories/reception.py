"""Receptions."""

from antoan.domains.reception import services
from antoan.domains.reception.values import DeskView, NewDesk
from antoan.foundation.accounts.actor import SYSTEM


def a_desk(unit_id: int, gate_id: int, name: str = "Cổng chính") -> DeskView:
    new = NewDesk(unit_id=unit_id, gate_id=gate_id, name=name, room="Phòng 1", room_apart="Lều số 2")
    return services.open_desk(actor=SYSTEM, desk=new)
