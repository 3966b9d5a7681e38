"""The forms on which a case is reported, by date: data/forms. Reads what was filled in. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.kit.text import squeeze
from antoan.kit.words import Words

TEXT_LETTERS_MAX: Final = 200
LONG_LETTERS_MAX: Final = 2_000
NUMBER_MAX: Final = 99


class FieldKind(StrEnum):
    """What a field takes."""

    KNOWN = "known"  # From the person's record: nobody types it.
    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    key: str
    words: Words
    kind: FieldKind
    is_required: bool
    choices: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Form:
    """One dated form."""

    id: str
    effective_from: date
    title: Words
    basis: str
    mark: str
    fields: tuple[Field, ...]

    @property
    def asked(self) -> tuple[Field, ...]:
        """Return the fields that somebody fills in."""
        return tuple(field for field in self.fields if field.kind is not FieldKind.KNOWN)


def form_on(day: date) -> Form:
    """Return the form in force on a day; before the first, the first."""
    begun = [form for form in forms() if form.effective_from <= day]
    return begun[-1] if begun else forms()[0]


def form_called(form_id: str) -> Form:
    """Return a form by its id; KeyError."""
    return {form.id: form for form in forms()}[form_id]


def read_answers(form: Form, sent: Mapping[str, str], *, today: date) -> tuple[dict[str, str], list[str]]:
    """Return what was filled in as it is kept, and the keys of the fields that are missing or cannot be read."""
    answers: dict[str, str] = {}
    faulty: list[str] = []
    for field in form.asked:
        text = squeeze(sent.get(field.key, ""))
        if not text:
            faulty += [field.key] if field.is_required else []
        elif _fits(field, text, today):
            answers[field.key] = text
        else:
            faulty.append(field.key)
    return answers, faulty


def _fits(field: Field, text: str, today: date) -> bool:
    match field.kind:
        case FieldKind.CHOICE:
            return text in field.choices
        case FieldKind.NUMBER:
            return text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) <= NUMBER_MAX
        case FieldKind.DATE:
            return _is_past_day(text, today)
    return len(text) <= (LONG_LETTERS_MAX if field.kind is FieldKind.LONG else TEXT_LETTERS_MAX)


def _is_past_day(text: str, today: date) -> bool:
    try:
        return date.fromisoformat(text) <= today
    except ValueError:
        return False


@cache
def forms() -> tuple[Form, ...]:
    """Return all forms, the oldest first."""
    folder = resources.files("antoan.domains.cases") / "data" / "forms"
    read = [_form(json.loads(file.read_text("utf-8"))) for file in folder.iterdir()]
    return tuple(sorted(read, key=lambda form: form.effective_from))


def _form(document: Mapping[str, Any]) -> Form:
    return Form(
        id=document["id"],
        effective_from=date.fromisoformat(document["effective_from"]),
        title=Words(**document["title"]),
        basis=document["basis"],
        mark=document["mark"],
        fields=tuple(_field(row) for row in document["fields"]),
    )


def _field(row: Mapping[str, Any]) -> Field:
    return Field(
        key=row["key"],
        words=Words(row["vi"], row["en"]),
        kind=FieldKind(row["kind"]),
        is_required=row.get("required", False),
        choices={one["key"]: Words(one["vi"], one["en"]) for one in row.get("choices", ())},
    )
