"""What can go wrong with the trail."""

from antoan.kit.errors import BadInput


class EntryTooLong(BadInput):
    """This text is too long for the trail."""

    code = "audit:entry:too_long"
