"""The volunteers of a ward: let help until a day, ended one by one or all at once."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.identity.limits import HELPER_DAYS_MAX
from antoan.domains.identity.permissions import MANAGE_HELPERS
from antoan.domains.identity.queries.helpers import helpers_of, wards_with_helpers
from antoan.domains.identity.services import end_help, let_help
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.office.people.words import saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden


class HelperForm(PlainForm):
    """Who helps, and until when."""

    login = forms.CharField(
        label=gettext_lazy("Tên đăng nhập của tình nguyện viên"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    last_day = forms.DateField(label=gettext_lazy("Ngày cuối cùng, trong vòng 30 ngày"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def team(request: HttpRequest) -> HttpResponse:
    """Show the volunteers of a ward, or do what a button says."""
    actor = actor_of(request)
    require_in_area(actor, MANAGE_HELPERS)
    wards = wards_with_helpers(actor)
    if not wards:
        raise Forbidden
    fields = request.POST if request.method == "POST" else request.GET
    ward_id = _number(fields.get("ward", ""))
    ward = next((one for one in wards if one.id == ward_id), wards[0])
    form, fault, status = HelperForm(initial={"last_day": clock.today() + timedelta(days=14)}), "", 200
    if request.method == "POST":
        form = HelperForm(request.POST) if request.POST.get("do", "add") == "add" else form
        try:
            done = _do(request, actor, ward.id, form)
        except AntoanError as error:
            done, fault, status = "", saying(error), 422
        if done:
            messages.success(request, done)
            return redirect(f"{request.path}?ward={ward.id}")
        status = 422
    context: dict[str, Any] = {
        "wards": wards,
        "ward": ward,
        "form": form,
        "fault": fault,
        "helpers": helpers_of(actor, ward.id, at=clock.now()),
        "days_max": HELPER_DAYS_MAX,
    }
    return render(request, "office/people/team.html", context, status=status)


def _do(request: HttpRequest, actor: Actor, ward_id: int, form: HelperForm) -> str:
    """Do what a button says; return what to tell, "" when the form has faults."""
    match request.POST.get("do", "add"):
        case "end":
            end_help(actor=actor, ward_id=ward_id, grant_id=_number(request.POST.get("grant", "")) or 0)
            return _("Đã kết thúc quyền của người này.")
        case "end_all":
            count = end_help(actor=actor, ward_id=ward_id)
            return (
                ngettext("Đã kết thúc quyền của %d người.", "Đã kết thúc quyền của %d người.", count) % count
            )
    if not form.is_valid():
        return ""
    let_help(
        actor=actor, ward_id=ward_id, login=form.cleaned_data["login"], last_day=form.cleaned_data["last_day"]
    )
    return _("Đã giao quyền. Người này đăng nhập lại là làm được ngay.")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
