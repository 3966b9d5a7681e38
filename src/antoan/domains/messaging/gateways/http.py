"""HTTP to a gateway over kept connections, which tells what certainly was not handed over from what is in doubt."""

import select
import socket
import threading
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final

_ANSWER_BYTES_MAX: Final = 100_000


class NotHandedOver(OSError):
    """No byte of the request reached the other side."""


class AnswerTooLong(HTTPException):
    """The answer is longer than anybody needs."""


class KeptConnections:
    """One connection for each thread that asks, opened when needed and kept."""

    def __init__(self, host: str, port: int, *, seconds_max: float, is_tls: bool = False) -> None:
        self._host, self._port, self._seconds_max = host, port, seconds_max
        self._kind = HTTPSConnection if is_tls else HTTPConnection
        self._kept = threading.local()
        self._opened: list[HTTPConnection] = []

    def close(self) -> None:
        """Close every connection. Nobody may be asking meanwhile."""
        while self._opened:
            self._opened.pop().close()

    def get(self, path: str, *, bytes_max: int = _ANSWER_BYTES_MAX) -> tuple[int, str]:
        """Ask for a path; return status and text. NotHandedOver, or what HTTP and sockets raise after that."""
        connection = self._open()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            raw = answer.read(bytes_max + 1)
            if len(raw) > bytes_max:
                raise AnswerTooLong(f"more than {bytes_max} bytes")
        except (OSError, HTTPException):
            connection.close()
            raise
        return answer.status, raw.decode("utf-8", "replace")

    def _open(self) -> HTTPConnection:
        kept: HTTPConnection | None = getattr(self._kept, "connection", None)
        if kept is not None and kept.sock is not None and not _is_ended(kept.sock):
            return kept
        fresh = self._kind(self._host, self._port, timeout=self._seconds_max)
        try:
            fresh.connect()
        except OSError as error:
            raise NotHandedOver(str(error)) from None
        # The request leaves at once; the answer is small.
        fresh.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if kept is not None:
            kept.close()
            self._opened.remove(kept)
        self._kept.connection = fresh
        self._opened.append(fresh)
        return fresh


def _is_ended(sock: socket.socket) -> bool:
    """Tell whether the other side has closed a connection on which no answer is awaited."""
    return bool(select.select([sock], [], [], 0)[0])
