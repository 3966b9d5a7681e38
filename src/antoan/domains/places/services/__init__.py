"""Changes of places, gates, devices and place codes: one function, one use case, one transaction."""

from antoan.domains.places.services.codes import issue_place_code
from antoan.domains.places.services.devices import make_enrolment_ticket, redeem_ticket, revoke_device
from antoan.domains.places.services.gates import add_gate, change_gate, close_gate, set_gate_mode
from antoan.domains.places.services.places import add_place, change_place, close_place
from antoan.domains.places.services.posters import close_report, remove_own_poster, report_poster, take_report
from antoan.domains.places.services.spots import add_spot, change_spot

__all__ = [
    "add_gate",
    "add_place",
    "add_spot",
    "change_gate",
    "change_place",
    "change_spot",
    "close_gate",
    "close_place",
    "close_report",
    "issue_place_code",
    "make_enrolment_ticket",
    "redeem_ticket",
    "remove_own_poster",
    "report_poster",
    "revoke_device",
    "set_gate_mode",
    "take_report",
]
