"""Files that a page hands out to be kept or printed."""

from typing import Final

from django.http import HttpResponse

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Answer with a file. It may be personal: nothing on the way keeps it."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )
