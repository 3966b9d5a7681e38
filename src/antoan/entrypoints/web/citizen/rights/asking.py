"""A citizen asks to be told, for a copy, or for a purpose to rest."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.privacy.law import copy_kept_days, deadline_for
from antoan.domains.privacy.purposes import purposes
from antoan.domains.privacy.rules import WORDS_LETTERS_MAX
from antoan.domains.privacy.services.asking import ask
from antoan.domains.privacy.values import NewRequest, RequestKind
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.rights.ids import sent_id
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.rights import words
from antoan.entrypoints.web.shared.rights.sayings import saying
from antoan.kit.errors import AntoanError

ASKED_HERE: Final = (RequestKind.VIEW, RequestKind.COPY, RequestKind.RESTRICT, RequestKind.OBJECT)
_LIMITS: Final = {RequestKind.RESTRICT, RequestKind.OBJECT}


class AskForm(forms.Form):
    """Asks what a kind of request needs."""

    purpose = forms.ChoiceField(
        label=_("Dữ liệu đang dùng vào việc nào?"),
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
        error_messages={"required": _("Hãy chọn một việc")},
    )
    words = forms.CharField(
        label=_("Nói rõ điều bạn muốn"),
        max_length=WORDS_LETTERS_MAX,
        widget=forms.Textarea(attrs={"class": "nhsuk-textarea", "rows": 4}),
        error_messages={"required": _("Hãy điền ô này")},
    )

    def __init__(
        self, kind: RequestKind, data: Mapping[str, Any] | None = None, *, initial: str = ""
    ) -> None:
        """Keep the fields of a kind."""
        super().__init__(data, label_suffix="", initial={"purpose": initial})
        if kind in _LIMITS:
            chosen = self.fields["purpose"]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = [("", _("Chọn"))] + [(one.key, words.title_of(one)) for one in purposes()]
            self.fields["words"].required = kind is RequestKind.OBJECT
            self.fields["words"].label = (
                _("Vì sao?") if kind is RequestKind.OBJECT else _("Nói thêm (không bắt buộc)")
            )
        else:
            del self.fields["purpose"]
        if kind is RequestKind.COPY:
            del self.fields["words"]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask what a kind of request needs, and keep it."""
    if kind not in set(ASKED_HERE):
        raise Http404
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    asked = RequestKind(kind)
    form = AskForm(
        asked, request.POST if request.method == "POST" else None, initial=request.GET.get("purpose", "")
    )
    fault = ""
    if request.method == "POST" and form.is_valid():
        wanted = NewRequest(
            id=sent_id(request, "request"),
            person_id=person_id,
            kind=asked,
            purpose=form.cleaned_data.get("purpose", ""),
            words=form.cleaned_data.get("words", ""),
        )
        try:
            return redirect("my_request", ask(actor=actor_of(request), request=wanted).number)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            if number := error.context.get("number"):
                return redirect("my_request", number)
            fault = saying(error)
    context = {
        "form": form,
        "fault": fault,
        "title": words.KINDS[asked],
        "hint": words.HINTS.get(asked, ""),
        "is_copy": asked is RequestKind.COPY,
        "days": deadline_for(asked).working_days,
        "kept_days": copy_kept_days(),
        "request_id": request.POST.get("request") or uuid4(),
        "person_id": person_id,
        "query": query_of(request, person_id),
    }
    status = 422 if fault or (request.method == "POST" and form.errors) else 200
    return render(request, "citizen/rights/ask.html", context, status=status)
