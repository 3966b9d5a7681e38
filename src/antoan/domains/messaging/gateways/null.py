"""Takes everything and sends nothing."""

from antoan.domains.messaging.values import Sms


class NullGateway:
    """The twin for tests: remembers what it was given."""

    name = "null"

    def __init__(self) -> None:
        self.taken: list[Sms] = []

    def send(self, sms: Sms) -> str:
        """Take a message."""
        self.taken.append(sms)
        return str(len(self.taken))

    def was_taken(self, key: str) -> bool | None:
        """Tell from memory."""
        return any(sms.key == key for sms in self.taken)
