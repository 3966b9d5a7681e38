"""The verdict as JSON. All but its `until` is the same for everybody whom one rule decides, and encoded once."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import msgspec

from antoan.domains.policy.documents import PolicyDocument, Rule, Words
from antoan.domains.policy.verdict import Reason
from antoan.entrypoints.scan.reasons import CodeReason


class _VerdictShown(msgspec.Struct):
    colour: str
    policy: str | None
    version: str | None
    rule: str
    reasons: list[Reason]
    advice: dict[str, str]
    until: None = None  # The last member: `with_until` puts a time in its place.


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A verdict ready to be sent."""

    colour: str
    colour_number: int
    raw: msgspec.Raw

    def with_until(self, until: datetime | None) -> msgspec.Raw:
        """Return the JSON object with the moment at which the answer changes."""
        if until is None:
            return self.raw
        return msgspec.Raw(b'%b"%b"}' % (bytes(self.raw)[: -len(b"null}")], until.isoformat().encode()))


@lru_cache(maxsize=4096)
def shown_by_rule(document: PolicyDocument, rule: Rule, note: CodeReason | None) -> Shown:
    """Encode what a rule says. A note about the code (unsigned, check_document) comes first, with its advice."""
    reasons = [Reason(rule.id, rule.reason.vi, rule.reason.en)]
    advice = rule.advice
    if note is not None:
        reasons.insert(0, note.reason)
        advice = Words(f"{note.advice.vi} {advice.vi}".strip(), f"{note.advice.en} {advice.en}".strip())
    verdict = _VerdictShown(
        rule.colour.value, document.policy, document.version, rule.id, reasons, advice.as_json()
    )
    return Shown(rule.colour.value, rule.colour.number, msgspec.Raw(msgspec.json.encode(verdict)))


@lru_cache(maxsize=4096)
def shown_by_code(
    document: PolicyDocument | None, reason: CodeReason, note: CodeReason | None = None
) -> Shown:
    """Encode what the code itself decides: forged, expired, nobody's."""
    reasons = [reason.reason] if note is None else [note.reason, reason.reason]
    verdict = _VerdictShown(
        reason.colour.value,
        None if document is None else document.policy,
        None if document is None else document.version,
        reason.code,
        reasons,
        reason.advice.as_json(),
    )
    return Shown(reason.colour.value, reason.colour.number, msgspec.Raw(msgspec.json.encode(verdict)))
