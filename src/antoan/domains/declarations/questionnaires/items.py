"""Reads the items of a questionnaire document: questions, groups, options, and when each is asked."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from antoan.domains.declarations.questionnaires.reading import KEY, LINK_ID, READ, fault, words
from antoan.domains.declarations.questionnaires.values import (
    FREE_TEXT,
    SILENT,
    Answer,
    Condition,
    Item,
    ItemKind,
    Option,
    within,
)

ITEMS_MAX: Final = 80
DEPTH_MAX: Final = 4
OPTIONS_MAX: Final = 300
ANSWER_LETTERS_MAX: Final = 500
STRING_LETTERS: Final = 100  # Of a one-line answer whose item says nothing else.
DAYS_MAX: Final = 3_660
PATTERN_LETTERS_MAX: Final = 100
_WHOLE: Final = 1_000_000
_OPERATORS: Final = {"=": True, "!=": False}
_ICON: Final = re.compile(r"at-[a-z-]{1,30}|", re.ASCII)
_SOURCE: Final = re.compile(r"(person|declaration)\.[a-z_]{1,40}|", re.ASCII)


def parse_items(document: Mapping[str, Any]) -> tuple[Item, ...]:
    """Return the items of a document, checked against each other."""
    sets = READ.object(document.get("optionSets", {}), "/optionSets")
    option_sets = {name: _options(sets, name, "/optionSets") for name in sets}
    items = _items(document, "/items", option_sets, 1)
    _check_together(items)
    return items


def _items(
    parent: Mapping[str, Any], path: str, sets: Mapping[str, tuple[Option, ...]], depth: int
) -> tuple[Item, ...]:
    if depth > DEPTH_MAX:
        raise fault(path, f"items nest at most {DEPTH_MAX} deep")
    listed = READ.list(parent, "items", path.removesuffix("/items"), required=depth == 1)
    return tuple(_item(item, f"{path}/{number}", sets, depth) for number, item in enumerate(listed))


def _item(given: Any, path: str, sets: Mapping[str, tuple[Option, ...]], depth: int) -> Item:
    READ.object(given, path)
    kind = _kind(given, path)
    link_id = READ.matching(given, "linkId", path, LINK_ID)
    options = _options_of(given, path, sets) if kind is ItemKind.CHOICE else ()
    length = READ.whole(given, "maxLength", path, low=1, high=ANSWER_LETTERS_MAX)
    item = Item(
        link_id=link_id,
        kind=kind,
        text=words(given, "text", path),
        hint=None if given.get("hint") is None else words(given, "hint", path),
        icon=READ.matching({"icon": "", **given}, "icon", path, _ICON),
        is_required=READ.flag(given, "required", path),
        is_kept=READ.flag(given, "keep", path),
        source=READ.matching({"source": "", **given}, "source", path, _SOURCE),
        initial=given.get("initial"),
        length_max=length or (ANSWER_LETTERS_MAX if kind is ItemKind.TEXT else STRING_LETTERS),
        low=READ.whole(given, "minValue", path, low=-_WHOLE, high=_WHOLE),
        high=READ.whole(given, "maxValue", path, low=-_WHOLE, high=_WHOLE),
        days_back=READ.whole(given, "daysBack", path, low=0, high=DAYS_MAX),
        days_ahead=READ.whole(given, "daysAhead", path, low=0, high=DAYS_MAX),
        pattern=_pattern(given, path),
        options=options,
        conditions=_conditions(given, path),
        is_any_enough=_behaviour(given, path),
        items=_items(given, f"{path}/items", sets, depth + 1),
        path=path,
    )
    _check_alone(item)
    return item


def _kind(given: Mapping[str, Any], path: str) -> ItemKind:
    try:
        return ItemKind(given["type"])
    except (KeyError, ValueError, TypeError) as error:
        raise fault(f"{path}/type", f"must be one of {', '.join(ItemKind)}") from error


def _options_of(
    given: Mapping[str, Any], path: str, sets: Mapping[str, tuple[Option, ...]]
) -> tuple[Option, ...]:
    named = given.get("optionSet")
    if named is None:
        return _options(given, "options", path)
    if named not in sets:
        raise fault(f"{path}/optionSet", f"there is no option set {named!r}")
    return sets[named]


def _options(parent: Mapping[str, Any], name: str, path: str) -> tuple[Option, ...]:
    listed = READ.list(parent, name, path)
    path = f"{path}/{name}"
    if not 1 <= len(listed) <= OPTIONS_MAX:
        raise fault(path, f"must have 1 to {OPTIONS_MAX} options")
    options = tuple(_option(option, f"{path}/{number}") for number, option in enumerate(listed))
    for number, option in enumerate(options):
        if option.code in {earlier.code for earlier in options[:number]}:
            raise fault(f"{path}/{number}/code", f"the code {option.code!r} is taken")
    return options


def _option(option: Any, path: str) -> Option:
    READ.object(option, path)
    return Option(READ.matching(option, "code", path, KEY), words(option, "text", path))


def _pattern(given: Mapping[str, Any], path: str) -> re.Pattern[str] | None:
    text = given.get("pattern")
    if text is None:
        return None
    if not isinstance(text, str) or len(text) > PATTERN_LETTERS_MAX:
        raise fault(f"{path}/pattern", f"must be a pattern of at most {PATTERN_LETTERS_MAX} letters")
    try:
        return re.compile(text, re.ASCII)
    except re.error as error:
        raise fault(f"{path}/pattern", f"is no pattern: {error}") from error


def _conditions(given: Mapping[str, Any], path: str) -> tuple[Condition, ...]:
    listed = READ.list(given, "enableWhen", path, required=False)
    return tuple(
        _condition(condition, f"{path}/enableWhen/{number}") for number, condition in enumerate(listed)
    )


def _condition(condition: Any, path: str) -> Condition:
    READ.object(condition, path)
    if condition.get("operator") not in _OPERATORS:
        raise fault(f"{path}/operator", f"must be one of {', '.join(_OPERATORS)}")
    answer = condition.get("answer")
    if not isinstance(answer, bool | int | str):
        raise fault(f"{path}/answer", "must be true, false, a number or a text")
    question = READ.matching(condition, "question", path, LINK_ID)
    return Condition(question, _OPERATORS[condition["operator"]], answer)


def _behaviour(given: Mapping[str, Any], path: str) -> bool:
    behaviour = given.get("enableBehavior", "all")
    if behaviour not in ("all", "any"):
        raise fault(f"{path}/enableBehavior", "must be all or any")
    return bool(behaviour == "any")


def _check_alone(item: Item) -> None:
    """Check what an item says of itself."""
    path, kind = item.path, item.kind
    if kind in SILENT and (item.is_required or item.source or item.initial is not None):
        raise fault(path, f"a {kind} is not answered")
    if kind is ItemKind.GROUP and not item.items:
        raise fault(f"{path}/items", "a group holds at least one item")
    if kind is not ItemKind.GROUP and item.items:
        raise fault(f"{path}/items", "only a group holds items")
    if item.low is not None and item.high is not None and item.low > item.high:
        raise fault(f"{path}/minValue", "is above maxValue")
    if item.is_kept and kind is ItemKind.BOOLEAN and item.initial is not None:
        raise fault(f"{path}/keep", "an answer is either kept or begins with the form's own")
    if item.initial is not None and not fits(item, item.initial):
        raise fault(f"{path}/initial", f"is no answer to a {kind}")


def fits(item: Item, answer: Answer) -> bool:
    """Tell whether an answer is of the kind an item asks for."""
    match item.kind:
        case ItemKind.BOOLEAN:
            return isinstance(answer, bool)
        case ItemKind.INTEGER:
            return type(answer) is int
        case ItemKind.CHOICE:
            return answer in {option.code for option in item.options}
        case ItemKind.DATE:
            return _is_day(answer)
    return item.kind in FREE_TEXT and isinstance(answer, str)


def _is_day(answer: Answer) -> bool:
    try:
        return isinstance(answer, str) and len(answer) == 10 and bool(date.fromisoformat(answer))
    except ValueError:
        return False


def _check_together(items: tuple[Item, ...]) -> None:
    """Check what items say of each other: ids differ, and conditions ask about earlier questions."""
    earlier: dict[str, Item] = {}
    for count, item in enumerate(within(items), start=1):
        if count > ITEMS_MAX:
            raise fault("/items", f"a questionnaire has at most {ITEMS_MAX} items")
        if item.link_id in earlier:
            raise fault(f"{item.path}/linkId", f"the id {item.link_id!r} is taken")
        for number, condition in enumerate(item.conditions):
            asked = earlier.get(condition.question)
            path = f"{item.path}/enableWhen/{number}"
            if asked is None or not asked.is_asked:
                raise fault(f"{path}/question", f"{condition.question!r} is not asked before")
            if not fits(asked, condition.answer):
                raise fault(f"{path}/answer", f"is no answer to {condition.question!r}")
        earlier[item.link_id] = item
