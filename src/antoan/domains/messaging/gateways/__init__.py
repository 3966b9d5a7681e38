"""The ways a message leaves: settings.SMS_GATEWAY names one."""

from collections.abc import Callable
from typing import Final

from django.conf import settings

from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.gateways.file import FileGateway
from antoan.domains.messaging.gateways.gateway import SmsGateway
from antoan.domains.messaging.gateways.null import NullGateway

__all__ = ["FileGateway", "NullGateway", "SmsGateway", "gateway"]

_KINDS: Final[dict[str, Callable[[], SmsGateway]]] = {
    "file": lambda: FileGateway(settings.DATA / "messages" / "sent.txt"),
    "null": NullGateway,
}


def gateway() -> SmsGateway:
    """Return the gateway of this installation; GatewayUnusable."""
    try:
        return _KINDS[settings.SMS_GATEWAY]()
    except KeyError:
        raise GatewayUnusable(
            f"ANTOAN_SMS is {settings.SMS_GATEWAY!r}; it may be {', '.join(_KINDS)}."
        ) from None
