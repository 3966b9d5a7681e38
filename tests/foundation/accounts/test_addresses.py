"""Where a request really comes from."""

import ipaddress

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from antoan.foundation.accounts.addresses import client_address


def a_request(peer, forwarded=None):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers)
    request.META["REMOTE_ADDR"] = peer
    return request


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # A stranger claims to be someone else.
        ("", "198.51.100.1", "198.51.100.1"),  # Our front, over its Unix socket.
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # What the client wrote before our front did.
        ("127.0.0.1", "198.51.100.1, 127.0.0.1", "198.51.100.1"),  # Two fronts on this machine.
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "", ""),
        ("", None, ""),
        ("127.0.0.1", "garbage", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, garbage", "127.0.0.1"),
        ("127.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "fe80::1%" + "x" * 200, "fe80::1"),
        ("unix:", "198.51.100.1", "198.51.100.1"),
    ],
)
def test_only_our_own_front_is_believed(peer, forwarded, client):
    assert client_address(a_request(peer, forwarded)) == client


def test_a_named_proxy_on_another_machine_is_believed(settings):
    request = a_request("10.0.0.2", "198.51.100.1, 10.0.0.2")
    assert client_address(request) == "10.0.0.2"
    settings.TRUSTED_PROXIES = frozenset(["10.0.0.2"])
    assert client_address(request) == "198.51.100.1"


@given(st.text(), st.ip_addresses().filter(lambda address: not address.is_loopback))
def test_no_header_changes_what_a_strangers_address_is(header, peer):
    header = header.replace("\r", "").replace("\n", "")
    plain = getattr(peer, "ipv4_mapped", None) or peer
    if isinstance(plain, ipaddress.IPv4Address) and plain.is_loopback:
        return
    assert client_address(a_request(str(peer), header)) == client_address(a_request(str(peer)))


@given(st.text())
def test_an_address_is_always_one_or_none(header):
    address = client_address(a_request("127.0.0.1", header.replace("\r", "").replace("\n", "")))
    ipaddress.ip_address(address)
    assert len(address) <= 45
