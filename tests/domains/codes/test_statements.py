import json
from dataclasses import replace

import pytest

from antoan.domains.codes.statements import StatementRefused, read_statement, sign_statement
from antoan.domains.codes.values import KeyStatus
from antoan.kit.signing import encode_base64url
from tests.factories.codes import PRIVATE, a_public_key

KEYS = {1: a_public_key()}
SAID = {"sequence": 7, "place": "Chợ Bến Thành"}


def a_statement(kind="antoan-pack"):
    return sign_statement(kind, SAID, key_number=1, key=PRIVATE)


def test_what_was_signed_is_read():
    assert read_statement(a_statement(), "antoan-pack", KEYS) == SAID


def test_a_statement_of_one_kind_is_never_another():
    with pytest.raises(StatementRefused):
        read_statement(a_statement("antoan-status"), "antoan-pack", KEYS)


def test_changed_words_are_refused():
    header, _body, signature = a_statement().split(".")
    other = encode_base64url(json.dumps({**SAID, "sequence": 8}).encode())
    with pytest.raises(StatementRefused):
        read_statement(f"{header}.{other}.{signature}", "antoan-pack", KEYS)


@pytest.mark.parametrize("keys", [{}, {1: replace(KEYS[1], status=KeyStatus.REVOKED)}])
def test_a_key_out_of_trust_says_nothing(keys):
    with pytest.raises(StatementRefused):
        read_statement(a_statement(), "antoan-pack", keys)


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "a.b.c.d", "é.b.c", a_statement()[:-4]])
def test_what_is_no_statement_is_refused(text):
    with pytest.raises(StatementRefused):
        read_statement(text, "antoan-pack", KEYS)
