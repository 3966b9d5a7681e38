"""What stands in a page's place while the web process is away."""

from html import escape
from typing import Final

from antoan.entrypoints.scan.exchange import Exchange
from antoan.entrypoints.scan.problems import Problem

_PAGE: Final = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="{seconds}"><title>An Toàn</title></head>
<body><h1>{title}</h1><p>Xin chờ vài giây, trang sẽ tự tải lại. Việc quét mã tại cổng vẫn tiếp tục.</p>
<p lang="en">{en} Please wait a few seconds; this page reloads by itself. Scanning at gates goes on.</p></body></html>
"""


def refuse_page(exchange: Exchange, fault: Problem) -> None:
    """Tell a person with a small page, and a program with a problem, that the pages are away."""
    if b"text/html" not in exchange.header(b"accept"):
        exchange.refuse(fault)
        return
    if exchange.arriving:
        exchange.keep_alive = False
    body = _PAGE.format(title=escape(fault.title), en=escape(fault.en), seconds=max(fault.retry_after, 2))
    retry = b"Retry-After: %d\r\n" % max(fault.retry_after, 2)
    exchange.answer(fault.status, body.encode(), b"text/html; charset=utf-8", retry)
