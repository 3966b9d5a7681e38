"""A questionnaire as the page shows it: each question with its control, its answer so far and its fault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from antoan.domains.declarations.questionnaires.branching import enabled
from antoan.domains.declarations.questionnaires.values import (
    SILENT,
    Answer,
    Item,
    ItemKind,
    Questionnaire,
)
from antoan.entrypoints.web.shared.languages import in_our_language

PREFIX: Final = "q-"  # Of the names of questions in a form.
_FAULTS: Final = {
    "missing": gettext_lazy("Hãy trả lời câu này."),
    "unreadable": gettext_lazy("Không đọc được câu trả lời này. Hãy nhập lại."),
    "too_long": gettext_lazy("Câu trả lời quá dài. Hãy viết ngắn hơn."),
    "out_of_bounds": gettext_lazy("Ngày hoặc số này không hợp lệ. Hãy xem lại."),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One item of the form. `value` is the answer as text; "" for none."""

    link_id: str
    kind: str
    name: str
    text: str
    hint: str
    icon: str
    value: str
    fault: str
    is_required: bool
    is_asked: bool  # Now; the page shows and hides it as other answers change.
    length_max: int
    low: str
    high: str
    pattern: str
    choices: tuple[tuple[str, str], ...]
    fields: tuple["Field", ...]


def given_in(data: QueryDict) -> dict[str, str]:
    """Return what a form sends for its questions."""
    return {name.removeprefix(PREFIX): str(data[name]) for name in data if name.startswith(PREFIX)}


def fields_of(
    questionnaire: Questionnaire,
    given: Mapping[str, Any],
    *,
    today: date,
    faults: Mapping[str, str] | None = None,
    is_fresh: bool = True,
) -> tuple[Field, ...]:
    """Return the form. A fresh one begins with the form's own answers where none is given."""
    initial = {item.link_id: item.initial for item in questionnaire.asked() if item.initial is not None}
    values = {**initial, **given} if is_fresh else dict(given)
    asked = {item.link_id for item in enabled(questionnaire, _typed(questionnaire, values))}
    return tuple(
        _field(item, values, asked, today, faults or {}) for item in questionnaire.items if _is_shown(item)
    )


def faults_in(fields: Iterable[Field]) -> list[Field]:
    """Return the questions answered wrongly, for the summary above the form."""
    found = []
    for field in fields:
        found += [field] if field.fault else faults_in(field.fields)
    return found


def _is_shown(item: Item) -> bool:
    """Tell whether a page shows an item: what is known from the record is not asked again."""
    return item.is_asked or item.kind in SILENT


def _typed(questionnaire: Questionnaire, values: Mapping[str, Any]) -> dict[str, Answer]:
    """Return answers of the kinds that conditions compare with."""
    words = {"true": True, "false": False}
    return {
        item.link_id: words.get(values[item.link_id], values[item.link_id])
        if item.kind is ItemKind.BOOLEAN and isinstance(values[item.link_id], str)
        else values[item.link_id]
        for item in questionnaire.asked()
        if item.link_id in values
    }


def _field(
    item: Item, values: Mapping[str, Any], asked: set[str], today: date, faults: Mapping[str, str]
) -> Field:
    is_day = item.kind is ItemKind.DATE
    return Field(
        link_id=item.link_id,
        kind=item.kind.value,
        name=PREFIX + item.link_id,
        text=in_our_language(item.text),
        hint=in_our_language(item.hint) if item.hint else "",
        icon=item.icon,
        value=_text_of(values.get(item.link_id)),
        fault=str(_FAULTS[faults[item.link_id]]) if item.link_id in faults else "",
        is_required=item.is_required,
        is_asked=item.link_id in asked or item.kind in SILENT,
        length_max=item.length_max,
        low=_bound(today, -item.days_back if item.days_back is not None else None)
        if is_day
        else _number(item.low),
        high=_bound(today, item.days_ahead) if is_day else _number(item.high),
        pattern=item.pattern.pattern if item.pattern else "",
        choices=tuple((option.code, in_our_language(option.text)) for option in item.options),
        fields=tuple(_field(inner, values, asked, today, faults) for inner in item.items if _is_shown(inner)),
    )


def _bound(today: date, days: int | None) -> str:
    return "" if days is None else (today + timedelta(days=days)).isoformat()


def _number(bound: int | None) -> str:
    return "" if bound is None else str(bound)


def _text_of(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
