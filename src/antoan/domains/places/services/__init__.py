"""Changes of places, gates, devices and place codes: one function, one use case, one transaction."""

from antoan.domains.places.services.codes import issue_place_code
from antoan.domains.places.services.devices import make_enrolment_ticket, redeem_ticket, revoke_device
from antoan.domains.places.services.gates import add_gate, set_gate_mode
from antoan.domains.places.services.places import add_place, add_spot, close_place

__all__ = [
    "add_gate",
    "add_place",
    "add_spot",
    "close_place",
    "issue_place_code",
    "make_enrolment_ticket",
    "redeem_ticket",
    "revoke_device",
    "set_gate_mode",
]
