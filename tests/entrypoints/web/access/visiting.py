"""How an address is asked, and what a reader can tell of its answer."""

import re
import time
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, quote_plus

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from antoan.foundation.accounts.models import Account

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Answer:
    """What came back: its status, where it sends the visitor, and its text."""

    status_code: int
    location: str
    text: str


class Visitor:
    """One who asks for addresses; nothing asked changes the database for the next question."""

    def __init__(self, account: Account | None) -> None:
        self.account = account
        self.client = Client(raise_request_exception=False)
        if account is not None:
            self.client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = self.client.session
            session["account_authentication_methods_user"] = str(account.pk)
            session["account_authentication_methods"] = [
                {"method": "password", "at": time.time(), "reauthenticated": True}
            ]
            session.save()
        self.cookies = self.client.cookies.copy()
        self._opened: dict[str, Answer] = {}

    def open(self, path: str) -> Answer:
        """Open a page, or tell again what it said: nothing asked here changes it."""
        if path not in self._opened:
            self._opened[path] = self.ask("GET", path)
        return self._opened[path]

    def ask(self, method: str, path: str, data: object = None, **more: object) -> Answer:
        self.client.cookies = self.cookies.copy()
        with transaction.atomic():
            came = getattr(self.client, method.lower())(path, data, **more)
            answer = Answer(came.status_code, came.headers.get("Location", ""), body_of(came))
            transaction.set_rollback(True)
        assert answer.status_code < 500, (method, path, answer.status_code)
        assert "Traceback" not in answer.text
        return answer


def filled(route: str, parameters: dict[str, object]) -> str:
    return "/" + PARAMETER.sub(lambda found: str(parameters[found[1]]), route)


def body_of(came: HttpResponseBase) -> str:
    if came.headers.get("Content-Type") == "application/pdf":
        return "a document"  # It tells the second at which it was made: test_paper reads it.
    raw = b"".join(came.streaming_content) if came.streaming else came.content
    return raw.decode(errors="replace")  # Photos are no text.


def shown(answer: Answer, *asked: str) -> tuple[int, str, str]:
    """Return what a reader can tell of an answer: tokens are new in each, and what was asked is their own."""
    text = re.sub(
        r'nonce=\\?"[\w+/=-]+|(?<=challenge)\W+[\w-]{43}|\b[A-Za-z0-9]{64}\b|(?<=value=")[0-9a-f-]{36}',
        "TOKEN",
        answer.text,
    )
    return answer.status_code, without(answer.location, *asked), without(text, *asked)


def without(text: str, *asked: str) -> str:
    """Return a text without what was asked, however a page or an address writes it."""
    for one in asked:
        for written in (one, quote(one, safe=""), quote(one), quote_plus(one), escape(one)):
            text = text.replace(written, "ASKED").replace(escape(quote_plus(written)), "ASKED")
    return text


WAYS_IN = ("/accounts/login/", "/accounts/phone/?next=")


def is_turned_away(answer: Answer) -> bool:
    to_sign_in = answer.status_code == 302 and answer.location.startswith(WAYS_IN)
    return to_sign_in or answer.status_code in {403, 404, 405}
