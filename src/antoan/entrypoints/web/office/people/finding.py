"""Finding somebody of one's area: by name and birth, or a paper with either; always with a reason."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.people.errors import DocumentUnreadable, PersonUnreadable
from antoan.domains.people.papers import canonical_paper
from antoan.domains.people.permissions import FIND
from antoan.domains.people.queries import Found, find_people
from antoan.domains.people.rules import NAME_LETTERS_MAX, checked_birth, read_birth
from antoan.domains.people.values import Birth, DocumentKind, Paper
from antoan.entrypoints.web.office.people.found import line_of
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.office.people.reasons import keep_reason
from antoan.entrypoints.web.office.people.words import saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.entrypoints.web.shared.identity.words import PAPERS
from antoan.kit import clock
from antoan.kit.errors import AntoanError


class FindForm(PlainForm):
    """What is known of somebody who is looked for."""

    reason = forms.CharField(
        label=_("Vì sao bạn tìm?"),
        help_text=_("Người được tìm thấy sẽ đọc được lý do này. Ví dụ: người dân đến xin cấp thẻ."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy ghi lý do, ít nhất 5 chữ cái.")},
    )
    name = forms.CharField(
        label=_("Họ và tên"),
        help_text=_("Có dấu hay không dấu, đảo thứ tự đều tìm được."),
        max_length=NAME_LETTERS_MAX,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )
    birth = forms.CharField(
        label=_("Ngày sinh hoặc năm sinh"),
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "nhsuk-input--width-10"}
        ),
    )
    kind = forms.TypedChoiceField(
        label=_("Loại giấy tờ"),
        coerce=DocumentKind,
        choices=[(kind.value, word) for kind, word in PAPERS.items()],
        required=False,
    )
    number = forms.CharField(
        label=_("Số giấy tờ, nếu có"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_birth(self) -> Birth | None:
        """Read the birth date as people write it."""
        typed = self.cleaned_data["birth"]
        try:
            return checked_birth(read_birth(typed), clock.today()) if typed.strip() else None
        except PersonUnreadable:
            raise forms.ValidationError(
                _("Ngày sinh chưa đúng. Hãy nhập như 31/12/1990, hoặc chỉ năm nếu không nhớ ngày.")
            ) from None

    def clean_number(self) -> Paper | None:
        """Read the number in the form of its kind."""
        typed, kind = self.cleaned_data["number"], self.cleaned_data.get("kind")
        try:
            return canonical_paper(Paper(kind, typed)) if typed.strip() and kind else None
        except DocumentUnreadable as error:
            raise forms.ValidationError(saying(error)) from None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Ask whom and why; show who it may be, the likeliest first."""
    actor = actor_of(request)
    require_in_area(actor, FIND)
    form = FindForm(request.POST or None)
    found: list[Found] | None = None
    fault, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fields = form.cleaned_data
            try:
                found = find_people(
                    actor, reason=fields["reason"], name=fields["name"], birth=fields["birth"], paper=fields["number"]
                )  # fmt: skip
            except AntoanError as error:
                fault, status = saying(error), error.status
            else:
                status = 200
                keep_reason(request, [one.person_id for one in found], fields["reason"])
    context: dict[str, Any] = {
        "form": form,
        "fault": fault,
        "found": None if found is None else [line_of(one) for one in found],
        "with_merge": found is not None and len(found) > 1,
    }
    return render(request, "office/people/find.html", context, status=status)
