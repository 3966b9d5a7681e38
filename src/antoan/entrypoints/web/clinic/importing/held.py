"""Rows of which nobody could say whose dose it is: the list, and one of them beside who it may be.

A unit settles those of its own files, the city's officer those of the city's lists.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.people.queries.placing import Standing
from antoan.domains.vaccination import services
from antoan.domains.vaccination.importing.columns import COLUMNS, NAME
from antoan.domains.vaccination.importing.values import CITY, HeldView
from antoan.domains.vaccination.queries.files import (
    HELD_SHOWN_MAX,
    held_count,
    held_dose,
    held_doses,
    unit_of_list,
)
from antoan.entrypoints.web.clinic.sayings import saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import AntoanError

_STANDINGS: Final = {
    Standing.DOUBTFUL: gettext_lazy("có người giống, chưa chắc"),
    Standing.CONFLICT: gettext_lazy("số giấy tờ của người khác"),
    Standing.UNKNOWN: gettext_lazy("chưa ai có hồ sơ như vậy"),
}
LOOKS_MAX: Final = 5  # Rounds of looking again at one press; a longer list is looked through by the command.


@dataclass(frozen=True, slots=True)
class _List:
    """Whose rows are shown: the owner, what the page calls it, where the list is and where one came from."""

    owner_id: str
    name: str
    address: str
    back: str
    back_name: str
    row_address: str
    row_parts: tuple[int, ...] = ()

    def address_of(self, held_id: int) -> str:
        """Return the page of one row."""
        return reverse(self.row_address, args=[*self.row_parts, held_id])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rows(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show rows of a unit's files that wait, or look again whether their people have become known."""
    return _rows(request, _of_unit(actor_of(request), unit_id))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def row(request: HttpRequest, unit_id: int, held_id: int) -> HttpResponse:
    """Show one row of a unit's file beside who it may be, or settle it."""
    return _row(request, _of_unit(actor_of(request), unit_id), held_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def city_rows(request: HttpRequest) -> HttpResponse:
    """Show rows of the city's lists that wait, or look again."""
    return _rows(request, _of_city())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def city_row(request: HttpRequest, city_held_id: int) -> HttpResponse:
    """Show one row of the city's lists beside who it may be, or settle it."""
    return _row(request, _of_city(), city_held_id)


def _of_unit(actor: Actor, unit_id: int) -> _List:
    unit = unit_of_list(actor, unit_id)
    return _List(
        str(unit.id), unit.name, reverse("dose_held", args=[unit.id]), reverse("dose_import", args=[unit.id]),
        _("Nhập mũi tiêm từ tệp"), "dose_held_row", (unit.id,),
    )  # fmt: skip


def _of_city() -> _List:
    return _List(
        CITY, _("Danh sách của thành phố"), reverse("dose_held_city"), reverse("clinic_home"), _("Cơ sở y tế"),
        "dose_held_city_row",
    )  # fmt: skip


def _rows(request: HttpRequest, of: _List) -> HttpResponse:
    actor, after = actor_of(request), _number(request.GET.get("after", ""))
    found = held_doses(actor, of.owner_id, after=after)
    if request.method == "POST":
        return _look_again(request, of)
    context = {
        "list": of,
        "rows": [_in_words(one) | {"address": of.address_of(one.id)} for one in found],
        "count": held_count(actor, of.owner_id),
        "page_max": HELD_SHOWN_MAX,
        "is_first": not after,
        "next_after": found[-1].id if len(found) == HELD_SHOWN_MAX else None,
    }
    return render(request, "clinic/importing/held.html", context)


def _look_again(request: HttpRequest, of: _List) -> HttpResponse:
    """Look through the rows that have waited longest, some rounds at a press."""
    count = last = 0
    for _round in range(LOOKS_MAX):
        looked = services.look_again(actor=actor_of(request), owner_id=of.owner_id, after=last)
        count, last = count + looked.placed, looked.last_id
        if not last:
            break
    told = ngettext("Đã tính %(count)s mũi.", "Đã tính %(count)s mũi.", count) % {"count": count}
    messages.success(request, told if count else _("Chưa thêm được ai."))
    return redirect(of.address)


def _row(request: HttpRequest, of: _List, held_id: int) -> HttpResponse:
    actor, fault = actor_of(request), ""
    found = held_dose(actor, of.owner_id, held_id)
    if request.method == "POST":
        settle = services.place_held if request.POST.get("do") == "place" else services.dismiss_held
        try:
            settle(
                actor=actor, owner_id=of.owner_id, held_id=held_id, because=request.POST.get("because", "")
            )
            messages.success(request, _("Đã giải quyết."))
            return redirect(of.address)
        except AntoanError as error:
            fault = saying(error)
    context = {
        "list": of,
        **_in_words(found),
        "lines": [(column.title, found.said[column.key]) for column in COLUMNS if found.said.get(column.key)],
        "fault": fault,
        "because": request.POST.get("because", ""),
    }
    return render(request, "clinic/importing/held_row.html", context, status=422 if fault else 200)


def _in_words(one: HeldView) -> dict[str, Any]:
    return {"held": one, "name": one.said.get(NAME, ""), "standing": _STANDINGS[one.standing]}


def _number(text: str) -> int:
    """Return the id after which a page goes on; the first page for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
