"""What every way out must do."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from antoan.domains.messaging.values import Outcome, Sms, Trace


class SmsGateway(Protocol):
    """Takes messages."""

    name: str
    settles_after: timedelta  # No hand-over takes longer: whoever has not finished by then has fallen.
    reports_again_after: timedelta  # A report that found our door closed has been tried again by then.

    def send(self, messages: Sequence[Sms]) -> list[Outcome]:
        """Take messages, some at once, and say what came of each, in the same order."""

    def trace(self, messages: Sequence[Sms]) -> list[Trace]:
        """Find out whether messages were taken before we fell."""

    def check(self) -> str:
        """Say in a line that the gateway answers, for the doctor; GatewayUnusable when it does not."""
