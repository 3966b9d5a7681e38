"""antoan messages shows the texts with their length, and prints a kannel.conf that only its owner should read."""

import os

import pytest

from antoan.foundation.keystore.store import KeyStore
from tests.factories.installation import antoan

KANNEL = "kannel://antoan:gui@127.0.0.1:13013/?admin-port=13000&status-password=xem"


@pytest.fixture
def data(tmp_path):
    KeyStore.of(tmp_path).create_missing()
    return tmp_path


def run(data, *arguments: str, sms: str = "file", **more: str):
    return antoan("messages", *arguments, environment={"ANTOAN_DATA": str(data), "ANTOAN_SMS": sms, **more})


def test_every_text_is_shown_with_its_alphabet_letters_and_parts(data):
    plain, marked = run(data, "templates"), run(data, "templates", "--marks")
    assert (plain.returncode, plain.stderr) == (0, "")
    row = next(
        line
        for line in plain.stdout.splitlines()
        if line.startswith("corrections.refused") and " vi " in line
    )
    assert row.split()[:6] == ["corrections.refused", "notice", "vi", "GSM-7", "76", "1"]
    marked_row = next(
        line
        for line in marked.stdout.splitlines()
        if line.startswith("corrections.refused") and " vi " in line
    )
    assert marked_row.split()[:6] == ["corrections.refused", "notice", "vi", "UCS-2", "76", "2"]
    assert "textline.help" in plain.stdout


def test_kannels_configuration_carries_this_installations_secrets(data, tmp_path_factory):
    told = run(data, "kannel", sms=KANNEL, ANTOAN_SMS_CALLBACK="http://127.0.0.1:8000")
    assert (told.returncode, told.stderr) == (0, "")
    assert 'username = "antoan"' in told.stdout
    assert 'post-url = "http://gateway:' in told.stdout
    other = tmp_path_factory.mktemp("other")
    KeyStore.of(other).create_missing()
    assert run(other, "kannel", sms=KANNEL).stdout != told.stdout


def test_without_a_kannel_there_is_nothing_to_configure(data):
    told = run(data, "kannel")
    assert (told.returncode, told.stdout) == (1, "")
    assert "ANTOAN_SMS" in told.stderr


@pytest.mark.parametrize(
    ("sms", "line"),
    [
        ("file", "ok    messages       into "),
        ("null", "ok    messages       null"),
        ("pigeon://a:bimat@b", "FAULT messages       ANTOAN_SMS begins with 'pigeon'"),
        (
            KANNEL.replace("13000", "1").replace("13013", "1"),
            "FAULT messages       Kannel at 127.0.0.1 does not answer",
        ),
        (
            "smpp://antoan:bimat@127.0.0.1:1/",
            "FAULT messages       the SMPP centre at 127.0.0.1:1 does not let us in",
        ),
    ],
)
def test_the_doctor_says_how_the_gateway_is(data, sms, line):
    told = antoan("doctor", "--data", str(data), environment={"ANTOAN_SMS": sms, "PATH": os.environ["PATH"]})
    assert line in told.stdout
    assert "bimat" not in told.stdout + told.stderr
