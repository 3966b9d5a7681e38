"""Declarations as people make them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from antoan.domains.declarations import services
from antoan.domains.declarations.values import (
    Authorship,
    Channel,
    DeclarationView,
    NewDeclaration,
    Verification,
)
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock

ALL_NO = {
    "showCountryPassing": False, "showSignal": False, "hasPatient": False, "hasFromSickCountry": False, "hasSick": False,
}  # fmt: skip
FEVER = ALL_NO | {"showSignal": True, "showSignalNote": "Sốt từ hôm qua"}
WEB = Authorship(channel=Channel.WEB, verified_by=Verification.PASSWORD)
MOVEMENT = ALL_NO | {
    "vehicle": "personal", "vehicleCode": "59A-123.45", "startProvinceId": "79", "startWardId": "Phường Sài Gòn",
    "endProvinceId": "75", "endWardId": "Phường Biên Hòa",
}  # fmt: skip


def new_declaration(
    person_id: int,
    answers: dict[str, Any] | None = None,
    *,
    id: UUID | None = None,  # noqa: A002 - as the field is called
    at: datetime | None = None,
    form: str = "national",
    place_id: int | None = None,
    author: Authorship = WEB,
) -> NewDeclaration:
    """Return what somebody is about to declare; nothing wrong unless told."""
    return NewDeclaration(
        id=id or uuid4(),
        person_id=person_id,
        declared_at=at or clock.now(),
        questionnaire=form,
        version="1.0.0",
        answers=ALL_NO if answers is None else answers,
        author=author,
        place_id=place_id,
    )


def a_declaration(
    person_id: int, answers: dict[str, Any] | None = None, *, actor: Actor = SYSTEM, **known: Any
) -> DeclarationView:
    """Return a declaration that was made; by the installation, so that it waits, unless told."""
    return services.declare(actor=actor, declaration=new_declaration(person_id, answers, **known))
