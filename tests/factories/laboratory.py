"""Tubes with people's samples in them."""

from itertools import count

from antoan.domains.laboratory import services
from antoan.domains.laboratory.values import TubeView
from antoan.domains.records.values import TestKind
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.vaccination import code_of

_barcodes = count(100_000)


def a_tube(
    unit_id: int, *people, kind: TestKind = TestKind.PCR, people_max: int = 1, barcode: str = ""
) -> TubeView:
    code = barcode or f"XN{next(_barcodes)}"
    tube = services.open_tube(actor=SYSTEM, unit_id=unit_id, barcode=code, kind=kind, people_max=people_max)
    for person in people:
        tube = services.add_person(actor=SYSTEM, tube_id=tube.id, code=code_of(person))
    return tube
