"""One form being filled in: which version of it, for whom, for which place, under which id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict

from antoan.domains.codes import short
from antoan.domains.codes.detect import detect
from antoan.domains.codes.values import CodeKind
from antoan.domains.declarations.errors import DeclarationUnreadable
from antoan.domains.declarations.queries import questionnaires
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.places.values import PlaceView
from antoan.entrypoints.web.citizen.declaring.places import place_of
from antoan.entrypoints.web.citizen.declaring.whom import Subject, subject_of
from antoan.kit import clock

CODE_CHARS_MAX: Final = 1_000


@dataclass(frozen=True, slots=True)
class Filling:
    """One form being filled in."""

    form: Questionnaire
    subject: Subject
    place: PlaceView | None
    declaration_id: UUID
    code: str  # Of whoever is declared for, where that is somebody else.


def filling_of(request: HttpRequest, key: str) -> Filling:
    """Return what this request fills in; NoSuchQuestionnaire, PersonNotFound."""
    version, now = request.POST.get("version", ""), clock.now()
    known = questionnaires()
    return Filling(
        form=known.find(key, version) if version else known.in_force(key, now),
        subject=subject_of(request),
        place=place_of(request),
        declaration_id=_uuid(request.POST.get("declaration")),
        code=request.POST.get("code", "")[:CODE_CHARS_MAX].strip(),
    )


class CodeUnreadable(DeclarationUnreadable):
    """This is no personal code."""

    code = "declarations:code:unreadable"


def check_code(filling: Filling) -> None:
    """Refuse what cannot be a code: a slip of the finger is told, whether a code is somebody's is not."""
    if filling.subject.person_id is not None:
        return
    is_code = short.read(filling.code) is not None or detect(filling.code).kind is CodeKind.PERSONAL_SIGNED
    if not is_code:
        raise CodeUnreadable


def moment_in(data: QueryDict) -> datetime:
    """Return when somebody pressed "send"; a form that waited for the network tells it."""
    try:
        return clock.parse_moment(data.get("at", ""))
    except ValueError:
        return clock.now()


def _uuid(text: str | None) -> UUID:
    try:
        return uuid4() if text is None else UUID(text)
    except ValueError:
        raise DeclarationUnreadable from None
