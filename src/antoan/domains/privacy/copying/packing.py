"""Packs a copy into one ZIP: data, schema, FHIR, a page to read, tables, photos, and a manifest of them all. Pure."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from antoan.domains.privacy.copying.bundle import bundle_of
from antoan.domains.privacy.copying.document import document_of, schema_of
from antoan.domains.privacy.copying.pieces import Piece
from antoan.domains.privacy.copying.readable import page_of
from antoan.domains.privacy.registry import Part
from antoan.kit.clock import local
from antoan.kit.tables import csv_text

MANIFEST: Final = "manifest.json"
COPY_BYTES_MAX: Final = 64 * 1024 * 1024  # Photos past it stay out, and the manifest says so.


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo the person sent, as it is kept."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Packed:
    """A ZIP, and how many rows of which table are in it."""

    content: bytes
    digest: str
    rows: dict[str, int]


def pack(
    pieces: Sequence[Piece],
    parts: Sequence[Part],
    photos: Iterable[Photo],
    *,
    number: str,
    made_at: datetime,
    watermark: str,
) -> Packed:
    """Return the copy as one ZIP. `watermark` names for whom and where it was made, in every file people open."""
    rows = {table.name: len(table.rows) for piece in pieces for table in piece.tables}
    files = _files(pieces, parts, number=number, made_at=made_at, watermark=watermark)
    left_out = {table.name: table.left_out for piece in pieces for table in piece.tables if table.left_out}
    free = COPY_BYTES_MAX - sum(map(len, files.values()))
    for photo in photos:
        if len(photo.content) > free:
            left_out["photos"] = left_out.get("photos", 0) + 1
            continue
        files[f"photos/{photo.name}"] = photo.content
        free -= len(photo.content)
    files[MANIFEST] = _json(_manifest(files, rows, left_out, number, made_at, watermark))
    content = _zipped(files, made_at)
    return Packed(content, hashlib.sha256(content).hexdigest(), rows)


def _files(
    pieces: Sequence[Piece], parts: Sequence[Part], *, number: str, made_at: datetime, watermark: str
) -> dict[str, bytes]:
    files = {
        "data.json": _json(document_of(pieces, number=number, made_at=made_at)),
        "schema.json": _json(schema_of(parts)),
        "fhir-bundle.json": _json(bundle_of(pieces, made_at=made_at)),
    }
    for language, name in (("vi", "doc-toi-truoc.html"), ("en", "read-me-first.html")):
        page = page_of(pieces, language=language, number=number, made_at=made_at, watermark=watermark)
        files[name] = page.encode()
    for piece in pieces:
        for table in piece.tables:
            if table.rows:
                columns = [column.name for column in table.columns]
                files[f"tables/{table.name}.csv"] = csv_text(columns, table.rows).encode()
    return files


def _manifest(
    files: dict[str, bytes],
    rows: dict[str, int],
    left_out: dict[str, int],
    number: str,
    made_at: datetime,
    watermark: str,
) -> dict[str, Any]:
    return {
        "format": "antoan-copy-manifest",
        "version": 1,
        "number": number,
        "made_at": made_at.isoformat(),
        "watermark": watermark,
        "rows": rows,
        "rows_total": sum(rows.values()),
        "left_out": left_out,
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(files.items())
        ],
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _zipped(files: dict[str, bytes], made_at: datetime) -> bytes:
    at = local(made_at).timetuple()[:6]
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(name, at)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
