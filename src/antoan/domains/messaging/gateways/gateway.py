"""What every way out must do."""

from typing import Protocol

from antoan.domains.messaging.values import Sms


class SmsGateway(Protocol):
    """Takes messages."""

    name: str

    def send(self, sms: Sms) -> str:
        """Take one message and return the gateway's own name of it.

        GatewayAway: try again later. MessageRefused: never try again.
        """

    def was_taken(self, key: str) -> bool | None:
        """Tell whether a message was taken before we fell; None when that cannot be known."""
