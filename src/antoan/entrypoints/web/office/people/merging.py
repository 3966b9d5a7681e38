"""Two entries of one person: side by side, what would move, merged, and undone."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.areas.queries import area
from antoan.domains.identity import services
from antoan.domains.identity.queries.merges import merge_for, would_move
from antoan.domains.people.permissions import CHANGE
from antoan.domains.people.queries import identity_of
from antoan.domains.people.values import PersonView
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.office.people.reasons import keep_reason, reason_for
from antoan.entrypoints.web.office.people.words import birth_in_words, saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.words import GENDERS, PAPERS
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.kit.errors import AntoanError
from antoan.kit.text import mask_head
from antoan.kit.words import Words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def merge(request: HttpRequest) -> HttpResponse:
    """Show two entries side by side with what would move; merge when asked."""
    actor = actor_of(request)
    require_in_area(actor, CHANGE)
    fields = request.POST if request.method == "POST" else request.GET
    people = list(dict.fromkeys(map(_number, fields.getlist("person"))))
    if len(people) != 2 or None in people:
        messages.error(request, _("Hãy chọn đúng hai hồ sơ."))
        return redirect("desk_people")
    one, two = (person_id or 0 for person_id in people)
    if request.method == "POST":
        kept_id = two if _number(request.POST.get("keep", "")) == two else one
        merge_id = sent_id(request)
        try:
            services.merge_entries(
                actor=actor, merge_id=merge_id, kept_id=kept_id, dropped_id=one if kept_id == two else two,
                because=request.POST.get("because", ""),
            )  # fmt: skip
        except AntoanError as error:
            if error.status in {403, 404} and error.code != "identity:case:own":
                raise
            return _preview(request, one, two, fault=saying(error), status=error.status)
        messages.success(request, _("Đã gộp. Mã của hồ sơ bị bỏ đã khóa: hãy in thẻ mới cho người này."))
        return redirect("desk_merged", merge_id)
    return _preview(request, one, two)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def merged(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Show what was merged and until when it can be undone; undo it when asked."""
    actor = actor_of(request)
    view = merge_for(actor, merge_id)
    if request.method == "POST":
        try:
            restored = services.undo_merge(actor=actor, merge_id=merge_id)
        except AntoanError as error:
            messages.error(request, saying(error))
            return redirect("desk_merged", merge_id)
        keep_reason(request, [restored], _("Vừa hoàn tác một lần gộp"))
        messages.success(
            request, _("Đã hoàn tác: hai hồ sơ như trước. Mã đã khóa không dùng lại, người này có mã mới.")
        )
        return redirect("desk_person", restored)
    return render(request, "office/people/merged.html", {"merge": view, "moved": _moved(view.moved)})


def _preview(request: HttpRequest, one: int, two: int, *, fault: str = "", status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    purpose = reason_for(request, one) or _("So hai hồ sơ nghi trùng")
    views = [identity_of(actor, person_id, purpose=purpose) for person_id in (one, two)]
    context: dict[str, Any] = {
        "people": [_described(view) | {"moved": _moved(would_move(actor, view.id))} for view in views],
        "fault": fault,
        "because": request.POST.get("because", ""),
        "form_id": uuid4(),
        "keep": min(one, two),  # The earlier entry.
    }
    return render(request, "office/people/merge.html", context, status=status)


def _described(view: PersonView) -> dict[str, Any]:
    return {
        "id": view.id,
        "name": view.full_name,
        "birth": birth_in_words(view.birth),
        "gender": GENDERS[view.gender],
        "papers": [(PAPERS[paper.kind], mask_head(paper.number)) for paper in view.documents],
        "phones": len(view.phones),
        "home": ", ".join(filter(None, (view.address, area(view.ward_id).name if view.ward_id else ""))),
    }


def _moved(moved: tuple[tuple[Words, int], ...]) -> list[tuple[str, int]]:
    return [(title.say(get_language()), count) for title, count in moved]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
