"""What field forms keep of a person, and how old ones go."""

from datetime import date

from antoan.domains.fieldwork.models import FieldForm
from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Kept
from antoan.kit.clock import day_start
from antoan.kit.words import Words

# Of a form that waits nobody knows yet whose it is: it is shown to whoever decides, and told in no copy.
_HIDDEN = ("ward_id", "text", "sent_by_account_id", "decided_by_account_id")


def register_all() -> None:
    """Tell privacy."""
    kept = (Kept(FieldForm, hidden=_HIDDEN),)
    register_part(Part("field_forms", Words("Phiếu ghi tại nhà", "Forms filled in at the door"), kept))
    register_sweep("field_forms", forget_old)


def forget_old(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of forms that came before a day, decided or not."""
    old = FieldForm.objects.filter(received_at__lt=day_start(first_day_kept))
    return delete_batch(old.order_by("received_at"))
