"""Writes of vaccination campaigns, one function per use case."""

from antoan.domains.vaccination.services.attending import check_in
from antoan.domains.vaccination.services.entering import enter_dose, note_reaction, undo_entry
from antoan.domains.vaccination.services.holding import dismiss_held, look_again, place_held
from antoan.domains.vaccination.services.importing import (
    discard_doses_file,
    import_doses,
    import_large_file,
    load_doses_file,
    undo_doses_file,
)
from antoan.domains.vaccination.services.inviting import invite
from antoan.domains.vaccination.services.listing import list_people, list_ward
from antoan.domains.vaccination.services.planning import bring_lot, close_session, open_campaign, plan_session

__all__ = [
    "bring_lot",
    "check_in",
    "close_session",
    "discard_doses_file",
    "dismiss_held",
    "enter_dose",
    "import_doses",
    "import_large_file",
    "invite",
    "list_people",
    "list_ward",
    "load_doses_file",
    "look_again",
    "note_reaction",
    "open_campaign",
    "place_held",
    "plan_session",
    "undo_doses_file",
    "undo_entry",
]
