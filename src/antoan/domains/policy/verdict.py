"""Decides the colour of one person at one moment. The only place that does, beside its twin in the browser."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any, Final

import msgspec

from antoan.domains.policy import documents
from antoan.domains.policy.documents import EVALUATION_FAILED, PolicyDocument, Rule, Words
from antoan.domains.policy.errors import CertLogicFailed
from antoan.domains.policy.facts import MALFORMED, in_city, moment
from antoan.domains.policy.values import Colour

_DOCUMENTS_REMEMBERED: Final = 16


class Reason(msgspec.Struct, frozen=True):
    """Why a colour was given, in a word for machines and one for each reader."""

    code: str
    vi: str
    en: str


class Verdict(msgspec.Struct, frozen=True):
    """A colour with all it takes to explain it, and to decide it again."""

    decided_by: Rule
    document: PolicyDocument
    facts: Mapping[str, Any]  # As they were given.
    # Both on the city's wall clock (facts.py).
    wall_at: datetime | None
    wall_until: datetime | None = None

    @property
    def at(self) -> datetime | None:
        """Return the moment judged; None when it could not be read."""
        return None if self.wall_at is None else in_city(self.wall_at)

    @property
    def until(self) -> datetime | None:
        """Return when this answer changes by itself; None: not while the facts stay."""
        return None if self.wall_until is None else in_city(self.wall_until)

    @property
    def colour(self) -> Colour:
        """Return the colour to show."""
        return self.decided_by.colour

    @property
    def policy(self) -> str:
        """Return the key of the policy."""
        return self.document.policy

    @property
    def version(self) -> str:
        """Return the version of the policy."""
        return self.document.version

    @property
    def rule(self) -> str:
        """Return the id of the rule that decided."""
        return self.decided_by.id

    @property
    def rule_number(self) -> int:
        """Return the rule's place in the policy; -1 for the default, -2 when evaluation failed."""
        return self.decided_by.number

    @property
    def advice(self) -> Words:
        """Return what to do about it."""
        return self.decided_by.advice

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons, the deciding one first."""
        words = self.decided_by.reason
        return (Reason(self.decided_by.id, words.vi, words.en),)

    @property
    def holder_reason(self) -> Words:
        """Return the reason as the person concerned may read it; a gate shows `reasons`."""
        return self.decided_by.holder_reason

    @property
    def facts_used(self) -> dict[str, Any]:
        """Return the facts that the deciding rule looked at (all, where none did); None where one is not known."""
        names = self.decided_by.needs or self.document.facts_read
        return {name: self.facts.get(name) for name in names}

    def as_json(self) -> dict[str, Any]:
        """Return the `verdict` object of the scan API. It holds no fact of the person (lesson L18)."""
        until = self.until
        return {
            "colour": self.colour.value,
            "policy": self.policy,
            "version": self.version,
            "rule": self.rule,
            "until": None if until is None else _text(until),
            "reasons": [{"code": self.rule, **self.decided_by.reason.as_json()}],
            "advice": self.advice.as_json(),
        }


def _text(moment_: datetime) -> str:
    return moment_.isoformat(timespec="milliseconds" if moment_.microsecond else "seconds")


def decide(
    policy: PolicyDocument | Mapping[str, Any],
    facts: Any,
    now: datetime | str,
    *,
    place: Mapping[str, Any] | None = None,
) -> Verdict:
    """Judge one person: the first rule that applies decides, else the default.

    `facts` maps names to values; a missing name is a fact not known, a date means its midnight in the city,
    and a member ``now`` sets the time instead of `now`. Whatever cannot be evaluated gives the colour
    "unknown", never another and never an exception. A `policy` that is no valid document raises
    DocumentInvalid; hot paths pass one that documents.parse() has made.
    """
    document = policy if isinstance(policy, PolicyDocument) else _parsed(policy)
    try:
        given = facts.get("now")  # Rows of a database driver have get() too, and are no Mapping.
    except AttributeError:
        return Verdict(EVALUATION_FAILED, document, {}, None)
    wall = moment(now if given is None else given)
    if wall is MALFORMED:
        return Verdict(EVALUATION_FAILED, document, facts, None)
    data = {"f": facts, "now": wall, "place": facts.get("place") if place is None else place}
    try:
        for rule in document.rules:
            if rule.applies(data):
                return Verdict(rule, document, facts, wall, _until(rule, data))
    except (CertLogicFailed, TypeError, ValueError, OverflowError):
        return Verdict(EVALUATION_FAILED, document, facts, wall)
    return Verdict(document.default, document, facts, wall)


def _until(rule: Rule, data: dict[str, Any]) -> datetime | None:
    if rule.until is None:
        return None
    until = rule.until(data)
    if until is None or until is False:
        return None
    if isinstance(until, datetime):
        return until
    raise CertLogicFailed(f"the until of rule {rule.id} is no time")


_remembered: dict[str, tuple[Mapping[str, Any], PolicyDocument]] = {}


def _parsed(policy: Mapping[str, Any]) -> PolicyDocument:
    """Compile a document given as JSON, or take the last one of its name if it still says the same."""
    key = str(policy.get("policy")) if isinstance(policy, Mapping) else ""
    source, document = _remembered.get(key, (None, None))
    if document is None or source != policy:
        copy = deepcopy(policy)  # The caller may change what he holds.
        document = documents.parse(copy)
        if len(_remembered) >= _DOCUMENTS_REMEMBERED:
            _remembered.clear()
        _remembered[key] = (copy, document)
    return document
