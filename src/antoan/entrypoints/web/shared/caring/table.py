"""What was told, line by line: the table beside the charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from antoan.domains.declarations.queries.readings import Reading
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.entrypoints.web.shared.declaring import CHANNELS, said
from antoan.entrypoints.web.shared.languages import in_our_language

_COLUMNS: Final = ("temperature", "spo2", "pulse", "breaths")


@dataclass(frozen=True, slots=True)
class Line:
    """One reading in words."""

    at: datetime
    cells: tuple[str, ...]
    signs: tuple[str, ...]
    channel: Any
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """All readings, newest first."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def table_of(form: Questionnaire, readings: Sequence[Reading]) -> Table:
    """Return the table; what was not measured is a dash."""
    items = {item.link_id: item for item in form.asked()}
    shown = [items[name] for name in _COLUMNS if name in items]
    lines = tuple(
        Line(
            one.at,
            tuple(
                said(item, one.answers[item.link_id]) if item.link_id in one.answers else "–"
                for item in shown
            ),
            tuple(in_our_language(sign) for sign in one.signs),
            CHANNELS[one.channel],
            one.is_confirmed,
        )
        for one in readings
    )
    return Table(tuple(in_our_language(item.text) for item in shown), lines)
