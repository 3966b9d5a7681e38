"""The copy as one page that any browser opens without a network: plain words, large letters, no script. Pure."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from html import escape
from importlib import resources
from typing import Any, Final

from antoan.domains.privacy.copying.pieces import Piece, Table
from antoan.foundation.db.kept import Column
from antoan.kit.clock import local
from antoan.kit.words import Words

_STYLE: Final = """
body{font:19px/1.5 system-ui,sans-serif;color:#1c2730;max-width:60rem;margin:0 auto;padding:16px}
h1{font-size:1.7em}h2{font-size:1.35em;border-top:4px solid #14507a;padding-top:12px;margin-top:40px}
h3{font-size:1.1em}dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:2px 16px;margin:0 0 18px;
padding:12px 0;border-bottom:1px solid #ccd6dd}dt{color:#4a5a66}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
.mark{color:#4a5a66;font-size:.9em}@media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:6px}}
@media print{dl{break-inside:avoid}}
"""
_LANGUAGE_WORDS: Final = {
    "title": Words("Bản sao dữ liệu của bạn", "A copy of your data"),
    "lead": Words(
        "Đây là tất cả những gì hệ thống An Toàn đang giữ về bạn. Tệp data.json dành cho máy tính, "
        "fhir-bundle.json dành cho cơ sở y tế, thư mục tables mở được bằng bảng tính.",
        "This is all that An Toàn keeps about you. data.json is for computers, fhir-bundle.json for health "
        "services, and the folder tables opens in a spreadsheet.",
    ),
    "care": Words(
        "Tệp này chứa thông tin riêng của bạn. Đừng gửi cho người khác.",
        "This file holds your private data. Do not pass it on.",
    ),
    "number": Words("Số yêu cầu", "Request number"),
    "made": Words("Tạo lúc", "Made at"),
    "none": Words("Không có gì.", "Nothing."),
    "left_out": Words("dòng cũ hơn không có trong bản này", "older rows are not in this copy"),
}  # fmt: skip


def page_of(pieces: Iterable[Piece], *, language: str, number: str, made_at: datetime, watermark: str) -> str:
    """Return the page. Every value is escaped: what people wrote stays text."""
    say = {name: escape(words.say(language)) for name, words in _LANGUAGE_WORDS.items()}
    body = "\n".join(line for piece in pieces for line in _piece(piece, language, say))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{say["title"]}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>{say['title']}</h1><p>{say['lead']}</p>"
        f"<p><strong>{say['care']}</strong></p>"
        f"<p>{say['number']}: {escape(number)} · {say['made']}: {_moment(made_at)}</p>\n{body}\n"
        f'<p class="mark">{escape(watermark)}</p></main></body></html>'
    )


def label(table: str, column: str, language: str) -> str:
    """Return what a column is called, in this table or in all; its own name when nobody named it yet."""
    columns = _labels()["columns"]
    known = columns.get(f"{table}.{column}") or columns.get(column)
    return column if known is None else Words(known["vi"], known["en"]).say(language)


def table_label(table: str, language: str) -> str:
    """Return what a table is called; its own name when nobody named it yet."""
    known = _labels()["tables"].get(table) or _reached_otherwise(table)
    return table if known is None else Words(known["vi"], known["en"]).say(language)


def _reached_otherwise(table: str) -> dict[str, str] | None:
    """Return the words of a table whose rows are found through another one: ``table.way``."""
    ways: dict[str, dict[str, str]] = _labels()["tables"]
    return next((words for name, words in ways.items() if name.partition(".")[0] == table), None)


def _piece(piece: Piece, language: str, say: dict[str, str]) -> Iterator[str]:
    yield f"<h2>{escape(piece.title.say(language))}</h2>"
    filled = [table for table in piece.tables if table.rows]
    if not filled:
        yield f"<p>{say['none']}</p>"
    for table in filled:
        yield f"<h3>{escape(table_label(table.name, language))} ({len(table.rows)})</h3>"
        yield from (_row(row, table, language) for row in table.rows)
        if table.left_out:
            yield f"<p>{table.left_out} {say['left_out']}</p>"


def _row(row: dict[str, Any], table: Table, language: str) -> str:
    quiet = _labels()["quiet"]
    lines = (
        f"<dt>{escape(label(table.name, column.name, language))}</dt>"
        f"<dd>{escape(_value(row[column.name], column, language))}</dd>"
        for column in table.columns
        if column.name not in quiet and row[column.name] not in (None, "", [], {})
    )
    return f"<dl>{''.join(lines)}</dl>"


def _value(value: Any, column: Column, language: str) -> str:
    match value:
        case bool():
            return (Words("có", "yes") if value else Words("không", "no")).say(language)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    if column.kind == "moment":
        return _moment(datetime.fromisoformat(value))
    if column.kind == "day":
        year, month, day = value.split("-")
        return f"{day}/{month}/{year}"
    known = _labels()["values"].get(str(value))
    return str(value) if known is None else Words(known["vi"], known["en"]).say(language)


def _moment(moment: datetime) -> str:
    return f"{local(moment):%H:%M %d/%m/%Y}"


@cache
def _labels() -> dict[str, Any]:
    file = resources.files("antoan.domains.privacy") / "data" / "labels.json"
    labels: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return labels
