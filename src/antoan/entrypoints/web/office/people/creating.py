"""Registering somebody who stands at the desk. Whoever resembles them is shown first, to whom may search."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.people.matching import Confidence
from antoan.domains.people.permissions import FIND, REGISTER
from antoan.domains.people.queries import Found, find_people
from antoan.domains.people.services import register_person
from antoan.domains.people.values import NewPerson
from antoan.entrypoints.web.office.people.found import line_of
from antoan.entrypoints.web.office.people.reach import only_ward, require_in_area
from antoan.entrypoints.web.office.people.reasons import keep_reason
from antoan.entrypoints.web.office.people.words import saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.forms import PersonForm
from antoan.entrypoints.web.shared.identity.page_data import person_form_data
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import AntoanError
from antoan.kit.phones import normalise_phone

_WHY: Final = "Đăng ký tại bàn: tìm hồ sơ đã có"  # The person reads it.
_ALIKE: Final = frozenset({Confidence.CERTAIN, Confidence.STRONG, Confidence.LIKELY})


class DeskPersonForm(PersonForm):
    """A person at the desk; families share telephones, and some have none."""

    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Của người này hoặc của gia đình. Không có thì để trống."),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "off", "class": "nhsuk-input--width-20"}
        ),
    )

    def clean_phone(self) -> str:
        """Read the number, if there is one."""
        typed: str = self.cleaned_data["phone"]
        try:
            return normalise_phone(typed) if typed.strip() else ""
        except AntoanError as error:
            raise forms.ValidationError(saying(error)) from None

    def new_person(self) -> NewPerson:
        """Return what was filled in, with the number."""
        new, phone = super().new_person(), self.cleaned_data.get("phone")
        return NewPerson(
            full_name=new.full_name, birth=new.birth, gender=new.gender, documents=new.documents,
            phones=(phone,) if phone else (), ward_id=new.ward_id, address=new.address,
        )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or register and go on to the person's page."""
    actor = actor_of(request)
    require_in_area(actor, REGISTER)
    form = DeskPersonForm(request.POST or None, initial={"ward": only_ward(actor, REGISTER)})
    fault, status = "", 200
    alike: list[Found] = []
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if "is_new" not in request.POST:
                    alike = _alike(actor, form.new_person())
                if not alike:
                    person = register_person(actor=actor, person=form.new_person())
                    keep_reason(request, [person.id], _("Vừa đăng ký tại bàn"))
                    messages.success(request, _("Đã đăng ký. In thẻ cho người này ở bên dưới."))
                    return redirect("desk_person", person.id)
            except AntoanError as error:
                fault, status = saying(error), error.status
            keep_reason(request, [one.person_id for one in alike], _WHY)
    context: dict[str, Any] = {
        "form": form, "fault": fault, "data": person_form_data(), "alike": [line_of(one) for one in alike],
    }  # fmt: skip
    return render(request, "office/people/new.html", context, status=status)


def _alike(actor: Actor, new: NewPerson) -> list[Found]:
    """Return who of the actor's people this may be already; whoever may not search learns of nobody."""
    if not actor.grants_of(FIND):
        return []
    found = find_people(actor, reason=_WHY, name=new.full_name, birth=new.birth, gender=new.gender)
    return [one for one in found if one.match.confidence in _ALIKE]
