"""What can be wrong with passes."""

from antoan.kit.errors import NotConfigured, NotFound


class PassNotFound(NotFound):
    """This person has no pass. Make it with: antoan passes rebuild"""

    code = "passes:pass:not_found"


class NoPolicyInForce(NotConfigured):
    """No policy governs this person's ward, so there is no colour. Activate one."""

    code = "passes:policy:none"
