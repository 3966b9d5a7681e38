"""How large the text is: chosen by the reader, kept in a cookie of this browser, on every page."""

from typing import Final

from django.http import HttpRequest

COOKIE: Final = "at-text"
SIZES: Final = ("100", "125", "150")  # Per cent.


def text_size_of(request: HttpRequest) -> str:
    """Return the size this browser asked for."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in SIZES else SIZES[0]


def text_size(request: HttpRequest) -> dict[str, object]:
    """Tell templates the size, and the sizes there are."""
    return {"text_size": text_size_of(request), "text_sizes": SIZES}
