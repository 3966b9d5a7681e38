"""The summary of a journey that takes the place of a travel permit: for the traveller, and for whoever checks it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.declarations.queries import declaration_by_trip
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.values import DeclarationView, Standing
from antoan.domains.passes.queries import labels_of
from antoan.entrypoints.web.shared.declaring import answered, form_of
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.entrypoints.web.shared.pictures import qr_picture
from antoan.kit import clock
from antoan.kit.clock import day_end
from antoan.kit.ids import normalise_crockford

_GROUPS: Final = ("journey", "arrival", "from", "to")  # What of a form belongs to the journey itself.


@dataclass(frozen=True, slots=True)
class ShownTrip:
    """A journey as it is shown. `picture` is its address as a QR, for the traveller's own page."""

    code: str
    title: str
    lines: list[tuple[str, str]]
    until: datetime
    is_good: bool
    address: str
    picture: SafeString | str = ""


def trip_of(request: HttpRequest, view: DeclarationView, form: Questionnaire) -> ShownTrip | None:
    """Return the journey of a declaration with its QR; None for a form that is about none."""
    address = request.build_absolute_uri(reverse("declare_trip", args=[view.trip_code]))
    return _shown(view, form, address, qr_picture(address, label=_("Mã QR của chuyến đi")))


@require_safe
@never_cache
def trip(request: HttpRequest, trip_code: str) -> HttpResponse:
    """Show a journey to whoever was given its code: initials, way and days; no answer about health, no number."""
    view = declaration_by_trip(normalise_crockford(trip_code))
    form = form_of(view) if view is not None else None
    found = _shown(view, form, request.build_absolute_uri(), "") if view and form else None
    if view is None or found is None or view.is_annulled:
        return render(request, "citizen/declaring/trip_unknown.html", status=404)
    context = {"trip": found, "label": labels_of([view.person_id]).get(view.person_id, "")}
    return render(request, "citizen/declaring/trip.html", context)


def _shown(
    view: DeclarationView, form: Questionnaire, address: str, picture: SafeString | str
) -> ShownTrip | None:
    if form.trip is None or form.trip.day not in view.answers:
        return None
    last = date.fromisoformat(str(view.answers[form.trip.day])) + timedelta(days=form.trip.days_after)
    about = {inner.link_id for item in form.items if item.link_id in _GROUPS for inner in item.items}
    answers = {name: answer for name, answer in view.answers.items() if name in about}
    until = day_end(last)
    return ShownTrip(
        code=f"{view.trip_code[:4]}-{view.trip_code[4:8]}-{view.trip_code[8:]}",
        title=in_our_language(form.title),
        lines=answered(form, answers),
        until=until,
        is_good=clock.now() < until and view.standing is Standing.COUNTS,
        address=address,
        picture=picture,
    )
