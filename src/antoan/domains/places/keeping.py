"""What reports of posters keep of who sent them, and how closed ones go."""

from datetime import date

from django.db import transaction

from antoan.domains.places.models import PosterReport
from antoan.domains.places.poster_values import OWNER_KIND, UNDECIDED
from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.foundation.db.deleting import BATCH_ROWS, delete_batch
from antoan.foundation.db.kept import Kept
from antoan.foundation.files.services import forget_files_of
from antoan.kit.clock import day_start
from antoan.kit.words import Words


def register_all() -> None:
    """Tell privacy."""
    kept = (Kept(PosterReport, by="person_id", hidden=("sent_id", "decided_by_account_id")),)
    register_part(Part("posters", Words("Tờ mã giả đã báo", "Posters you reported"), kept))
    register_sweep("poster_reports", forget_closed_reports)


@transaction.atomic
def forget_closed_reports(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of reports that were closed before a day, with their photos."""
    closed = PosterReport.objects.exclude(state__in=sorted(UNDECIDED))
    old = closed.filter(decided_at__lt=day_start(first_day_kept)).order_by("decided_at", "pk")
    sent = old.values_list("sent_id", flat=True)[:BATCH_ROWS]
    forget_files_of(owner_kind=OWNER_KIND, owner_ids=[str(one) for one in sent])
    return delete_batch(old)
