"""Builds HTTP/1.1 answers as bytes."""

from email.utils import formatdate
from http import HTTPStatus
from typing import Final

from antoan.entrypoints.scan.problems import Problem

_STATUS_LINES: Final = {s.value: f"HTTP/1.1 {s.value} {s.phrase}\r\n".encode() for s in HTTPStatus}
# Answers about people are nobody's to keep.
_COMMON: Final = b"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
_JSON_OK: Final = _STATUS_LINES[200] + b"Content-Type: application/json\r\n" + _COMMON
CLOSE: Final = b"Connection: close\r\n"
CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class DateHeader:
    """The Date header of this second; the server's timer renews it, so no answer formats a time."""

    line: bytes = b""

    @classmethod
    def renew(cls) -> None:
        """Take the machine's time."""
        cls.line = f"Date: {formatdate(usegmt=True)}\r\n".encode()


DateHeader.renew()


def ok_json(body: bytes, *, keep_alive: bool) -> bytes:
    """Return a 200 answer with a JSON body."""
    if keep_alive:
        return b"%b%bContent-Length: %d\r\n\r\n%b" % (_JSON_OK, DateHeader.line, len(body), body)
    return b"%b%bConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (
        _JSON_OK,
        DateHeader.line,
        len(body),
        body,
    )


def answer(
    status: int,
    body: bytes,
    *,
    content_type: bytes,
    keep_alive: bool,
    extra: bytes = b"",
    with_body: bool = True,
) -> bytes:
    """Return a whole answer; `extra` holds further header lines, each with its line end."""
    head = b"%bContent-Type: %b\r\n%b%b%b%bContent-Length: %d\r\n\r\n" % (
        _STATUS_LINES[status],
        content_type,
        _COMMON,
        DateHeader.line,
        extra,
        b"" if keep_alive else CLOSE,
        len(body),
    )
    return head + body if with_body else head


def problem(fault: Problem, *, keep_alive: bool, detail: str = "", extra: bytes = b"") -> bytes:
    """Return an application/problem+json answer."""
    if fault.retry_after:
        extra += b"Retry-After: %d\r\n" % fault.retry_after
    if fault.status == 401:
        extra += b'WWW-Authenticate: Bearer realm="antoan"\r\n'
    body = fault.encode(detail)
    return answer(
        fault.status, body, content_type=b"application/problem+json", keep_alive=keep_alive, extra=extra
    )
