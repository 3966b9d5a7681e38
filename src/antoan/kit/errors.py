"""Errors that a page, the API and the CLI can each say well."""


class AntoanError(Exception):
    """Something the caller can understand and mend.

    `code` is stable and machine readable (``domain:noun:fault``); `status` is the HTTP status an
    entry point answers with; the message says what is wrong and how to mend it.
    """

    code: str = "antoan:error"
    status: int = 400

    def __init__(self, message: str = "", **context: object) -> None:
        self.message = message or (self.__doc__ or "").strip().splitlines()[0]
        self.context = context
        super().__init__(self.message)


class BadInput(AntoanError):
    """The input cannot be understood."""

    code = "input:bad"
    status = 422


class NotFound(AntoanError):
    """There is nothing here for you."""

    code = "object:not_found"
    status = 404


class Forbidden(AntoanError):
    """You may not do this."""

    code = "permission:denied"
    status = 403


class Conflict(AntoanError):
    """This contradicts what is already there."""

    code = "object:conflict"
    status = 409


class NotConfigured(AntoanError):
    """The installation lacks something it needs to run."""

    code = "installation:incomplete"
    status = 503
