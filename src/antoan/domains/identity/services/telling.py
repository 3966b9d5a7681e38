"""Text messages of this domain. None names anybody but the one it is sent to: phones are shared (lesson L23b)."""

from collections.abc import Iterable

from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for


def tell(person_id: int, template: str, occasion: str, **values: str) -> None:
    """Tell a person something once; who has no number is told at the desk, and the page shows it."""
    number = phone_for(person_id)
    if number is not None:
        _send(number, person_id, template, occasion, values)


def warn_numbers(person_id: int, numbers: Iterable[str], template: str, occasion: str) -> None:
    """Tell every number of a person that something else opens the entry now."""
    for place, number in enumerate(numbers):
        _send(number, person_id, template, f"{occasion}:{place}", {})


def send_to(number: str, person_id: int, template: str, occasion: str, **values: str) -> None:
    """Send a message about a person to one number."""
    _send(number, person_id, template, occasion, values)


def _send(number: str, person_id: int, template: str, occasion: str, values: dict[str, str]) -> None:
    queue_message(
        number=number,
        template=f"identity.{template}",
        values=values,
        key=f"identity:{occasion}",
        person_id=person_id,
    )
