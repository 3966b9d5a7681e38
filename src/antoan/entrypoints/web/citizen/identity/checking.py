"""The second look at a description before it is sent. Nothing is kept between the steps: each sends on what was said."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from antoan.domains.people.values import Birth
from antoan.entrypoints.web.shared.identity.forms import PersonForm, RelativeForm
from antoan.entrypoints.web.shared.identity.words import DOUBTS, GENDERS, KINSHIPS, PAPERS
from antoan.kit.phones import national_phone

_NOT_AGAIN: Final = frozenset({"csrfmiddlewaretoken", "step", "form"})


def look_again(request: HttpRequest, form: PersonForm, form_id: UUID, *, is_self: bool) -> HttpResponse:
    """Show what was filled in, with what seems odd, before it is sent."""
    context = {
        "lines": _lines(form),
        "doubts": [str(DOUBTS[doubt]) for doubt in form.doubts()],
        "fields": _passed_on(request),
        "form_id": form_id,
        "action": request.path,
        "is_self": is_self,
    }
    return render(request, "citizen/identity/check.html", context)


def _passed_on(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields that the next step sends again."""
    return [(name, str(value)) for name, value in request.POST.items() if name not in _NOT_AGAIN]


def _lines(form: PersonForm) -> list[tuple[str, Any]]:
    """Return what was filled in, in words."""
    person = form.new_person()
    lines: list[tuple[str, Any]] = []
    if isinstance(form, RelativeForm):
        lines.append((_("Quan hệ"), KINSHIPS[form.cleaned_data["kinship"]]))
    lines += [
        (_("Họ và tên"), person.full_name),
        (_("Ngày sinh"), shown_birth(person.birth)),
        (_("Giới tính"), GENDERS[person.gender]),
    ]
    lines += [(str(PAPERS[paper.kind]), paper.number) for paper in person.documents]
    if not person.documents:
        lines.append((_("Giấy tờ"), _("không có")))
    lines.append((_("Nơi ở"), ", ".join(filter(None, (person.address, form.ward_name())))))
    lines += [(_("Số điện thoại"), national_phone(number)) for number in person.phones]
    return lines


def shown_birth(birth: Birth) -> str:
    """Return a birth date, or its year where the day is not known."""
    return (
        date_format(birth.on, "d/m/Y") if birth.is_day_known else _("năm %(year)s") % {"year": birth.on.year}
    )
