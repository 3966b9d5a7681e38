"""Where a list for cards is brought: the same page for a ward's desk and for a unit."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from antoan.domains.cards.limits import BATCH_CARDS_MAX
from antoan.domains.cards.queries import rosters_of
from antoan.domains.cards.rosters.columns import COLUMNS
from antoan.domains.cards.services import bring_roster
from antoan.domains.cards.values import RosterOwner
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.importing import entry, uuid_of
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.foundation.imports.limits import FILE_BYTES_MAX
from antoan.kit.errors import AntoanError


def bring(
    request: HttpRequest, owners: Sequence[RosterOwner], chosen: RosterOwner, context: dict[str, Any]
) -> HttpResponse:
    """Show how to bring a list and the lists before, or take one for the chosen owner."""
    actor, fault, status = actor_of(request), "", 200
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            run = bring_roster(
                actor=actor, owner=chosen, roster_id=uuid_of(request.POST.get("id", "")),
                file_name=sent.name if sent and sent.name else "", data=sent.read() if sent else b"",
            )  # fmt: skip
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        else:
            return redirect("card_list", run.id)
    shown = context | {
        "roster_id": uuid4(),
        "runs": [entry(run) for run in rosters_of(actor, owners)],
        "columns": COLUMNS,
        "megabytes": FILE_BYTES_MAX // 1024 // 1024,
        "rows_max": words.number(BATCH_CARDS_MAX),
        "fault": fault,
    }
    return render(request, "shared/cards/bring.html", shown, status=status)
