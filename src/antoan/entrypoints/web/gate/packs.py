"""A device's contact: it tells how it is doing, and gets what it needs to go on without network."""

from collections.abc import Mapping
from typing import Any, Final

from antoan.domains.gates.errors import DeviceKeyUnreadable
from antoan.domains.gates.packs.values import DeviceTold
from antoan.domains.gates.services.packs import give_pack
from antoan.domains.places.queries import DeviceAtGate
from antoan.entrypoints.web.gate.asking import for_devices, text, whole
from antoan.kit import clock
from antoan.kit.signing import decode_base64url

_NUMBER_MAX: Final = 2**31 - 1
_SMALL_MAX: Final = 32_000
_KEY_LETTERS_MAX: Final = 100


@for_devices
def pack(at: DeviceAtGate, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Answer with pack and status list where they are new to the device; null where they are not."""
    try:
        key = decode_base64url(text(sent, "public_key", letters_max=_KEY_LETTERS_MAX))
    except ValueError:
        raise DeviceKeyUnreadable from None
    told = DeviceTold(
        public_key=key,
        page_version=whole(sent, "page_version", high=_SMALL_MAX),
        queue_rows=whole(sent, "queue", high=_NUMBER_MAX),
        pack_sequence=whole(sent, "pack", high=_NUMBER_MAX),
        status_sequence=whole(sent, "status", high=_NUMBER_MAX),
        has_wiped=sent.get("wiped") is True,
    )
    return give_pack(at=at, told=told, now=clock.now())
