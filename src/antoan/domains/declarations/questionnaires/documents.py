"""Reads questionnaire documents: checks every part, names the first fault by its JSON pointer, compiles the rules."""

import re
from collections.abc import Mapping
from typing import Any, Final

from antoan.domains.declarations.questionnaires.items import parse_items
from antoan.domains.declarations.questionnaires.reading import KEY, LINK_ID, READ, VERSION, fault, words
from antoan.domains.declarations.questionnaires.values import (
    Item,
    ItemKind,
    Questionnaire,
    RiskRule,
    Trip,
    within,
)
from antoan.domains.policy import certlogic
from antoan.domains.policy.errors import CertLogicFailed, CertLogicInvalid

RISKS_MAX: Final = 40
PLACE_KINDS_MAX: Final = 40
TRIP_DAYS_MAX: Final = 30
_ICON: Final = re.compile(r"at-[a-z-]{1,30}|", re.ASCII)


def parse(document: Any) -> Questionnaire:
    """Check and compile a document; QuestionnaireInvalid carries the pointer of the first fault in `path`.

    Members this version does not know are ignored.
    """
    READ.object(document, "")
    items = parse_items(document)
    risk = READ.object(document.get("risk"), "/risk")
    valid_to = None if document.get("validTo") is None else READ.time(document, "validTo")
    _check_basis(document)
    return Questionnaire(
        key=READ.matching(document, "questionnaire", "", KEY),
        version=READ.matching(document, "version", "", VERSION),
        title=words(document, "title", ""),
        purpose=words(document, "purpose", ""),
        icon=READ.matching({"icon": "", **document}, "icon", "", _ICON),
        valid_from=READ.time(document, "validFrom"),
        valid_to=valid_to,
        place_kinds=_place_kinds(document),
        is_by_sms=READ.flag(document["scope"], "bySms", "/scope"),
        trip=_trip(document, items),
        warning=words(document, "warning", ""),
        consent=words(document, "consent", ""),
        items=items,
        risks=_risks(risk, _questions_in(items)),
        clear_text=words(READ.object(risk.get("clear"), "/risk/clear"), "text", "/risk/clear"),
        clear_advice=words(risk["clear"], "advice", "/risk/clear"),
        source=document,
    )


def _check_basis(document: Mapping[str, Any]) -> None:
    """A form says on what it stands, and which of its parts nobody confirmed."""
    for number, basis in enumerate(READ.list(document, "basis", "")):
        path = f"/basis/{number}"
        READ.text(READ.object(basis, path), "document", path)
        READ.matching(basis, "mark", path, re.compile("[VNCPMI]"))
    for name, claim in READ.object(document.get("confidence"), "/confidence").items():
        path = f"/confidence/{name}"
        READ.matching(READ.object(claim, path), "mark", path, re.compile("[VNCPMI]"))
        READ.flag(claim, "unconfirmed", path)


def _place_kinds(document: Mapping[str, Any]) -> frozenset[str]:
    scope = READ.object(document.get("scope"), "/scope")
    kinds = READ.list(scope, "placeTypes", "/scope")
    if len(kinds) > PLACE_KINDS_MAX or not all(isinstance(kind, str) for kind in kinds):
        raise fault("/scope/placeTypes", f"must be a list of at most {PLACE_KINDS_MAX} kinds of places")
    return frozenset(kinds)


def _trip(document: Mapping[str, Any], items: tuple[Item, ...]) -> Trip | None:
    if document.get("trip") is None:
        return None
    trip = READ.object(document["trip"], "/trip")
    day = READ.matching(trip, "day", "/trip", LINK_ID)
    if not any(item.link_id == day and item.kind is ItemKind.DATE for item in within(items)):
        raise fault("/trip/day", f"{day!r} is no question for a day")
    days_after = READ.whole(trip, "daysAfter", "/trip", low=0, high=TRIP_DAYS_MAX)
    if days_after is None:
        raise fault("/trip/daysAfter", "must be a whole number")
    return Trip(day, days_after)


def _questions_in(items: tuple[Item, ...]) -> frozenset[str]:
    return frozenset(item.link_id for item in within(items) if item.is_asked)


def _risks(risk: Mapping[str, Any], known: frozenset[str]) -> tuple[RiskRule, ...]:
    rules = READ.list(risk, "rules", "/risk")
    if len(rules) > RISKS_MAX:
        raise fault("/risk/rules", f"a questionnaire has at most {RISKS_MAX} rules")
    parsed = tuple(_risk(rule, f"/risk/rules/{number}", known) for number, rule in enumerate(rules))
    for number, rule in enumerate(parsed):
        if rule.id in {earlier.id for earlier in parsed[:number]}:
            raise fault(f"/risk/rules/{number}/id", f"the id {rule.id!r} is taken")
    return parsed


def _risk(rule: Any, path: str, known: frozenset[str]) -> RiskRule:
    READ.object(rule, path)
    condition = rule.get("if")
    try:
        applies = certlogic.compile(condition)
    except CertLogicInvalid as error:
        raise fault(f"{path}/if{error.context['path']}", error.message) from error
    read = tuple(dict.fromkeys(_answers_read(condition, f"{path}/if")))
    for name in read:
        if name not in known:
            raise fault(f"{path}/if", f"no question of this form is called {name!r}")
    _check_copes_with_silence(applies, f"{path}/if")
    return RiskRule(
        id=READ.matching(rule, "id", path, KEY),
        questions=read,
        text=words(rule, "text", path),
        advice=words(rule, "advice", path),
        applies=applies,
    )


def _answers_read(expression: Any, path: str) -> list[str]:
    """Name the answers an expression reads: ``fever`` for ``a.fever``. A rule may read nothing else."""
    if isinstance(expression, list):
        return [name for part in expression for name in _answers_read(part, path)]
    if not isinstance(expression, dict):
        return []
    ((operator, values),) = expression.items()
    if operator != "var":
        return _answers_read(values, path)
    scope, _, name = values.partition(".")
    if scope != "a" or not name or "." in name:
        raise fault(path, f"{values!r} is not an answer; write a.<linkId>")
    return [name]


def _check_copes_with_silence(applies: Any, path: str) -> None:
    """A question that was not asked has no answer; a rule that fails then would fail people."""
    try:
        applies({"a": {}})
    except CertLogicFailed as error:
        raise fault(path, f"fails when nothing is answered: {error.message}") from error
