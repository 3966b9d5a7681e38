"""Serves a stored photo to those who may see it: never kept, never taken for anything but a picture."""

from django.http import HttpResponse

from antoan.foundation.files.pictures import CONTENT_TYPE


def photo_response(content: bytes) -> HttpResponse:
    """Answer with a photo that no cache keeps and no browser runs."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
