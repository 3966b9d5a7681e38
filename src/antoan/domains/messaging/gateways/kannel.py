"""Sends through Kannel: sendsms over HTTP, delivery reports to an address of ours that names the message.

Kannel keeps no key of ours by which it could refuse a second copy. What is in doubt is traced by two signs: its
store (messages not yet at the operator, reports not yet with us) and the report of the operator's acceptance (bit
8 of dlr-mask), which Kannel tries at our door again and again. See docs/decisions/0009.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPException
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from antoan.domains.messaging.alphabet import Alphabet, alphabet_of
from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.gateways.address import GatewayAddress
from antoan.domains.messaging.gateways.http import KeptConnections, NotHandedOver
from antoan.domains.messaging.values import PRIORITIES, Outcome, OutcomeKind, ReportKind, Sms, Trace
from antoan.kit import clock

CONNECTIONS: Final = 8
ANSWER_SECONDS_MAX: Final = 10.0
STORE_BYTES_MAX: Final = 5_000_000  # A store larger than this cannot tell about one message in good time.
# Accepted by the operator, refused by it, kept for a phone that is off, delivered, given up.
REPORT_MASK: Final = 31
REPORTS: Final = {
    1: ReportKind.DELIVERED,
    2: ReportKind.UNDELIVERED,
    4: ReportKind.BUFFERED,
    8: ReportKind.ACCEPTED,
    16: ReportKind.REFUSED,
}
REPORT_AGAIN_SECONDS: Final = 10  # http-queue-delay of the Kannel that `antoan messages kannel` describes.
_ADMIN_PORT: Final = 13000
_STORE_SIZE: Final = re.compile(r"store size (-?\d+)")


class KannelGateway:
    """One Kannel. Its smsbox takes messages; its bearerbox, when we know the password, tells what it holds."""

    name = "kannel"

    def __init__(self, address: GatewayAddress, *, sender: str, report_url: Callable[[UUID], str]) -> None:
        self._address, self._sender, self._report_url = address, sender, report_url
        again = address.number("report-again", REPORT_AGAIN_SECONDS)
        self.settles_after = timedelta(seconds=2 * ANSWER_SECONDS_MAX)
        self.reports_again_after = timedelta(seconds=3 * again)
        self._smsbox = KeptConnections(
            address.host, address.port, seconds_max=ANSWER_SECONDS_MAX, is_tls=address.is_tls
        )
        self._bearerbox = KeptConnections(
            address.host, address.number("admin-port", _ADMIN_PORT), seconds_max=ANSWER_SECONDS_MAX
        )
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="kannel")

    def close(self) -> None:
        """Close what is kept between messages."""
        self._threads.shutdown()
        self._smsbox.close()
        self._bearerbox.close()

    def send(self, messages: Sequence[Sms]) -> list[Outcome]:
        """Hand messages over, several at once."""
        return list(self._threads.map(self._send, messages))

    def trace(self, messages: Sequence[Sms]) -> list[Trace]:
        """Look into Kannel's store: while a message to a number, or a report of one, waits there, it may be ours."""
        unknown = [Trace.UNKNOWN] * len(messages)
        if "status-password" not in self._address.options:
            return unknown
        try:
            status, store = self._ask_bearerbox("status.txt"), self._ask_bearerbox("store-status.txt")
        except (OSError, HTTPException, GatewayUnusable):
            return unknown
        size = _STORE_SIZE.search(status)
        if "Status: running" not in status or size is None or int(size[1]) < 0:
            return unknown  # A Kannel without a store cannot tell what it accepted and then lost.
        return [Trace.UNKNOWN if f"[{sms.number}]" in store else Trace.SILENT for sms in messages]

    def check(self) -> str:
        """Ask bearerbox how it is, or at least whether smsbox answers."""
        try:
            if "status-password" not in self._address.options:
                self._smsbox.get("/")
                return (
                    f"Kannel at {self._address.host}:{self._address.port} answers; without status-password "
                    "messages in doubt stay uncertain"
                )
            status = self._ask_bearerbox("status.txt")
        except (OSError, HTTPException) as error:
            raise GatewayUnusable(
                f"Kannel at {self._address.host} does not answer ({error}): start it, or mend ANTOAN_SMS"
            ) from None
        if "store size -1" in status:
            raise GatewayUnusable(
                "Kannel keeps no store: set store-type and store-location in its core group"
            )
        online = status.count("(online")
        if not online:
            raise GatewayUnusable("Kannel runs, but no connection to an operator is online")
        return f"Kannel at {self._address.host}:{self._address.port}, {online} connections online"

    def _send(self, sms: Sms) -> Outcome:
        if sms.hand_over_by is not None and clock.now() > sms.hand_over_by:
            return Outcome(OutcomeKind.AWAY, error="we were too slow")
        try:
            status, said = self._smsbox.get(f"/cgi-bin/sendsms?{urlencode(self._fields(sms))}")
        except NotHandedOver as error:
            return Outcome(OutcomeKind.AWAY, error=f"Kannel does not answer: {error}")
        except (OSError, HTTPException) as error:
            return Outcome(OutcomeKind.SILENT, error=f"Kannel fell silent: {type(error).__name__}")
        return _outcome(status, said)

    def _fields(self, sms: Sms) -> dict[str, str | int]:
        fields: dict[str, str | int] = {
            "username": self._address.user,
            "password": self._address.password,
            "to": sms.number,
            "text": sms.text,
            "charset": "UTF-8",
            "coding": 0 if alphabet_of(sms.text) is Alphabet.GSM7 else 2,
            "priority": 3 - PRIORITIES[sms.kind],  # Kannel counts from 0, the least, to 3.
            "dlr-mask": REPORT_MASK,
            "dlr-url": self._report_url(sms.ref),
            "binfo": str(sms.ref),  # Stands in Kannel's access log beside the message.
        }
        if self._sender:
            fields["from"] = self._sender
        if smsc := self._address.options.get("smsc"):
            fields["smsc"] = smsc
        if sms.expires_at is not None:
            left = (sms.expires_at - clock.now()).total_seconds() // 60
            fields["validity"] = max(1, int(left))
        return fields

    def _ask_bearerbox(self, page: str) -> str:
        fields = urlencode({"password": self._address.options["status-password"]})
        status, text = self._bearerbox.get(f"/{page}?{fields}", bytes_max=STORE_BYTES_MAX)
        if status != 200 or "Denied" in text[:20]:
            raise GatewayUnusable("Kannel refuses the status password: mend status-password in ANTOAN_SMS")
        return text


def _outcome(status: int, said: str) -> Outcome:
    """Read smsbox's answer. 503 is its word for "not accepted, try later"; after any other 5xx nobody knows."""
    error = f"Kannel answered {status}: {said.strip()[:120]}"
    if status == 202:
        return Outcome(OutcomeKind.TAKEN)
    if status == 503 or (status == 403 and "uthorization" in said):
        return Outcome(OutcomeKind.AWAY, error=error)
    if 400 <= status < 500:
        return Outcome(OutcomeKind.REFUSED, error=error)
    return Outcome(OutcomeKind.SILENT, error=error)
