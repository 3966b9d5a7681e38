"""The pages of a citizen's records: all on one, which is kept for no network, and each kind by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.declarations.queries.persons import declarations_about
from antoan.domains.passes.errors import NoPolicyInForce
from antoan.domains.passes.outlook import green_by
from antoan.domains.passes.queries import policy_at_home
from antoan.domains.policy.verdict import Verdict
from antoan.domains.records.queries import records_of_person
from antoan.domains.records.values import RecordKind, RecordState, RecordView
from antoan.entrypoints.web.citizen.correcting.whom import looked_at
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.citizen.navigation import address_if_any
from antoan.entrypoints.web.citizen.records.entries import Entry, of_declaration, of_record
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of records: its address, its words, and what to say when there are none."""

    key: str
    icon: str
    name: Promise
    nothing: Promise
    subject: str  # Of corrections: what may be missing.


KINDS: Final = (
    Kind("doses", "#at-about-syringe", _("Tiêm chủng"), _("Chưa có mũi tiêm nào trên hệ thống."), "vaccination"),
    Kind("tests", "#at-about-tube", _("Xét nghiệm"), _("Chưa có kết quả xét nghiệm nào."), "test"),
    Kind("recovery", "#at-about-heart", _("Mắc bệnh, khỏi bệnh"), _("Chưa từng được ghi là ca bệnh."), "recovery"),
    Kind("isolation", "#at-about-house", _("Cách ly"), _("Không có lệnh cách ly nào."), ""),
    Kind("declarations", "#at-about-form", _("Khai báo y tế"), _("Chưa có tờ khai nào."), ""),
)  # fmt: skip
_RECORDS: Final = {
    "doses": RecordKind.VACCINATION,
    "tests": RecordKind.TEST_RESULT,
    "recovery": RecordKind.INFECTION,
    "isolation": RecordKind.ISOLATION_ORDER,
}


@login_required
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Show everything on one page."""
    return _shown(request, KINDS)


@login_required
@require_safe
@never_cache
def section(request: HttpRequest, section: str) -> HttpResponse:
    """Show one kind of records."""
    kinds = tuple(kind for kind in KINDS if kind.key == section)
    if not kinds:
        raise Http404
    return _shown(request, kinds)


def _shown(request: HttpRequest, kinds: tuple[Kind, ...]) -> HttpResponse:
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    frame = framed(request, person_id)
    entries = _entries(request, person_id, {kind.key for kind in kinds})
    context = {
        "sections": [{"kind": kind, "entries": entries[kind.key]} for kind in kinds],
        "is_overview": len(kinds) > 1,
        "level": 3 if len(kinds) > 1 else 2,  # Of the entries' headings.
        "visits": address_if_any("my_visits"),
        "is_own": frame["member"] is None,
        # The links of corrections name a person in their own query.
        "person": f"&person={person_id}" if frame["member"] else "",
    }
    return render(request, "citizen/records/overview.html", frame | context)


def _entries(request: HttpRequest, person_id: int, wanted: set[str]) -> dict[str, list[Entry]]:
    actor = actor_of(request)
    records = records_of_person(actor, person_id) if wanted & _RECORDS.keys() else []
    worth = _worth_of(person_id)
    entries = {
        key: [of_record(record, worth=worth(record)) for record in records if record.kind is kind]
        for key, kind in _RECORDS.items()
    }
    if "declarations" in wanted:
        entries["declarations"] = [of_declaration(said) for said in declarations_about(actor, person_id)]
    return entries


def _worth_of(person_id: int) -> Callable[[RecordView], Verdict | None]:
    """Return what tells the green that a recovery gives: the rule of 180 days is the policy's, not ours."""
    now = clock.now()

    def worth(record: RecordView) -> Verdict | None:
        recovered_on: Any = record.details.get("recovered_on")
        counts = record.state is RecordState.VERIFIED and record.details.get("recovery_proof")
        if recovered_on is None or not counts:
            return None
        try:
            return green_by(policy_at_home(person_id, now), {"recovered_on": recovered_on}, now)
        except NoPolicyInForce:
            return None

    return worth
