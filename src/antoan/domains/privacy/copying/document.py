"""The copy as one JSON document, and the JSON Schema that describes it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from antoan.domains.privacy.copying.pieces import Piece
from antoan.domains.privacy.registry import Part
from antoan.foundation.db.kept import Column

FORMAT: Final = "antoan-personal-data"
VERSION: Final = 1
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": ["string", "null"]},
    "number": {"type": ["integer", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "day": {"type": ["string", "null"], "format": "date"},
    "moment": {"type": ["string", "null"], "format": "date-time"},
    "object": {"type": ["object", "array", "string", "number", "boolean", "null"]},
}


def document_of(pieces: Iterable[Piece], *, number: str, made_at: datetime) -> dict[str, Any]:
    """Return the copy as `data.json` holds it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "number": number,
        "made_at": made_at.isoformat(),
        "parts": {
            piece.key: {
                "title": {"vi": piece.title.vi, "en": piece.title.en},
                "tables": {
                    table.name: {"rows": table.rows, "left_out": table.left_out} for table in piece.tables
                },
            }
            for piece in pieces
        },
    }


def schema_of(parts: Sequence[Part]) -> dict[str, Any]:
    """Return the JSON Schema of `data.json`, as the tables stand in this version."""
    return {
        "$schema": _DIALECT,
        "title": "An Toàn: a copy of one person's data",
        "type": "object",
        "required": ["format", "version", "number", "made_at", "parts"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "number": {"type": "string"},
            "made_at": {"type": "string", "format": "date-time"},
            "parts": _closed({part.key: _part(part) for part in parts}),
        },
    }


def _part(part: Part) -> dict[str, Any]:
    tables = {kept.name: _table(kept.columns()) for kept in part.kept if kept.in_copy}
    title = _closed({"vi": {"type": "string"}, "en": {"type": "string"}})
    return _closed({"title": title, "tables": _closed(tables)})


def _table(columns: Iterable[Column]) -> dict[str, Any]:
    row = _closed({column.name: _KINDS[column.kind] for column in columns})
    return _closed({"rows": {"type": "array", "items": row}, "left_out": {"type": "integer", "minimum": 0}})


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
