"""Tells people by SMS that there is a result, never which: phones are shared (lesson L23b). The slip is on their page."""

from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.records.values import RecordState, RecordView
from antoan.kit.text import initials


def tell(record: RecordView) -> None:
    """Say that a verified result is there."""
    if record.state is RecordState.VERIFIED:
        _send(
            record.person_id,
            "laboratory.result",
            f"laboratory:result:{record.id}:{record.details['outcome']}",
        )


def tell_retest(person_id: int, tube_id: int) -> None:
    """Ask somebody to come for a sample of their own."""
    _send(person_id, "laboratory.retest", f"laboratory:retest:{tube_id}:{person_id}")


def _send(person_id: int, template: str, key: str) -> None:
    number = phone_for(person_id)
    if number is None:
        return
    (person,) = locked_identities([person_id])
    queue_message(
        number=number,
        template=template,
        values={"who": initials(person.full_name)},
        key=key,
        person_id=person_id,
    )
