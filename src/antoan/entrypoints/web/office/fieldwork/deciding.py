"""Forms whose person was registered meanwhile, or differs: an officer looks at both and decides."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.areas.queries import area
from antoan.domains.fieldwork.permissions import DECIDE
from antoan.domains.fieldwork.queries import form_for, waiting_forms
from antoan.domains.fieldwork.services import decide_form
from antoan.domains.fieldwork.values import Clash, FormView, Verdict
from antoan.domains.people.queries import identity_of
from antoan.entrypoints.web.office.fieldwork.forms import HEALTH
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.office.people.words import birth_in_words, saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.authorship import authorship_of
from antoan.entrypoints.web.shared.identity.words import GENDERS, PAPERS
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone
from antoan.kit.text import mask_head

CLASHES: Final[dict[Clash, Promise]] = {
    Clash.DIFFERS: gettext_lazy("Phiếu khác với hồ sơ đã có"),
    Clash.ALIKE: gettext_lazy("Phường, xã đã có người rất giống"),
    Clash.PAPER_TAKEN: gettext_lazy("Số giấy tờ thuộc hồ sơ có họ tên hoặc ngày sinh khác"),
    Clash.LIVES_ELSEWHERE: gettext_lazy("Người này có hồ sơ ở phường, xã khác"),
    Clash.UNREADABLE: gettext_lazy("Phiếu ghi thiếu hoặc sai, chưa đọc được"),
}
_DONE: Final[dict[Verdict, Promise]] = {
    Verdict.SAME: gettext_lazy("Đã ghi: cùng một người, hồ sơ giữ như cũ."),
    Verdict.TAKE: gettext_lazy("Đã ghi địa chỉ và số điện thoại của phiếu vào hồ sơ."),
    Verdict.NEW: gettext_lazy("Đã đăng ký người mới."),
    Verdict.DROP: gettext_lazy("Đã bỏ phiếu."),
}


@login_required
@require_safe
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """List the forms that wait, the oldest first."""
    actor = actor_of(request)
    require_in_area(actor, DECIDE)
    lines = [
        (form, CLASHES[form.clash], area(form.ward_id).name) for form in waiting_forms(actor) if form.clash
    ]
    return render(request, "office/fieldwork/waiting.html", {"lines": lines})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, field_form_id: UUID) -> HttpResponse:
    """Show a form beside the record it may be of, or do what the officer decides."""
    actor = actor_of(request)
    view, fault, status = form_for(actor, field_form_id), "", 200
    verdict = next((known for known in Verdict if known == request.POST.get("verdict")), None)
    if request.method == "POST" and verdict is not None:
        try:
            decide_form(actor=actor, form_id=field_form_id, verdict=verdict, author=authorship_of(request))
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        else:
            messages.success(request, str(_DONE[verdict]))
            return redirect("desk_field_waiting")
    return render(
        request, "office/fieldwork/one.html", _context(actor, view) | {"fault": fault}, status=status
    )


def _context(actor: Actor, view: FormView) -> dict[str, Any]:
    said = dict(view.filled.said) if view.filled else {}
    record = None
    if view.person_id is not None and view.filled is not None:
        person = identity_of(actor, view.person_id, purpose="field form")
        record = {
            "full_name": person.full_name,
            "birth": birth_in_words(person.birth),
            "gender": GENDERS[person.gender],
            "paper": ", ".join(
                f"{PAPERS[paper.kind]} {mask_head(paper.number)}" for paper in person.documents
            ),
            "phone": ", ".join(national_phone(number) for number in person.phones),
            "address": person.address,
        }
    genders = {gender.value: word for gender, word in GENDERS.items()}
    kinds = {kind.value: word for kind, word in PAPERS.items()}
    ours = said | {
        "gender": genders.get(said.get("gender", ""), ""),
        "paper": f"{kinds.get(said['kind'], '')} {mask_head(said['number'])}" if said.get("number") else "",
    }
    rows = [
        (_("Họ và tên"), "full_name"),
        (_("Ngày sinh"), "birth"),
        (_("Giới tính"), "gender"),
        (_("Giấy tờ"), "paper"),
        (_("Số điện thoại"), "phone"),
        (_("Nơi ở"), "address"),
    ]
    return {
        "view": view,
        "clash": CLASHES[view.clash] if view.clash else "",
        "rows": [(word, ours.get(key, ""), record[key] if record else "") for word, key in rows],
        "has_record": record is not None,
        "health": HEALTH.get(said.get("health", ""), "") if said.get("health") else "",
        "note": said.get("note", ""),
        "can_register": view.filled is not None and view.filled.person is not None,
        "is_waiting": view.filled is not None,
    }
