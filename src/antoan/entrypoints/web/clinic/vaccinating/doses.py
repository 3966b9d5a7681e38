"""The desk beside the needle: scan the vial once, then each person's code. A slip is taken back within minutes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.vaccination import services
from antoan.domains.vaccination.errors import EntryNotFound, NotToBeVaccinated
from antoan.domains.vaccination.queries import entries_of, lots_at, session_for
from antoan.domains.vaccination.values import EntryView, NewEntry, Reaction
from antoan.domains.vaccination.vials import VIAL_LETTERS_MAX
from antoan.entrypoints.web.clinic.sayings import concerns_in_words, saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError
from antoan.kit.ids import uuid7

REACTIONS = {
    Reaction.NONE: gettext_lazy("Đã theo dõi, không có gì"),
    Reaction.MILD: gettext_lazy("Nhẹ: đau, sốt nhẹ, mệt"),
    Reaction.SEVERE: gettext_lazy("Nặng: đã xử trí, chuyển cấp cứu"),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def doses(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Enter doses one after another."""
    actor = actor_of(request)
    screen = _Screen(lot=request.POST.get("lot", "")[:VIAL_LETTERS_MAX])
    if request.method == "POST":
        screen = _answered(actor, session_id, request, screen)
    now = clock.now()
    context = {
        "session": session_for(actor, session_id),
        "lots": lots_at(actor, session_id),
        "entries": [_row(entry, now) for entry in entries_of(actor, session_id)],
        "screen": screen,
        "fault": screen.fault,
        "fresh_id": uuid7(),
    }
    status = 422 if screen.fault else 200
    return render(request, "clinic/vaccinating/doses.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dose(request: HttpRequest, session_id: UUID, dose_id: UUID) -> HttpResponse:
    """Keep how somebody was after the dose, and offer the certificate."""
    actor = actor_of(request)
    session = session_for(actor, session_id)
    entry = entry_at(actor, session_id, dose_id)
    chosen = request.POST.get("reaction", "")
    if request.method == "POST" and chosen in set(Reaction):
        services.note_reaction(
            actor=actor,
            entry_id=dose_id,
            session_id=session_id,
            reaction=Reaction(chosen),
            words=request.POST.get("words", ""),
        )
        messages.success(request, _("Đã ghi phản ứng sau tiêm."))
        return redirect("vaccination_doses", session_id)
    context = {
        "session": session,
        "entry": entry,
        "reactions": [(one.value, word) for one, word in REACTIONS.items()],
        "fault": _("Hãy chọn người đó ra sao sau khi tiêm.") if request.method == "POST" else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "clinic/vaccinating/dose.html", context, status=status)


def entry_at(actor: Actor, session_id: UUID, entry_id: UUID) -> EntryView:
    """Return one of the doses entered last; EntryNotFound."""
    for entry in entries_of(actor, session_id):
        if entry.id == entry_id:
            return entry
    raise EntryNotFound


class _Screen:
    """What the desk sees after a scan."""

    def __init__(
        self,
        *,
        lot: str,
        code: str = "",
        entered: EntryView | None = None,
        fault: str = "",
        concerns: str = "",
    ) -> None:
        self.lot, self.code, self.entered, self.fault, self.concerns = lot, code, entered, fault, concerns
        self.doubts = concerns_in_words(entered.doubts) if entered else ""


def _answered(actor: Actor, session_id: UUID, request: HttpRequest, screen: _Screen) -> _Screen:
    if request.POST.get("do") == "undo":
        return _undone(actor, session_id, request, screen)
    code = request.POST.get("code", "")
    if not code.strip():  # The vial was scanned; the person comes next.
        return screen
    entry = NewEntry(
        id=_uuid(request.POST.get("id", "")) or uuid7(),
        session_id=session_id,
        code=code,
        lot=screen.lot,
        is_given_anyway=request.POST.get("do") == "anyway",
    )
    try:
        return _Screen(lot=screen.lot, entered=services.enter_dose(actor=actor, entry=entry))
    except NotToBeVaccinated as error:
        doubts: Any = error.context["doubts"]
        return _Screen(
            lot=screen.lot,
            code=code,
            fault=_("Khoan đã: hôm nay không nên tiêm cho người này."),
            concerns=concerns_in_words(doubts),
        )
    except AntoanError as error:
        return _Screen(lot=screen.lot, fault=saying(error))


def _undone(actor: Actor, session_id: UUID, request: HttpRequest, screen: _Screen) -> _Screen:
    entry_id = _uuid(request.POST.get("entry", ""))
    if entry_id is None:
        raise EntryNotFound
    try:
        services.undo_entry(actor=actor, entry_id=entry_id, session_id=session_id)
    except AntoanError as error:
        return _Screen(lot=screen.lot, fault=saying(error))
    messages.success(request, _("Đã hủy mũi vừa nhập. Mũi đó không được tính."))
    return screen


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _row(entry: EntryView, now: Any) -> dict[str, Any]:
    return {
        "entry": entry,
        "may_undo": entry.undone_at is None and now < entry.may_undo_until,
        "doubts": concerns_in_words(entry.doubts),
        "reaction": REACTIONS[entry.reaction] if entry.reaction else "",
    }
