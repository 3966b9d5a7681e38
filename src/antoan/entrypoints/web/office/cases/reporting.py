"""The report of a case on the form of the day, and the paper of one that was filed."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.cases.errors import CaseFileNotFound, ReportUnreadable
from antoan.domains.cases.forms import Field, FieldKind, Form, form_called, form_on
from antoan.domains.cases.permissions import REPORT
from antoan.domains.cases.queries.access import file_in
from antoan.domains.cases.queries.files import case_file, reports_of
from antoan.domains.cases.services.reporting import file_report
from antoan.domains.printing.services import print_sheet
from antoan.domains.printing.values import Section, Sheet
from antoan.entrypoints.web.office.cases import words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.kit import clock
from antoan.kit.errors import AntoanError

_PAPER_LETTERS_MAX: Final = 600  # Of one cell; the rest of a long history stays on the page.


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask what the form asks; what was filed before stands there to be gone on with."""
    actor = actor_of(request)
    file_in(actor, case_id, REPORT)
    form, fault, status, faulty = form_on(clock.today()), "", 200, []
    if request.method == "POST":
        sent = {field.key: request.POST.get(field.key, "") for field in form.asked}
        try:
            file_report(actor=actor, file_id=case_id, sent=sent)
            messages.success(request, _("Đã lập phiếu báo cáo."))
            return redirect("desk_case", case_id)
        except ReportUnreadable as error:
            fault, status, faulty = str(words.SAYINGS[error.code]), 422, list(error.context["faulty"])  # type: ignore[call-overload]
        except AntoanError as error:
            if error.code not in words.SAYINGS:
                raise
            fault, status = str(words.SAYINGS[error.code]), error.status
    else:
        last = next(iter(reports_of(actor, case_id)), None)
        sent = dict(last.answers) if last else {}
    context = {
        "case": case_file(actor, case_id),
        "form": form,
        "title": form.title.say(get_language()),
        "fields": [_asked(field, sent, faulty) for field in form.asked],
        "known": [field.words.say(get_language()) for field in form.fields if field.kind is FieldKind.KNOWN],
        "fault": fault,
    }
    return render(request, "office/cases/report.html", context, status=status)


@login_required
@never_cache
@require_safe
def paper(request: HttpRequest, case_id: int, filed_id: int) -> HttpResponse:
    """Hand out a report that was filed."""
    actor = actor_of(request)
    filed = next((one for one in reports_of(actor, case_id) if one.id == filed_id), None)
    if filed is None:
        raise CaseFileNotFound
    form = form_called(filed.form)
    sheet = Sheet(
        title=form.title.say(get_language()),
        subtitle=_("%(basis)s · lập lúc %(at)s")
        % {"basis": form.basis, "at": date_format(clock.local(filed.filed_at), "H:i d/m/Y")},
        name=filed.answers.get("name", ""),
        lines=(),
        qr=request.build_absolute_uri(reverse("desk_case", args=[case_id])),
        caption=_("Quét để mở hồ sơ trong hệ thống (cần đăng nhập)"),
        sections=(Section(_("Nội dung"), _rows(form, filed.answers), widths=(2, 4)),),
    )
    return download(print_sheet(sheet, at=clock.now()), f"phieu-ca-benh-{case_id}.pdf", "application/pdf")


def _rows(form: Form, answers: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    head = (_("Mục"), _("Trả lời"))
    filled = [
        (field.words.say(get_language()), _shown(field, answers[field.key])[:_PAPER_LETTERS_MAX])
        for field in form.fields
        if answers.get(field.key)
    ]
    return (head, *filled)


def _shown(field: Field, answer: str) -> str:
    if answer in field.choices:
        return field.choices[answer].say(get_language())
    return answer


def _asked(field: Field, sent: Mapping[str, str], faulty: list[str]) -> dict[str, Any]:
    return {
        "key": field.key,
        "kind": field.kind.value,
        "label": field.words.say(get_language()),
        "value": sent.get(field.key, ""),
        "choices": [(key, one.say(get_language())) for key, one in field.choices.items()],
        "is_required": field.is_required,
        "is_faulty": field.key in faulty,
    }
