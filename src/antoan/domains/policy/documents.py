"""Rule documents: a policy's rules, words and legal basis as one dated JSON object, checked and compiled."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.domains.policy import certlogic
from antoan.domains.policy.errors import CertLogicInvalid, DocumentInvalid, NoSuchPolicy
from antoan.domains.policy.expressions import check_bounds, facts_named, on_city_clock
from antoan.domains.policy.facts import FACTS, reading
from antoan.domains.policy.values import DEFAULT_RULE, FAILED_RULE, Colour
from antoan.kit.documents import DocumentReader

RULES_MAX: Final = 100
TEXT_LETTERS_MAX: Final = 1_000
DECLARATION_HOURS_MAX: Final = 14 * 24
DECLARATION_KINDS_MAX: Final = 40
_COMPILER: Final = certlogic.Compiler(read=reading)
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", re.ASCII)
_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the city's language and in English."""

    vi: str
    en: str

    def as_json(self) -> dict[str, str]:
        """Return the object of the contract."""
        return {"vi": self.vi, "en": self.en}


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One line of a policy. `applies` and `until` are functions of ``{"f": facts, "now": …, "place": …}``."""

    id: str
    number: int
    colour: Colour
    reason: Words
    holder_reason: Words  # For the person's own screen; `reason` is what a gate may show (lesson L18).
    advice: Words
    needs: tuple[str, ...] = ()
    applies: Callable[[Any], Any] = lambda data: True
    until: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PolicyDocument:
    """A policy ready to decide. `source` is the document it was made of, as gates and browsers get it."""

    policy: str
    version: str
    valid_from: datetime
    valid_to: datetime | None
    rules: tuple[Rule, ...]
    default: Rule
    facts_read: tuple[str, ...]
    declaration_hours: Mapping[str, int]  # How long a declaration is good, by kind of place; "*": any other.
    source: Mapping[str, Any]
    dynamic_at: frozenset[str] = frozenset()  # Kinds of places that ask for dynamic codes; "*" is every kind.
    certificates: frozenset[str] = frozenset()  # Health certificates that count: v, t, r (codes/hc1.py).

    def asks_dynamic_code(self, place_kind: str) -> bool:
        """Tell whether people show the code of thirty seconds at this kind of place."""
        return not self.dynamic_at.isdisjoint(("*", place_kind))

    def rule(self, number: int) -> Rule:
        """Return the rule that a visit stored by its number, to show its id, colour and words again."""
        if number == DEFAULT_RULE:
            return self.default
        if number == FAILED_RULE:
            return EVALUATION_FAILED
        if 0 <= number < len(self.rules):
            return self.rules[number]
        raise NoSuchPolicy(f"policy {self.policy} {self.version} has no rule number {number}")


EVALUATION_FAILED: Final = Rule(
    id="evaluation_failed",
    number=FAILED_RULE,
    colour=Colour.UNKNOWN,
    reason=Words(
        vi="Chưa xác định được do lỗi dữ liệu, không phải lỗi của người này",
        en="Not known, because of faulty data; not this person's fault",
    ),
    holder_reason=Words(
        vi="Chưa xác định được do lỗi dữ liệu, không phải lỗi của bạn",
        en="Not known, because of faulty data; it is not your fault",
    ),
    advice=Words(
        vi="Kiểm tra giấy tờ; đề nghị người này khai báo y tế tại cổng; báo lỗi cho 1022",
        en="Check papers, let the person declare at the gate, and report the fault to 1022",
    ),
)


def parse(document: Any) -> PolicyDocument:
    """Check and compile a document; DocumentInvalid carries the JSON pointer of the first fault in `path`.

    Members this version does not know are ignored.
    """
    _READ.object(document, "")
    rules = _READ.list(document, "rules", "")
    if not 1 <= len(rules) <= RULES_MAX:
        raise _fault("/rules", f"a policy has 1 to {RULES_MAX} rules")
    parsed = tuple(_rule(rule, number, f"/rules/{number}") for number, rule in enumerate(rules))
    default = _default(document.get("default"))
    _check_ids_differ([*parsed, default])
    _scope(document.get("scope"))
    names = dict.fromkeys(name for rule in parsed for name in rule.needs)
    return PolicyDocument(
        policy=_READ.matching(document, "policy", "", _KEY),
        version=_READ.matching(document, "version", "", _VERSION),
        valid_from=_READ.time(document, "validFrom"),
        valid_to=None if document.get("validTo") is None else _READ.time(document, "validTo"),
        rules=parsed,
        default=default,
        facts_read=tuple(names),
        declaration_hours=_declaration_hours(document),
        source=document,
        dynamic_at=_dynamic_at(document),
        certificates=_certificates(document),
    )


def unknown_facts(document: PolicyDocument) -> tuple[str, ...]:
    """Name the facts that rules read and no pass has; a published policy must have none (they are typing errors)."""
    return tuple(name for name in document.facts_read if name not in FACTS)


@cache
def load_shipped(key: str) -> PolicyDocument:
    """Return one of the documents that come with the software, by its key."""
    file = resources.files(__package__) / "data" / f"{key}.json"
    if not _KEY.fullmatch(key) or key not in _shipped_keys():
        raise NoSuchPolicy(
            f"no policy {key!r} comes with the software; there are {', '.join(_shipped_keys())}"
        )
    return parse(json.loads(file.read_text(encoding="utf-8")))


def shipped() -> list[PolicyDocument]:
    """Return all documents that come with the software, oldest first."""
    return sorted(map(load_shipped, _shipped_keys()), key=lambda document: document.valid_from)


@cache
def _shipped_keys() -> tuple[str, ...]:
    folder = resources.files(__package__) / "data"
    return tuple(
        sorted(file.name.removesuffix(".json") for file in folder.iterdir() if file.name.endswith(".json"))
    )


def _rule(rule: Any, number: int, path: str) -> Rule:
    _READ.object(rule, path)
    condition, until = rule.get("if"), rule.get("until")
    _declared_needs(rule, path)
    needs = dict.fromkeys([*facts_named(_valid(condition, f"{path}/if"))])
    if until is not None:
        needs |= dict.fromkeys(facts_named(_valid(until, f"{path}/until")))
    return Rule(
        id=_READ.matching(rule, "id", path, _KEY),
        number=number,
        colour=_colour(rule, path),
        reason=_words(rule, "text", path),
        holder_reason=_holder_words(rule, path),
        advice=_words(rule, "advice", path, required=False),
        needs=tuple(needs),
        applies=_COMPILER.build_truth(on_city_clock(condition)),
        until=None if until is None else _COMPILER.build(on_city_clock(until)),
    )


def _default(rule: Any) -> Rule:
    _READ.object(rule, "/default")
    return Rule(
        id=_READ.matching(rule, "id", "/default", _KEY),
        number=DEFAULT_RULE,
        colour=_colour(rule, "/default"),
        reason=_words(rule, "text", "/default"),
        holder_reason=_holder_words(rule, "/default"),
        advice=_words(rule, "advice", "/default", required=False),
    )


def _valid(expression: Any, path: str) -> Any:
    try:
        certlogic.validate(expression)
    except CertLogicInvalid as error:
        raise _fault(f"{path}{error.context['path']}", error.message) from error
    check_bounds(expression, path)
    return expression


def _declared_needs(rule: Mapping[str, Any], path: str) -> None:
    """Check the list of facts that a document shows its readers; what a rule really reads is read off itself."""
    needs = rule.get("needs", [])
    if not isinstance(needs, list) or not all(isinstance(name, str) for name in needs):
        raise _fault(f"{path}/needs", 'must be a list of names such as "f.last_dose_on"')


def _check_ids_differ(rules: list[Rule]) -> None:
    seen: set[str] = {EVALUATION_FAILED.id}
    for rule in rules:
        path = "/default/id" if rule.number == DEFAULT_RULE else f"/rules/{rule.number}/id"
        if rule.id in seen:
            raise _fault(path, f"the id {rule.id!r} is taken")
        seen.add(rule.id)


def _scope(scope: Any) -> None:
    if scope is None:
        return
    _READ.object(scope, "/scope")
    for name, value in scope.items():
        if not isinstance(value, str):
            raise _fault(f"/scope/{name}", "must be a text")


def _declaration_hours(document: Mapping[str, Any]) -> Mapping[str, int]:
    hours = _READ.object(document.get("declarationHours", {}), "/declarationHours")
    if len(hours) > DECLARATION_KINDS_MAX:
        raise _fault("/declarationHours", f"names at most {DECLARATION_KINDS_MAX} kinds of places")
    read = {
        kind: _READ.whole(hours, kind, "/declarationHours", low=1, high=DECLARATION_HOURS_MAX)
        for kind in hours
    }
    return {kind: value for kind, value in read.items() if value is not None}


def _dynamic_at(document: Mapping[str, Any]) -> frozenset[str]:
    asked = document.get("dynamicCode", False)
    if isinstance(asked, bool):
        return frozenset({"*"} if asked else ())
    if not isinstance(asked, list) or not all(isinstance(kind, str) and kind for kind in asked):
        raise _fault("/dynamicCode", "must be true, false or a list of kinds of places")
    return frozenset(asked)


def _certificates(document: Mapping[str, Any]) -> frozenset[str]:
    counted = document.get("certificates", [])
    if not isinstance(counted, list) or not all(one in ("v", "t", "r") for one in counted):
        raise _fault("/certificates", 'must be a list of "v" (vaccination), "t" (test) and "r" (recovery)')
    return frozenset(counted)


def _colour(parent: Mapping[str, Any], path: str) -> Colour:
    try:
        return Colour(parent["colour"])
    except (KeyError, ValueError) as error:
        raise _fault(f"{path}/colour", f"must be one of {', '.join(Colour)}") from error


def _words(parent: Mapping[str, Any], name: str, path: str, *, required: bool = True) -> Words:
    if parent.get(name) is None and not required:
        return Words("", "")
    return words_in(parent, name, path, _READ)


def words_in(parent: Mapping[str, Any], name: str, path: str, reader: DocumentReader) -> Words:
    """Return a member that must be a text in both languages; for rule documents of any kind."""
    value = reader.object(parent.get(name), f"{path}/{name}")
    return Words(*(reader.text(value, language, f"{path}/{name}") for language in ("vi", "en")))


def _holder_words(parent: Mapping[str, Any], path: str) -> Words:
    return _words(parent, "text" if parent.get("holderText") is None else "holderText", path)


def _fault(path: str, message: str) -> DocumentInvalid:
    return DocumentInvalid(f"at {path or '/'}: {message}", path=path)


_READ: Final = DocumentReader(_fault, TEXT_LETTERS_MAX)
