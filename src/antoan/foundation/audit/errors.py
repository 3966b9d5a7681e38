"""What can go wrong with the trail."""

from antoan.kit.errors import AntoanError, BadInput


class EntryTooLong(BadInput):
    """This text is too long for the trail."""

    code = "audit:entry:too_long"


class ReadBudgetSpent(AntoanError):
    """You have opened the data of as many people as one account may in an hour."""

    code = "audit:reads:spent"
    status = 429
