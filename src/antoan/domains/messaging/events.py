"""What happens to messages, told upwards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SmsReceived:
    """Somebody sent us a message. Only its number in our table is told: the outbox keeps events."""

    incoming_id: int
