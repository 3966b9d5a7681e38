"""Which device a token belongs to, for doors other than the scan process."""

import hashlib
from dataclasses import dataclass
from typing import Final

from antoan.domains.places.models import Device
from antoan.domains.places.queries.gates import device_view, gate_view
from antoan.domains.places.queries.places import view_of
from antoan.domains.places.values import DeviceView, GateView, PlaceView

_TOKEN_CHARS_MAX: Final = 512


@dataclass(frozen=True, slots=True)
class DeviceAtGate:
    """A device that proved itself, with the gate and the place it scans at."""

    device: DeviceView
    gate: GateView
    place: PlaceView


def device_with_token(token: str) -> DeviceAtGate | None:
    """Return the device in use that holds a token; None when there is none. The token is the right to ask."""
    if not token or len(token) > _TOKEN_CHARS_MAX:
        return None
    digest = hashlib.sha256(token.encode(errors="surrogatepass")).digest()
    found = Device.objects.select_related("gate__spot__place")
    device = found.filter(token_digest=digest, revoked_at__isnull=True).first()
    if device is None:
        return None
    return DeviceAtGate(device_view(device), gate_view(device.gate), view_of(device.gate.spot.place))
