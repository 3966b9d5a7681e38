"""Care at home as the person sees it: today's form, what to watch for, whom to call, when it ends and why."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.care.documents import slots
from antoan.domains.care.errors import EpisodeNotFound
from antoan.domains.care.queries import OwnCare, certificate_of, owes_daily_form, own_care, own_release
from antoan.domains.care.rules.missing import slot_of
from antoan.domains.declarations.queries.readings import HOME, home_form
from antoan.domains.people.queries import family_of
from antoan.entrypoints.web.citizen.caring.signs import other_signs, signs_to_watch
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.caring import words
from antoan.entrypoints.web.shared.caring.charts import charts_of
from antoan.entrypoints.web.shared.caring.papers import certificate_pdf, ward_name
from antoan.entrypoints.web.shared.caring.table import table_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.kit import clock
from antoan.kit.phones import national_phone


@login_required
@require_safe
@never_cache
def care(request: HttpRequest) -> HttpResponse:
    """Show how things stand. An account that is nobody's (staff) is told so."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    found = own_care(actor_of(request), person_id, clock.now())
    return render(
        request, "citizen/caring/mine.html", framed(request, person_id) | _context(request, found, person_id)
    )


@login_required
@require_safe
@never_cache
def certificate(request: HttpRequest, release_id: int) -> HttpResponse:
    """Hand out one's own certificate; EpisodeNotFound for anybody else's, and for care that ended otherwise."""
    actor, now = actor_of(request), clock.now()
    if own_release(actor, release_id) is None:
        raise EpisodeNotFound
    found = certificate_of(actor, release_id, today=clock.local_date(now))
    pdf = certificate_pdf(found, check_at=f"{settings.PUBLIC_URL.rstrip('/')}/verify", at=now)
    return download(pdf, f"hoan-thanh-cach-ly-{release_id}.pdf", "application/pdf")


def _context(request: HttpRequest, found: OwnCare, person_id: int) -> dict[str, Any]:
    now = clock.now()
    form, episode = home_form(now), found.episode
    names = {slot.key: words.slot_word(slot) for slot in slots()}
    is_own = person_id == actor_of(request).person_id
    return {
        "care": found,
        "form": reverse("declare_form", args=[HOME])
        + ("" if is_own else f"?{urlencode({'for': person_id})}"),
        "slot": words.slot_word(slot_of(now, slots())),
        "today": [(names[one.slot], one.is_told) for one in found.today],
        "kind": words.KINDS[episode.kind] if episode else "",
        "day": (clock.local_date(now) - episode.began_on).days if episode else 0,
        "release": words.release_text(found.release) if found.release else "",
        "ending": words.ENDINGS[episode.ending] if episode and episode.ending else "",
        "has_certificate": episode is not None and episode.ending == "released",
        "alarms": found.undone,
        "signs": signs_to_watch(form),
        "more_signs": other_signs(form),
        "ward": ward_name(found.ward_id),
        "number": national_phone(found.number) if found.number else "",
        "charts": charts_of(form, found.readings, since=episode.opened_at, until=now) if episode else [],
        "table": table_of(form, found.readings),
        "relatives": _relatives(request),
    }


def _relatives(request: HttpRequest) -> list[dict[str, Any]]:
    """Return those one answers for who owe the daily form too."""
    actor, today = actor_of(request), clock.today()
    return [
        {"name": one.full_name, "query": query_of(request, one.person_id)}
        for one in family_of(actor)
        if owes_daily_form(actor, one.person_id, today)
    ]
