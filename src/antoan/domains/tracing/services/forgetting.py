"""Takes people and days out of the sealed files that may not be there any more."""

from collections.abc import Callable
from datetime import date

import numpy as np

from antoan.domains.tracing.columns import Columns, Fingerprint
from antoan.domains.tracing.models import ForgottenNumber, LateChange
from antoan.domains.tracing.queries.numbers import forgotten_numbers
from antoan.domains.tracing.rules.days import first_kept, is_kept
from antoan.domains.tracing.sealing.layout import Sealed, SealedDay
from antoan.domains.tracing.sealing.shelf import ShelfDay
from antoan.kit.clock import day_start

WriteDay = Callable[[Sealed, date, Columns, Fingerprint], SealedDay]


def write_without_forgotten(folder: Sealed, *, write: WriteDay) -> None:
    """Write every day anew that holds a number of somebody erased; then nothing is left of the numbers."""
    numbers = forgotten_numbers()
    if not len(numbers):
        return
    for day, sealed in folder.days().items():
        files = ShelfDay(sealed, folder.folder_of(sealed)).hot()
        if any(len(files.rows_of_person(number)) for number in numbers.tolist()):
            columns = files.columns()
            kept = columns.take(np.flatnonzero(~np.isin(columns.person, numbers)))
            fresh = write(folder, day, kept, kept.fingerprint())
            folder.put_in_force({**folder.days(), day: fresh})
    ForgottenNumber.objects.filter(number__in=numbers.tolist()).delete()


def drop_old_days(folder: Sealed, today: date) -> list[date]:
    """Take days out of force on which it may not be known any more who was where; return them."""
    LateChange.objects.filter(t_in__lt=day_start(first_kept(today))).delete()
    days = folder.days()
    old = [day for day in days if not is_kept(day, today)]
    if old:
        folder.put_in_force({day: sealed for day, sealed in days.items() if day not in old})
    return old
