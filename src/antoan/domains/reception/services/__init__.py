"""Writes of receptions, one function per use case."""

from antoan.domains.reception.services.calling import call_next, end_ticket
from antoan.domains.reception.services.desks import open_desk
from antoan.domains.reception.services.taking import take_in

__all__ = ["call_next", "end_ticket", "open_desk", "take_in"]
