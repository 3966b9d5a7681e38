"""Turns the errors our domains raise into pages and problem+json."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from antoan.entrypoints.web.shared import errors
from antoan.kit.errors import AntoanError


class ErrorPages:
    """Answers for what a view raises and means: the status and code are the error's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for an AntoanError; None leaves anything else to `errors.failed`."""
        if isinstance(exception, AntoanError):
            return errors.of(request, exception)
        return None
