"""Reads the text messages of the running product as their receivers would."""

import base64
import re
import time
import urllib.request
from itertools import count
from pathlib import Path

from antoan.domains.messaging.doors import GATEWAY_USER
from antoan.foundation.keystore.store import KeyStore
from tests.journeys.product import Product

WAIT_SECONDS_MAX = 30
_references = count(1)


def write(product: Product, number: str, text: str) -> None:
    """Write a message to the running product, handed over as its gateway does."""
    secret = KeyStore.of(product.folder).derived_secret("sms")
    known = base64.b64encode(f"{GATEWAY_USER}:{secret}".encode()).decode()
    headers = {
        "Authorization": f"Basic {known}",
        "Content-Type": "text/plain; charset=utf-8",
        "X-Kannel-From": "+84" + number[1:],
    }
    address = f"{product.url}/sms/incoming?id=journey-{next(_references)}"
    asked = urllib.request.Request(address, data=text.encode(), headers=headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert answer.status == 200


def answered(product: Product, number: str, text: str, pattern: str) -> str:
    """Write a message, wait for the answer that fits, and return what the pattern finds in it."""
    before = len(texts_to(product, number))
    write(product, number, text)
    return newest(product, number, pattern, after=before)


def texts_to(product: Product, number: str) -> list[str]:
    """Return the messages to a number, oldest first: what waits from the sealed table, what was sent from the file.

    The table forgets a secret once it is sent; without a gateway the installation writes into a file.
    """
    ring = KeyStore.of(product.folder).field_ring()
    index = ring.blind_index("phone", "+84" + number[1:])
    rows = product.rows("SELECT ref, text FROM messaging_message WHERE number_index = %s ORDER BY id", index)
    sent = _sent(product.folder / "messages" / "sent.txt")
    return [
        ring.open(bytes(text), place="messaging_message.text") or sent.get(str(ref), "") for ref, text in rows
    ]


def _sent(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {ref: text for _, ref, _, text in (line.split("\t", 3) for line in lines)}


def newest(product: Product, number: str, pattern: str, *, after: int = 0) -> str:
    """Wait for a message past the first `after` ones, and return what the pattern finds in it."""
    deadline = time.monotonic() + WAIT_SECONDS_MAX
    while True:
        for text in reversed(texts_to(product, number)[after:]):
            if found := re.search(pattern, text):
                return found[1]
        assert time.monotonic() < deadline, texts_to(product, number)
        time.sleep(0.1)


def code_for(product: Product, number: str, *, after: int = 0) -> str:
    """Return the newest sign-in code of a number."""
    return newest(product, number, r"\b(\d{6})\b", after=after)
