"""What stands around every page of a case: whose it is, and where one may go."""

from typing import Any

from antoan.domains.gates.permissions import ASK_VISITORS
from antoan.domains.tracing.desk_values import CaseView
from antoan.domains.tracing.permissions import ASK_EXPORT, UNMASK, WORK
from antoan.domains.tracing.queries.access import may_on_case
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken


def around(actor: Actor, case: CaseView, here: str) -> dict[str, Any]:
    """Return the frame of a case's page; `here` is the page's place in the way between them."""
    return {
        "case": case,
        "shown": spoken.show(case.number),
        "here": here,
        "may_work": case.is_open and may_on_case(actor, WORK, case.number),
        "may_unmask": case.is_open and may_on_case(actor, UNMASK, case.number),
        "may_ask_visitors": case.is_open and may_on_case(actor, ASK_VISITORS, case.number),
        "may_export": case.is_open and may_on_case(actor, ASK_EXPORT, case.number),
    }
