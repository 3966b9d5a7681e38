"""What people send us by SMS, and what we answered."""

from itertools import count

from antoan.domains.messaging.models import Message
from antoan.domains.messaging.services import receive_sms
from antoan.domains.messaging.values import NewIncoming
from antoan.domains.people.services import add_phone
from antoan.domains.people.values import PersonView
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from tests.factories.people import a_person

GRANNYS = "+84912345678"
OTHERS = "+84987654321"
_references = count(1)


def somebody_on(
    number: str = GRANNYS, name: str = "Nguyễn Văn An", *, verified: bool = True, **known
) -> PersonView:
    """Return a person reached on a number."""
    person = a_person(name, **known)
    add_phone(actor=SYSTEM, person_id=person.id, number=number, verified_at=clock.now() if verified else None)
    return person


def send_us(text: str, number: str = GRANNYS, reference: str = "") -> None:
    """Have a message come in and be answered; the worker delivers twice, as it may."""
    receive_sms(NewIncoming("kannel", reference or f"r{next(_references)}", number, text))
    deliver_waiting()
    deliver_waiting()


def answers(number: str = GRANNYS) -> list[str]:
    """Return what we sent to a number, in order."""
    return [row.text for row in Message.objects.order_by("id") if row.number == number]


def answered(text: str, number: str = GRANNYS) -> str:
    """Send us a message and return the one answer to it; what else it sets off comes after."""
    before = len(answers(number))
    send_us(text, number)
    answer, *_ = answers(number)[before:]
    assert Message.objects.filter(template__startswith="textline.").latest("id").text == answer
    return answer
