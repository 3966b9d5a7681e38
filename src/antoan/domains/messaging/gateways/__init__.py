"""The ways a message leaves: settings.SMS_GATEWAY names one."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from django.conf import settings

from antoan.domains.messaging.doors import report_url
from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.gateways.address import read_address
from antoan.domains.messaging.gateways.file import FileGateway
from antoan.domains.messaging.gateways.gateway import SmsGateway
from antoan.domains.messaging.gateways.kannel import KannelGateway
from antoan.domains.messaging.gateways.null import NullGateway
from antoan.domains.messaging.gateways.smpp import SmppGateway

__all__ = [
    "FileGateway",
    "KannelGateway",
    "NullGateway",
    "SmppGateway",
    "SmsGateway",
    "gateway",
    "is_linked",
    "smpp_gateway",
]

_PLAIN: Final[dict[str, Callable[[], SmsGateway]]] = {
    "file": lambda: FileGateway(settings.DATA / "messages" / "sent.txt"),
    "null": NullGateway,
}


def gateway() -> SmsGateway:
    """Return the gateway of this installation that the worker sends through; GatewayUnusable."""
    if settings.SMS_GATEWAY in _PLAIN:
        return _PLAIN[settings.SMS_GATEWAY]()
    return _kannel(settings.SMS_GATEWAY)


def is_linked() -> bool:
    """Tell whether one process holds a line to the gateway (SMPP) and sends in the worker's stead."""
    return bool(settings.SMS_GATEWAY.startswith("smpp:"))


def smpp_gateway(hear: Callable[[Any], bool]) -> SmppGateway:
    """Return the line that the messenger holds; GatewayUnusable when another kind of gateway is set up."""
    if not is_linked():
        raise GatewayUnusable("ANTOAN_SMS names no SMPP centre: the worker sends, and no messenger is needed")
    return SmppGateway(read_address(settings.SMS_GATEWAY), sender=settings.SMS_SENDER, hear=hear)


@lru_cache(maxsize=1)  # Its connections are kept from one job to the next.
def _kannel(address: str) -> SmsGateway:
    read = read_address(address)
    if read.kind != "kannel":
        raise GatewayUnusable("An SMPP gateway is served by its own process: antoan messenger")
    return KannelGateway(read, sender=settings.SMS_SENDER, report_url=report_url)
