"""The laboratory's desk: what waits, a result by scanning a tube, or a batch as a FHIR bundle."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.laboratory import services
from antoan.domains.laboratory.errors import TableUnreadable, TubeNotFound
from antoan.domains.laboratory.fhir import read_bundle
from antoan.domains.laboratory.permissions import RESULT
from antoan.domains.laboratory.queries import tubes_of
from antoan.domains.laboratory.tables import COLUMNS
from antoan.domains.laboratory.values import Intake, TubeResult, TubeState
from antoan.entrypoints.web.clinic.sampling.collecting import tube_row
from antoan.entrypoints.web.clinic.sampling.forms import AnswerForm
from antoan.entrypoints.web.clinic.sayings import in_words, saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.words import OUTCOMES
from antoan.entrypoints.web.shared.downloads import XLSX, download
from antoan.entrypoints.web.shared.working.faults import file_fault
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.imports.template import template_xlsx
from antoan.kit.errors import AntoanError, Forbidden

_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"
_UNKNOWN_TUBE = gettext_lazy("Không có ống này, hoặc ống của nơi khác.")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    """Take results."""
    actor = actor_of(request)
    if not actor.grants_of(RESULT):
        raise Forbidden
    is_batch = request.POST.get("do") == "batch"
    form = AnswerForm(
        request.POST if request.method == "POST" and not is_batch else None,
        initial={"barcode": request.GET.get("barcode", "")[:40]},
    )
    context: dict[str, Any] = {"form": form}
    try:
        if is_batch:
            context["intake"] = _batch(actor, request)
        elif request.method == "POST" and form.is_valid():
            _answer(actor, request, form)
            return redirect("sample_results")
    except TubeNotFound:
        context["fault"] = _UNKNOWN_TUBE
    except TableUnreadable as error:
        context["fault"] = file_fault(str(error.context["why"]), str(error.context["detail"]))
    except AntoanError as error:
        context["fault"] = saying(error)
    context["tubes"] = [tube_row(tube) for tube in tubes_of(actor, state=TubeState.OPEN)]
    status = 422 if request.method == "POST" and "intake" not in context else 200
    return render(request, "clinic/sampling/results.html", context, status=status)


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give the table of results to fill in."""
    if not actor_of(request).grants_of(RESULT):
        raise Forbidden
    made = template_xlsx(
        COLUMNS,
        sheet=_("Danh sách"),
        help_sheet=_("Cách điền"),
        help_titles=(_("Cột"), _("Ví dụ"), _("Cách điền")),
    )
    return download(made, "mau-ket-qua-xet-nghiem.xlsx", XLSX)


def _answer(actor: Actor, request: HttpRequest, form: AnswerForm) -> None:
    fields = form.cleaned_data
    result = TubeResult(fields["barcode"], fields["outcome"])
    tube = services.answer_tube(actor=actor, result=result, source="desk")
    told = {"barcode": tube.barcode, "outcome": OUTCOMES[tube.outcome]}
    messages.success(request, _("Ống %(barcode)s: %(outcome)s. Đã báo cho người được lấy mẫu.") % told)


def _batch(actor: Actor, request: HttpRequest) -> dict[str, Any]:
    sent: Any = request.FILES.get("bundle")
    raw = sent.read() if sent else b""
    if not raw.lstrip(_BEFORE_JSON).startswith(b"{"):
        return _told(services.take_table(actor=actor, raw=raw), _("Dòng"))
    return _told(services.take_batch(actor=actor, results=read_bundle(raw), source="fhir"), _("Kết quả thứ"))


def _told(intake: Intake, place_word: str) -> dict[str, Any]:
    faults = [(place_word, place, barcode, _why(code)) for place, barcode, code in intake.faults]
    return {"rows": intake.rows, "done": intake.done, "known": intake.known, "faults": faults}


def _why(code: str) -> str:
    return str(_UNKNOWN_TUBE) if code == TubeNotFound.code else in_words(code)
