"""Takes everything and sends nothing."""

from collections.abc import Sequence
from datetime import timedelta

from antoan.domains.messaging.values import Outcome, OutcomeKind, Sms, Trace


class NullGateway:
    """The twin for tests: remembers what it was given."""

    name = "null"
    settles_after = timedelta(seconds=30)
    reports_again_after = timedelta(seconds=30)

    def __init__(self) -> None:
        self.taken: list[Sms] = []

    def send(self, messages: Sequence[Sms]) -> list[Outcome]:
        """Take messages."""
        return [self.send_one(sms) for sms in messages]

    def send_one(self, sms: Sms) -> Outcome:
        """Take one message."""
        self.taken.append(sms)
        return Outcome(OutcomeKind.TAKEN, str(len(self.taken)))

    def trace(self, messages: Sequence[Sms]) -> list[Trace]:
        """Tell from memory."""
        taken = {one.ref for one in self.taken}
        return [Trace.TAKEN if sms.ref in taken else Trace.NOT_TAKEN for sms in messages]

    def check(self) -> str:
        """Say that nothing leaves."""
        return "null: no message leaves this installation"
