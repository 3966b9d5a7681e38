"""Asks what is wrong, step by step: of what, which record, what would be right with photos, check, send.

Nothing is kept between the steps but the photos: every step sends on what was said before, so that the browser's
back button, a second window and a lost network do no harm. The request's id is made with the first form:
sending it twice opens one request.
"""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.corrections.claims import read_claim
from antoan.domains.corrections.errors import TicketUnreadable
from antoan.domains.corrections.queries import ContestedRecord, records_to_contest
from antoan.domains.corrections.queries.evidence import waiting_evidence
from antoan.domains.corrections.services import open_ticket, remove_evidence
from antoan.domains.corrections.values import FAULTS_OF, Fault, NewTicket, Subject
from antoan.entrypoints.web.citizen.correcting.uploads import keep_photos
from antoan.entrypoints.web.citizen.correcting.whom import looked_at
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.correcting.forms import ClaimForm, WordsForm, claim_form
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.entrypoints.web.shared.correcting.stand import Stand
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import AntoanError

_OF_A_CASE: Final = frozenset({Subject.INFECTION, Subject.RECOVERY})
_ALONE: Final = frozenset({Subject.IDENTITY})  # One person has one identity: there is no record to choose.


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen so far."""

    stand: Stand
    subject: Subject | None
    fault: Fault | None
    record_id: str
    ticket_id: UUID

    @property
    def person_id(self) -> int:
        """Whose data it is about."""
        return self.stand.person_id


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Let a citizen say what is wrong about oneself or a dependant."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    return worked(request, _own_stand(actor_of(request), person_id))


def _own_stand(actor: Actor, person_id: int) -> Stand:
    return Stand(
        person_id=person_id,
        base="citizen/base.html",
        address=reverse("my_new_correction"),
        back=reverse("my_corrections"),
        records=lambda subject: records_to_contest(actor, person_id, subject),
        send=lambda ticket: redirect("my_correction", open_ticket(actor=actor, ticket=ticket).number),
        carried={} if person_id == actor.person_id else {"person": str(person_id)},
    )


def worked(request: HttpRequest, stand: Stand) -> HttpResponse:
    """Show the step that comes next, or send the request."""
    asked = _asked(request.POST if request.method == "POST" else request.GET, stand)
    if asked.subject is None:
        context = {"stand": stand, "doors": _doors(stand)}
        return render(request, "citizen/correcting/subjects.html", context)
    if asked.fault is None:
        return _choose(request, asked, asked.subject)
    if request.method != "POST":
        return _details(request, asked)
    return _taken(request, asked)


def _taken(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Answer a form: remove a photo, go back to the fields, check them, or send."""
    if removed := request.POST.get("remove"):
        remove_evidence(
            actor=actor_of(request),
            ticket_id=asked.ticket_id,
            person_id=asked.person_id,
            file_id=_uuid(removed),
        )
        return _details(request, asked, data=request.POST)
    if request.POST.get("step") == "change":
        return _details(request, asked, data=request.POST)
    fault = keep_photos(request, actor_of(request), ticket_id=asked.ticket_id, person_id=asked.person_id)
    claim, said = _forms(asked, request.POST)
    are_right = claim.is_valid() and said.is_valid()
    if fault or not are_right or "more" in request.POST:
        is_refused = bool(fault) or "more" not in request.POST
        return _details(request, asked, data=request.POST, fault=fault, status=422 if is_refused else 200)
    ticket = _ticket(asked, claim, said)
    try:
        read_claim(ticket.subject, ticket.fault, ticket.claim)
        if request.POST.get("step") != "send":
            return _check(request, asked, ticket)
        return asked.stand.send(ticket)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return _details(request, asked, data=request.POST, fault=saying(error), status=error.status)


def _doors(stand: Stand) -> list[dict[str, Any]]:
    return [
        {
            "name": words.SUBJECTS[subject],
            "hint": words.HINTS[subject],
            "icon": f"#at-about-{words.ICONS[subject]}",
            "query": stand.query(subject=subject.value, fault=_only_fault(subject)),
        }
        for subject in Subject
    ]


def _only_fault(subject: Subject) -> str:
    return FAULTS_OF[subject][0].value if subject in _ALONE else ""


def _choose(request: HttpRequest, asked: Asked, subject: Subject) -> HttpResponse:
    """Ask which record, and in which way it is wrong."""
    known = asked.stand.records(subject)
    shown = [record for record in known if not asked.record_id or record.id == asked.record_id] or known
    context = {
        "stand": asked.stand,
        "subject": words.SUBJECTS[subject],
        "records": [_offered(asked, subject, record) for record in shown],
        "missing": _query(asked, subject, Fault.MISSING, "") if Fault.MISSING in FAULTS_OF[subject] else "",
        "back": asked.stand.query(),
    }
    return render(request, "citizen/correcting/records.html", context)


