"""Writes the configuration of a Kannel that serves this installation; the operator's own connection is added to it."""

from typing import Final

from antoan.domains.messaging.gateways.address import GatewayAddress
from antoan.domains.messaging.gateways.kannel import REPORT_AGAIN_SECONDS

_REPORT_TRIES: Final = 8_640  # Every ten seconds for a day: a report outlives our longest maintenance.
_PENDING_MAX: Final = 16

_TEXT: Final = """\
# Kannel for An Toàn. Add the group "smsc" that your operator gave you. Keep this file to Kannel alone: chmod 600.

group = core
admin-port = {admin_port}
admin-interface = {host}
admin-password = "{admin_password}"
status-password = "{status_password}"
smsbox-port = {box_port}
smsbox-interface = {host}
box-allow-ip = "{host}"
# What Kannel accepted must survive its fall, or messages in doubt could never be settled.
store-type = spool
store-location = "{store}"
dlr-storage = internal
log-level = 2

group = smsbox
bearerbox-host = {host}
bearerbox-port = {box_port}
sendsms-port = {port}
sendsms-interface = {host}
# Reports wait in the store, where An Toàn sees them, not in smsbox's memory; and they are tried for a day.
max-pending-requests = {pending}
http-request-retry = {tries}
http-queue-delay = {again}
log-level = 2

group = sendsms-user
username = "{user}"
password = "{password}"
user-allow-ip = "{host}"
concatenation = true
max-messages = 6

# Whatever people send comes to our door. An Toàn answers in a message of its own, so Kannel sends none.
group = sms-service
keyword = default
catch-all = true
omit-empty = true
max-messages = 0
send-sender = true
post-url = "{incoming_url}"
"""


def kannel_configuration(
    address: GatewayAddress, *, incoming_url: str, admin_password: str, store: str, box_port: int = 13001
) -> str:
    """Return the text of kannel.conf, secrets included."""
    return _TEXT.format(
        host=address.host,
        port=address.port,
        admin_port=address.number("admin-port", 13000),
        box_port=box_port,
        user=address.user,
        password=address.password,
        status_password=address.options.get("status-password", admin_password),
        admin_password=admin_password,
        store=store,
        incoming_url=incoming_url,
        pending=_PENDING_MAX,
        tries=_REPORT_TRIES,
        again=address.number("report-again", REPORT_AGAIN_SECONDS),
    )
