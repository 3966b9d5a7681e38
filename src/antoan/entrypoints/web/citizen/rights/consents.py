"""What a citizen agrees to, purpose by purpose; agreeing and withdrawing are one tap each, and so is undoing it."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.privacy import queries
from antoan.domains.privacy.certificates import RECORD_TYPE, signed
from antoan.domains.privacy.law import cooling_off_days
from antoan.domains.privacy.purposes import Purpose, Version, controller_words, ground_text, purpose, purposes
from antoan.domains.privacy.services.consenting import say
from antoan.domains.privacy.services.deciding import lift_limit
from antoan.domains.privacy.values import ConsentAct, ConsentLine, ConsentState, ConsentView, NewConsent
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.citizen.rights.ids import sent_id
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.rights import words
from antoan.entrypoints.web.shared.rights.sayings import saying
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@dataclass(frozen=True, slots=True)
class Card:
    """One purpose as the page shows it. `undo`: what the person has just done, so that one tap takes it back."""

    key: str
    icon: str
    title: str
    data: str
    why: str
    shared: str
    controller: str
    ground: str
    version: str
    changed: str
    state: str
    word: str
    since: object
    is_agreed: bool
    is_outdated: bool
    limited: bool
    undo: str
    answer_id: UUID


@login_required
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Show every purpose with its state, and the doors to all other rights. Staff accounts are told so."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    return _page(request, person_id, said=request.GET.get("said", ""))


@login_required
@require_POST
def answer(request: HttpRequest, purpose: str) -> HttpResponse:
    """Take one answer to one purpose."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    act = ConsentAct.AGREED if request.POST.get("act") == "agreed" else ConsentAct.WITHDRAWN
    consent = NewConsent(
        id=sent_id(request, "consent"),
        person_id=person_id,
        purpose=purpose,
        version=request.POST.get("version", ""),
        act=act,
        language=get_language() or "vi",
    )
    try:
        line = say(actor=actor_of(request), consent=consent)
    except AntoanError as error:
        if error.status in {403, 404, 422}:
            raise
        return _page(request, person_id, fault=saying(error), status=error.status)
    query = query_of(request, person_id, said=line.purpose)
    return redirect(f"{reverse('my_rights')}{query}#purpose-{line.purpose}")


@login_required
@require_POST
def lift(request: HttpRequest, purpose: str) -> HttpResponse:
    """Let a purpose go on again that rests because the person asked."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    lift_limit(actor=actor_of(request), person_id=person_id, purpose=purpose)
    return redirect(f"{reverse('my_rights')}{query_of(request, person_id)}")


@login_required
@require_safe
@never_cache
def record(request: HttpRequest) -> HttpResponse:
    """Show all that was ever agreed to and withdrawn, in the words that were read; made to be printed."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    lines = queries.record_of(actor_of(request), person_id)
    context = {
        "lines": [_line(line) for line in lines],
        "printed_at": clock.now(),
    }
    return render(request, "citizen/rights/record.html", framed(request, person_id) | context)


@login_required
@require_safe
@never_cache
def signed_record(request: HttpRequest) -> HttpResponse:
    """Answer with the record as a signed document, which anybody can verify with the published keys."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    lines = queries.record_of(actor_of(request), person_id)
    document = {
        "format": "antoan-consents",
        "version": 1,
        "made_at": clock.now().isoformat(),
        "consents": [
            {
                "purpose": line.purpose,
                "version": line.version,
                "act": line.act.value,
                "at": line.at.isoformat(),
                "language": line.language,
                "text_sha256": line.text_digest,
            }
            for line in lines
        ],
    }
    response = HttpResponse(signed(document, kind=RECORD_TYPE), content_type="application/jose")
    response["Content-Disposition"] = 'attachment; filename="dong-y.jws"'
    return response


def _page(
    request: HttpRequest, person_id: int, *, said: str = "", fault: str = "", status: int = 200
) -> HttpResponse:
    views = queries.consents_of(actor_of(request), person_id)
    cards = [_card(one, views[one.key], said) for one in purposes() if one.on(clock.today())]
    context = {
        "asked": [card for one, card in zip(_in_force(), cards, strict=True) if one.by_consent],
        "by_law": [card for one, card in zip(_in_force(), cards, strict=True) if not one.by_consent],
        "outdated": any(card.is_outdated for card in cards),
        "cooling_days": cooling_off_days(),
        "person_id": person_id,
        "fault": fault,
    }
    return render(
        request, "citizen/rights/overview.html", framed(request, person_id) | context, status=status
    )


def _in_force() -> list[Purpose]:
    return [one for one in purposes() if one.on(clock.today())]


def _card(one: Purpose, view: ConsentView, said: str) -> Card:
    version: Version | None = one.on(clock.today())
    assert version is not None
    is_agreed = view.state is ConsentState.AGREED
    undo = {ConsentState.AGREED: "withdrawn", ConsentState.WITHDRAWN: "agreed"}.get(view.state, "")
    return Card(
        key=one.key,
        icon=f"#at-right-{one.icon}",
        title=words.say(version.title),
        data=words.say(version.data),
        why=words.say(version.why),
        shared=words.say(version.shared),
        controller=words.say(controller_words(one.controller)),
        ground=words.say(ground_text(one.ground).words),
        version=version.version,
        changed=words.say(version.changed) if version.changed and view.state is ConsentState.OUTDATED else "",
        state=view.state.value,
        word=str(words.CONSENTS[view.state]),
        since=view.at,
        is_agreed=is_agreed,
        is_outdated=view.state is ConsentState.OUTDATED,
        limited=view.limited_by is not None,
        undo=undo if said == one.key else "",
        answer_id=uuid4(),
    )


def _line(line: ConsentLine) -> dict[str, object]:
    """Return a line with the words as they were read, where that version is still in the document."""
    known = purpose(line.purpose)
    version = known.numbered(line.version)
    return {
        "title": version.title.say(line.language) if version else words.title_of(known),
        "data": version.data.say(line.language) if version else "",
        "why": version.why.say(line.language) if version else "",
        "shared": version.shared.say(line.language) if version else "",
        "version": line.version,
        "act": words.ACTS[line.act],
        "is_agreed": line.act is ConsentAct.AGREED,
        "at": line.at,
        "by_self": line.by_self,
        "digest": line.text_digest,
        "language": line.language,
    }
