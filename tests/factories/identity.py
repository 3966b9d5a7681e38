"""Sign-ins by phone as tests need them: what was sent is read from the message, as its receiver would."""

import re
from uuid import UUID, uuid4

from antoan.domains.identity import services
from antoan.domains.messaging.models import Message
from antoan.domains.people.values import Birth, Gender, NewPerson, Paper

NUMBER = "0912345678"
ADDRESS = "203.0.113.7"


def sent_code(number: str = NUMBER) -> str:
    """Return the newest code that was sent to a number."""
    wanted = "+84" + number[1:]
    texts = [
        row.text
        for row in Message.objects.filter(template="identity.code").order_by("id")
        if row.number == wanted
    ]
    return re.search(r"\b\d{6}\b", texts[-1])[0]


def sent_link(person_id: int) -> str:
    """Return the secret in the newest link that was sent about a person."""
    texts = [
        row.text
        for row in Message.objects.filter(template="identity.invitation", person_id=person_id).order_by("id")
    ]
    return re.search(r"/f/([\w-]+)", texts[-1])[1]


def a_verified_phone(number: str = NUMBER, *, address: str = ADDRESS) -> UUID:
    """Return the check of a number whose code was entered."""
    check = services.ask_code(number=number, address=address)
    services.enter_code(check_id=check, typed=sent_code(number), address=address)
    return check


def a_new_person(
    full_name: str = "Nguyễn Văn An",
    birth: Birth | None = None,
    *papers: Paper,
    gender: Gender = Gender.MALE,
    ward_id: int | None = None,
    **known: object,
) -> NewPerson:
    """Return what somebody types who registers."""
    from datetime import date

    return NewPerson(
        full_name=full_name, birth=birth or Birth(date(1990, 5, 17)), gender=gender, documents=papers, ward_id=ward_id,
        address="12 Lê Lợi", **known,  # type: ignore[arg-type]
    )  # fmt: skip


def registered(check: UUID, person: NewPerson, registration: UUID | None = None):
    """Register somebody on a verified number."""
    return services.register_self(
        check_id=check, registration_id=registration or uuid4(), person=person, address=ADDRESS
    )
