"""ANTOAN_SMS is read, or it is said plainly what is wrong with it, without repeating a password."""

import pytest

from antoan.domains.messaging.errors import GatewayUnusable
from antoan.domains.messaging.gateways import gateway, smpp_gateway
from antoan.domains.messaging.gateways.address import read_address


def test_an_address_is_read_with_its_options():
    read = read_address("kannel://an%20toan:m%40t@10.0.0.7:14013/?admin-port=14000&smsc=vt&status-password=x")
    assert (read.kind, read.host, read.port, read.user, read.password) == (
        "kannel", "10.0.0.7", 14013, "an toan", "m@t",
    )  # fmt: skip
    assert (read.number("admin-port", 1), read.number("report-again", 10), read.is_tls) == (14000, 10, False)
    assert read_address("smpp://a:b@h").port == 2775


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it may be file"), ("carrier-pigeon", "it may be file"), ("http://a:b@h", "it may be file"),
        ("kannel://h:1", "lacks"), ("kannel://bimat@h", "lacks"), ("smpp://a:bimat@", "lacks"),
        ("kannel://a:bimat@h:99999", "cannot be read"), ("kannel://a:bimat@[h", "cannot be read"),
        ("kannel://a:bimat@h/?admin=1", "is no option"), ("smpp://a:bimat@h/?admin-port=1", "is no option"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_without_the_password(text, said):
    with pytest.raises(GatewayUnusable) as caught:
        read_address(text)
    assert said in caught.value.message
    assert "bimat" not in caught.value.message


def test_an_option_that_is_no_number_is_said(settings):
    settings.SMS_GATEWAY = "kannel://a:b@h/?admin-port=x"
    with pytest.raises(GatewayUnusable, match="whole number"):
        gateway()


def test_each_process_gets_only_the_gateway_it_may_use(settings):
    settings.SMS_GATEWAY = "smpp://a:b@h"
    with pytest.raises(GatewayUnusable, match="antoan messenger"):
        gateway()
    settings.SMS_GATEWAY = "file"
    with pytest.raises(GatewayUnusable, match="no messenger"):
        smpp_gateway(lambda pdu: True)
