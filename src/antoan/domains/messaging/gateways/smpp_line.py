"""One bound SMPP connection: smpplib's client, with acknowledgements held back until what came is kept."""

import time
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

from smpplib import consts, exceptions, smpp
from smpplib.client import Client

HEARD_MAX: Final = 500  # Then we read no further, and the operator waits.
ALIVE_EVERY_SECONDS: Final = 30.0

Pdu = Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What the centre answered to one part. `is_lost`: the line broke, nobody knows."""

    status: int
    message_id: str = ""
    is_lost: bool = False


class Line(Client):  # type: ignore[misc]
    """A connection that collects answers by sequence number, and requests of the other side in order."""

    def __init__(self, host: str, port: int, *, timeout: float) -> None:
        self._socket: Any
        super().__init__(host, port, timeout=timeout, allow_unknown_opt_params=True)
        self.answers: dict[int, Answer] = {}
        self.heard: deque[Pdu] = deque()
        self._alive_at = time.monotonic()

    @property
    def socket(self) -> Any:
        """The socket, to wait on."""
        return self._socket

    def enter(self, system_id: str, password: str, system_type: str) -> None:
        """Connect and bind as transceiver; smpplib's ConnectionError or PDUError."""
        self.connect()
        self.bind_transceiver(system_id=system_id, password=password, system_type=system_type)
        self.set_message_sent_handler(self._answered)
        self.set_error_pdu_handler(self._answered)

    def leave(self) -> None:
        """Close the connection, without waiting for a farewell."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self.state = consts.SMPP_CLIENT_STATE_CLOSED

    def submit(self, **fields: Any) -> int:
        """Send one part; return its sequence number."""
        return int(self.send_message(**fields).sequence)

    def lost(self, error: str) -> int:
        """Note that a part broke off while it was being sent; return a number for it that is nobody's."""
        number = -1 - len(self.answers)
        self.answers[number] = Answer(0, error, is_lost=True)
        return number

    def poll(self, ignore_error_codes: Any = None, auto_send_enquire_link: bool = True) -> None:
        """Read what has arrived."""
        if len(self.heard) < HEARD_MAX:
            super().poll(ignore_error_codes, auto_send_enquire_link)

    def keep_alive(self) -> None:
        """Say that we are there, now and then; a dead line shows at the next read or write."""
        if time.monotonic() - self._alive_at > ALIVE_EVERY_SECONDS:
            self._alive_at = time.monotonic()
            self.send_pdu(smpp.make_pdu("enquire_link", client=self))

    def acknowledge(self, pdu: Pdu, *, is_kept: bool) -> None:
        """Answer for one thing we heard; what is not kept comes again."""
        status = consts.SMPP_ESME_ROK if is_kept else consts.SMPP_ESME_RX_T_APPN
        answer = smpp.make_pdu("deliver_sm_resp", client=self, status=status)
        answer.sequence = pdu.sequence
        self.send_pdu(answer)

    def _message_received(self, pdu: Pdu) -> None:
        self.heard.append(pdu)

    def _answered(self, pdu: Pdu) -> None:
        if pdu.command == "unbind":
            raise exceptions.ConnectionError("the other side hung up")
        name = getattr(pdu, "message_id", None) or b""
        self.answers[pdu.sequence] = Answer(int(pdu.status), name.decode("ascii", "replace").rstrip("\0"))
