"""What the text line keeps of a person, and how finished registrations go."""

from datetime import datetime

from antoan.domains.privacy.registry import Part, before_day, register_part, register_sweep
from antoan.domains.textline.models import Application
from antoan.domains.textline.values import ApplicationState
from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.db.kept import Kept
from antoan.kit.words import Words


def register_all() -> None:
    """Tell privacy."""
    kept = Kept(Application, by="person_id", hidden=("ward_id", "decided_by_account_id"))
    register_part(Part("registrations", Words("Đăng ký qua tin nhắn", "Registration by SMS"), (kept,)))
    register_sweep("registrations", before_day(forget_finished))


def forget_finished(before: datetime) -> dict[str, int]:
    """Delete a batch of registrations that ended before a moment; return rows by table."""
    finished = Application.objects.exclude(state=ApplicationState.OPEN).filter(decided_at__lt=before)
    return delete_batch(finished.order_by("decided_at"))