def _offered(asked: Asked, subject: Subject, record: ContestedRecord) -> dict[str, Any]:
    return {
        "line": words.record_line(subject, record),
        "source": record.source.partition(":")[0],
        "faults": [
            (_fault_word(about, fault), _query(asked, about, fault, record.id))
            for about, fault in _ways(subject, record)
        ],
    }


def _ways(subject: Subject, record: ContestedRecord) -> list[tuple[Subject, Fault]]:
    """Return how a record can be wrong. Of a case that goes on it is never told beforehand what its person will say."""
    if subject in _OF_A_CASE and record.details["recovered_on"] is None:
        return [(Subject.INFECTION, Fault.NOT_MINE), (Subject.RECOVERY, Fault.MISSING)]
    return [(subject, fault) for fault in FAULTS_OF[subject] if fault is not Fault.MISSING]


def _fault_word(subject: Subject, fault: Fault) -> str:
    if (subject, fault) == (Subject.RECOVERY, Fault.MISSING):
        return _("Tôi đã khỏi bệnh này")
    if subject is Subject.INFECTION:
        return _("Tôi không mắc bệnh này")
    return str(words.FAULTS[fault])


def _query(asked: Asked, subject: Subject, fault: Fault, record_id: str) -> str:
    return asked.stand.query(subject=subject.value, fault=fault.value, record=record_id)


def _details(
    request: HttpRequest,
    asked: Asked,
    *,
    data: QueryDict | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    claim, said = _forms(asked, data)
    context = _passed_on(asked) | {
        "claim": claim,
        "said": said,
        "fault": fault,
        "photos": waiting_evidence(actor_of(request), asked.ticket_id),
    }
    return render(request, "citizen/correcting/details.html", context, status=status)


def _check(request: HttpRequest, asked: Asked, ticket: NewTicket) -> HttpResponse:
    assert asked.subject is not None
    context = _passed_on(asked) | {
        "claim": words.claim_lines(ticket.claim or {}),
        "words": ticket.words,
        "fields": [(name, value) for name, value in request.POST.items() if name not in _NOT_AGAIN],
        "office": words.office_of(asked.subject),
        "photos": waiting_evidence(actor_of(request), asked.ticket_id),
    }
    return render(request, "citizen/correcting/check.html", context)


_NOT_AGAIN: Final = frozenset({"csrfmiddlewaretoken", "step", "more", "remove", "photos"})


def _passed_on(asked: Asked) -> dict[str, Any]:
    assert asked.subject is not None
    assert asked.fault is not None
    known = asked.stand.records(asked.subject) if asked.record_id else []
    record = next((one for one in known if one.id == asked.record_id), None)
    return {
        "stand": asked.stand,
        "subject": words.SUBJECTS[asked.subject],
        "fault_word": _fault_word(asked.subject, asked.fault),
        "record": words.record_line(asked.subject, record) if record else "",
        "asked": asked,
        "back": asked.stand.query(subject="" if asked.subject in _ALONE else asked.subject.value),
    }


def _forms(asked: Asked, data: QueryDict | None) -> tuple[ClaimForm, WordsForm]:
    assert asked.subject is not None
    assert asked.fault is not None
    return claim_form(asked.subject, asked.fault)(data), WordsForm(data)


def _ticket(asked: Asked, claim: ClaimForm, said: WordsForm) -> NewTicket:
    assert asked.subject is not None
    assert asked.fault is not None
    return NewTicket(
        id=asked.ticket_id,
        person_id=asked.person_id,
        subject=asked.subject,
        fault=asked.fault,
        record_id=asked.record_id,
        claim=claim.claim(),
        words=said.cleaned_data["words"],
    )


def _asked(fields: QueryDict, stand: Stand) -> Asked:
    """Read what was chosen so far; what cannot be is not chosen yet. ``about=vaccination:12`` names both at once."""
    about, _colon, about_id = fields.get("about", "").partition(":")
    subject_text = fields.get("subject") or about
    subject = Subject(subject_text) if subject_text in set(Subject) else None
    fault_text = fields.get("fault", "")
    fault = Fault(fault_text) if subject and fault_text in set(FAULTS_OF[subject]) else None
    record_id = (fields.get("record") or about_id)[:40]
    ticket = fields.get("ticket")
    ticket_id = uuid4() if ticket is None else _uuid(ticket)
    asked = Asked(stand, subject, fault, record_id, ticket_id)
    return replace(asked, fault=None) if _lacks_record(asked) else asked


def _lacks_record(asked: Asked) -> bool:
    """Tell whether the record that is wrong still has to be chosen."""
    return asked.fault is not Fault.MISSING and asked.subject not in _ALONE and not asked.record_id


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise TicketUnreadable from None
