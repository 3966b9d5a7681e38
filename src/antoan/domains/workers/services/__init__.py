"""Writes of staff lists, one function per use case."""

from antoan.domains.workers.services.alerts import acknowledge_alert, watch_person
from antoan.domains.workers.services.deciding import approve_list, refuse_list, revoke_list
from antoan.domains.workers.services.groups import add_cohort, change_cohort, remove_cohort, set_contact
from antoan.domains.workers.services.importing import discard_file, import_file, load_file, undo_file
from antoan.domains.workers.services.joining import confirm_worker, register_worker, send_back_worker
from antoan.domains.workers.services.leaving import leave_list
from antoan.domains.workers.services.listing import add_worker, mend_worker, move_worker, remove_worker
from antoan.domains.workers.services.quotas import end_quota, set_quota
from antoan.domains.workers.services.submitting import submit_list, withdraw_list
from antoan.domains.workers.services.with_person import leave_list_with_person

__all__ = [
    "acknowledge_alert",
    "add_cohort",
    "add_worker",
    "approve_list",
    "change_cohort",
    "confirm_worker",
    "discard_file",
    "end_quota",
    "import_file",
    "leave_list",
    "leave_list_with_person",
    "load_file",
    "mend_worker",
    "move_worker",
    "refuse_list",
    "register_worker",
    "remove_cohort",
    "remove_worker",
    "revoke_list",
    "send_back_worker",
    "set_contact",
    "set_quota",
    "submit_list",
    "undo_file",
    "watch_person",
    "withdraw_list",
]
