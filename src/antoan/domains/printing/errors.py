"""What can go wrong with printing, said so that it can be mended."""

from antoan.kit.errors import AntoanError, BadInput


class PaperUnfit(BadInput):
    """This does not fit on paper: a text or a list is too long."""

    code = "printing:paper:unfit"


class TooManyCards(BadInput):
    """Too many cards at once: print them in several parts."""

    code = "printing:cards:too_many"


class TooManyPosters(BadInput):
    """Too many posters at once: print them in several parts."""

    code = "printing:posters:too_many"


class PrinterBusy(AntoanError):
    """Several documents are being made already. Try again in a moment."""

    code = "printing:busy"
    status = 503


class PrintingFailed(AntoanError):
    """The document could not be made within its bounds of time and memory."""

    code = "printing:failed"
    status = 500
