"""Records that were kept apart, by deadline; one of them beside the person's others; how good each source is."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries.bulk import birth_years_of
from antoan.domains.records.errors import RecordNotFound
from antoan.domains.records.queries import (
    Kept,
    quality_of_sites,
    quarantine_lane,
    quarantined,
    records_of_person,
)
from antoan.domains.records.services import settle_record
from antoan.domains.records.values import RecordKind
from antoan.entrypoints.web.citizen.records.entries import of_record
from antoan.entrypoints.web.clinic.sayings import concerns_in_words, saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.sources import source_in_words
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.kit import clock
from antoan.kit.errors import AntoanError

KINDS = {
    RecordKind.VACCINATION: gettext_lazy("Mũi tiêm"),
    RecordKind.TEST_RESULT: gettext_lazy("Kết quả xét nghiệm"),
}


@login_required
@never_cache
@require_safe
def lane(request: HttpRequest) -> HttpResponse:
    """Show what lies on one's desk."""
    actor = actor_of(request)
    kept = quarantine_lane(actor)
    labels = labels_of(one.record.person_id for one in kept)
    now = clock.now()
    context = {
        "rows": [_row(one, labels.get(one.record.person_id, ""), now) for one in kept],
        "sites": [(site, source_in_words(site.source)) for site in quality_of_sites(actor)],
    }
    return render(request, "clinic/records/lane.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, record_kind: str, record_id: int) -> HttpResponse:
    """Show one record with its doubts, or settle it."""
    actor = actor_of(request)
    kind = _kind(record_kind)
    kept = quarantined(actor, kind, record_id)
    fault = ""
    if request.method == "POST":
        try:
            settle_record(
                actor=actor,
                kind=kind,
                record_id=record_id,
                is_true=request.POST.get("do") == "true",
                because=request.POST.get("because", ""),
            )
            messages.success(request, _("Đã giải quyết."))
            return redirect("record_lane")
        except AntoanError as error:
            fault = saying(error)
    context = _context(actor, kept) | {"fault": fault, "because": request.POST.get("because", "")}
    return render(request, "clinic/records/record.html", context, status=422 if fault else 200)


def _context(actor: Actor, kept: Kept) -> dict[str, Any]:
    person_id = kept.record.person_id
    # Whoever settles a doubt sees what it is judged against; the reading stands in the trail under their name.
    others = records_of_person(already_allowed(actor), person_id, purpose="quarantine")
    same_kind = [one for one in others if one.kind is kept.record.kind and one.id != kept.record.id]
    return {
        "kept": kept,
        "entry": of_record(kept.record),
        "doubts": concerns_in_words(kept.record.doubts),
        "label": labels_of([person_id]).get(person_id, ""),
        "birth_year": birth_years_of([person_id]).get(person_id),
        "others": [of_record(one) for one in same_kind],
        "is_late": clock.now() > kept.due_at,
    }


def _row(one: Kept, label: str, now: Any) -> dict[str, Any]:
    return {
        "kept": one,
        "kind": KINDS[one.record.kind],
        "label": label,
        "doubts": concerns_in_words(one.record.doubts),
        "source": source_in_words(one.record.source),
        "is_late": now > one.due_at,
    }


def _kind(text: str) -> RecordKind:
    if text not in {kind.value for kind in KINDS}:
        raise RecordNotFound
    return RecordKind(text)
