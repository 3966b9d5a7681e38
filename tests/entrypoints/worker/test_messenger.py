"""The messenger holds a line to an operator: it sends what waits, keeps what comes, and ends when told to."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from antoan.domains.messaging.models import Incoming, Message
from antoan.domains.messaging.services import queue_message
from antoan.domains.messaging.values import MessageState
from tests.factories.smpp_centre import an_smpp_centre

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


@pytest.fixture
def centre():
    with an_smpp_centre() as started:
        yield started


def messenger(url: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
        "ANTOAN_DATABASE_URL": "postgresql://{USER}:{PASSWORD}@/{NAME}?host={HOST}".format(
            **connection.settings_dict
        ),
        "ANTOAN_SMS": url,
    }
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "antoan.entrypoints.worker.messenger"],
        env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def state() -> str:
    return Message.objects.get().state


def test_it_sends_hears_and_stops(centre):
    queue_message(number="+84912345678", template="messages.test", values={"time": "k1"}, key="k1")
    running = messenger(centre.url)
    try:
        centre.until(lambda: state() == MessageState.SENT)
        centre.ask(report="84912345678", stat="DELIVRD")
        centre.ask(**{"from": "84900000001", "text": "MAU"})
        centre.until(lambda: state() == MessageState.DELIVERED and Incoming.objects.count() == 1)
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=20)
    finally:
        running.kill()
    assert (running.returncode, said) == (0, "")


def test_another_kind_of_gateway_needs_no_messenger():
    running = messenger("file")
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said.count("\n")) == (1, 1)
    assert "no messenger is needed" in said
