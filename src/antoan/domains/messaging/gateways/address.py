"""Reads ANTOAN_SMS: file, null, or the address of a gateway with its options. Pure."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from antoan.domains.messaging.errors import GatewayUnusable

_FORMS: Final = {
    "kannel": "kannel://user:password@host:13013/?admin-port=13000&status-password=…",
    "smpp": "smpp://system-id:password@host:2775/",
}
_PORTS: Final = {"kannel": 13013, "smpp": 2775}
_OPTIONS: Final = {
    "kannel": {"admin-port", "status-password", "smsc", "tls", "report-again"},
    "smpp": {"system-type"},
}


@dataclass(frozen=True, slots=True)
class GatewayAddress:
    """Where a gateway is, who we are there, and its options."""

    kind: str
    host: str
    port: int
    user: str
    password: str
    options: dict[str, str]

    def number(self, option: str, default: int) -> int:
        """Return an option that is a whole number; GatewayUnusable."""
        text = self.options.get(option, str(default))
        if not text.isascii() or not text.isdigit():
            raise GatewayUnusable(f"ANTOAN_SMS: {option} is a whole number, not {text!r}.")
        return int(text)

    @property
    def is_tls(self) -> bool:
        """Whether to speak TLS."""
        return self.options.get("tls", "no") == "yes"


def read_address(text: str) -> GatewayAddress:
    """Read the address of a gateway; GatewayUnusable says what is wrong, without repeating the password."""
    kind = text.partition(":")[0]
    if kind not in _FORMS:
        raise GatewayUnusable(
            f"ANTOAN_SMS begins with {kind[:20]!r}; it may be file, null, {' or '.join(_FORMS.values())}."
        )
    try:
        parts = urlsplit(text)
        port = parts.port or _PORTS[kind]
    except ValueError:
        raise GatewayUnusable(f"ANTOAN_SMS cannot be read; write it as {_FORMS[kind]}.") from None
    if not (parts.hostname and parts.username and parts.password):
        raise GatewayUnusable(f"ANTOAN_SMS lacks a host, a name or a password; write it as {_FORMS[kind]}.")
    options = dict(parse_qsl(parts.query))
    if unknown := options.keys() - _OPTIONS[kind]:
        known = ", ".join(sorted(_OPTIONS[kind]))
        raise GatewayUnusable(f"ANTOAN_SMS: {sorted(unknown)[0][:30]!r} is no option; there are {known}.")
    return GatewayAddress(
        kind, parts.hostname, port, unquote(parts.username), unquote(parts.password), options
    )
