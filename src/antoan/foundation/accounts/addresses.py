"""The address a request really comes from."""

import ipaddress
from typing import Final

from django.conf import settings
from django.http import HttpRequest

UNKNOWN: Final = ""


def client_address(request: HttpRequest) -> str:
    """Return the client's IP address, or "" when nobody can know it.

    X-Forwarded-For is believed only when our own front (a Unix socket, this machine, or a proxy named in
    settings.TRUSTED_PROXIES) hands the request over, and then only as far back as fronts of ours wrote it:
    the last address that is not one of ours. Everything further left is what the client claims.
    """
    peer = _canonical(request.META.get("REMOTE_ADDR") or "")
    if not _is_ours(peer):
        return peer
    forwarded = [_canonical(part) for part in request.headers.get("X-Forwarded-For", "").split(",")]
    for address in reversed(forwarded):
        if not address:
            break
        if not _is_ours(address):
            return address
        peer = address
    return peer


def _is_ours(address: str) -> bool:
    """Tell whether a peer is our front; a Unix socket has no address."""
    if not address:
        return True
    return ipaddress.ip_address(address).is_loopback or address in settings.TRUSTED_PROXIES


def _canonical(text: str) -> str:
    """Return one spelling per address; "" for what is none (a Unix socket's peer, garbage in a header)."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        # A zone ("%eth0") is a name on one machine's network card, as long as its sender likes.
        address = address.ipv4_mapped or ipaddress.IPv6Address(int(address))
    return str(address)
