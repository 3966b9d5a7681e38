"""Tells what a file is by its content: names and endings lie."""

import io
import zipfile
from enum import StrEnum
from typing import Final

from antoan.foundation.imports.limits import UNPACKED_BYTES_MAX
from antoan.foundation.imports.reading.refusing import FileRefused, Why


class FileKind(StrEnum):
    """The kinds of tables we read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: Final = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"MZ", b"\x7fELF",
    b"{\\rtf", b"BM", b"SQLite format 3",
)  # fmt: skip
_PAGES: Final = (b"<html", b"<!doctype", b"<?xml", b"<table", b"mime-version:", b"<meta")
_ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_COPY_BYTES: Final = 1024 * 1024


def kind_of(data: bytes) -> FileKind:
    """Return what the bytes are; FileRefused for what is no table, or hides something."""
    if not data.strip(b"\x00 \r\n\t"):
        raise FileRefused(Why.EMPTY)
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if data.startswith(_FOREIGN):
        raise FileRefused(Why.NOT_A_TABLE)
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ")[:14].lower().startswith(_PAGES):
        raise FileRefused(Why.PAGE)
    return FileKind.CSV


def _kind_of_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()}
            kind = _kind_by_parts(archive, names)
            _refuse_bomb(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise FileRefused(Why.DAMAGED) from None
    return kind


def _kind_by_parts(archive: zipfile.ZipFile, names: set[str]) -> FileKind:
    if any(name.lower().endswith(("vbaproject.bin", ".bas")) or name.startswith("Basic/") for name in names):
        raise FileRefused(Why.MACROS)
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise FileRefused(Why.PASSWORD)
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        raise FileRefused(Why.OTHER_SPREADSHEET, "xlsb")
    if "mimetype" in names and archive.read("mimetype")[:80].startswith(_ODS_TYPE):
        if _is_encrypted_ods(archive, names):
            raise FileRefused(Why.PASSWORD)
        return FileKind.ODS
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        raise FileRefused(Why.DAMAGED)
    raise FileRefused(Why.NOT_A_TABLE)


def _is_encrypted_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    if manifest not in names or archive.getinfo(manifest).file_size > _COPY_BYTES:
        return False
    return b"encryption-data" in archive.read(manifest)


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Unpack everything once, counting: sizes in the directory are only claims, and a damaged part shows here."""
    if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_BYTES_MAX:
        raise FileRefused(Why.TOO_MUCH_INSIDE)
    for entry in archive.infolist():
        with archive.open(entry) as part:
            # zipfile stops at the claimed size and compares the checksum: a part that lies is a damaged one.
            while part.read(_COPY_BYTES):
                continue


def _kind_of_ole(data: bytes) -> FileKind:
    """Tell an old workbook from other old documents by the names of its streams, which stand in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileRefused(Why.PASSWORD)
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise FileRefused(Why.MACROS)
    if "WordDocument".encode("utf-16-le") in data:
        raise FileRefused(Why.NOT_A_TABLE)
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise FileRefused(Why.DAMAGED)
    return FileKind.XLS
