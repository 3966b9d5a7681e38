"""Takes a list back, a batch at a time."""

from typing import Final

from antoan.domains.records.services import take_back_doses
from antoan.domains.vaccination.models import HeldDose, ImportedDose
from antoan.domains.vaccination.services.loading import acting_for
from antoan.foundation.imports.values import RunRef

BECAUSE: Final = "Nhập nhầm từ tệp, đã bỏ cả tệp"


def take_back(run: RunRef, rows_max: int) -> int:
    """Strike out at most so many doses of a run, then forget what it kept apart; 0 when nothing is left."""
    brought = ImportedDose.objects.filter(run_id=run.id)
    links = list(brought.order_by("number").values_list("number", "record_id", "former")[:rows_max])
    if links:
        taken = {record_id: former for _, record_id, former in links}
        take_back_doses(actor=acting_for(run.account_id), taken=taken, because=BECAUSE)
        brought.filter(number__lte=links[-1][0]).delete()
        return len(links)
    held = list(HeldDose.objects.filter(run_id=run.id).values_list("pk", flat=True)[:rows_max])
    HeldDose.objects.filter(pk__in=held).delete()
    return len(held)
