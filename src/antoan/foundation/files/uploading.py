"""Takes uploads into memory only, and no more of them than fit: health papers never lie open in a temporary folder."""

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

from antoan.foundation.files.limits import FILES_PER_OWNER_MAX, PICTURE_BYTES_MAX

# All files of one form, and a little for its fields.
REQUEST_BYTES_MAX: Final = FILES_PER_OWNER_MAX * PICTURE_BYTES_MAX + 1024 * 1024


class BoundedUpload(MemoryFileUploadHandler):
    """Keeps at most PICTURE_BYTES_MAX + 1 bytes of each file: enough for `clean_picture` to refuse it."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django calls it so.
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuse a request that cannot be a form with its pictures."""
        if content_length > REQUEST_BYTES_MAX:
            raise RequestDataTooBig(f"A form with its pictures has at most {REQUEST_BYTES_MAX} bytes.")
        self.activated = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        self._kept_bytes = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep what still fits."""
        room = PICTURE_BYTES_MAX + 1 - self._kept_bytes
        kept = raw_data[: max(room, 0)]
        self._kept_bytes += len(kept)
        super().receive_data_chunk(kept, start)
        return None
