"""From an identity to what the gate shows: the policy's verdict, or the code's own reason."""

from datetime import datetime
from functools import lru_cache

from antoan.domains.policy.documents import PolicyDocument, Rule
from antoan.domains.policy.errors import NoSuchPolicy
from antoan.domains.policy.values import FAILED_RULE, Colour
from antoan.domains.policy.verdict import decide
from antoan.entrypoints.scan import reasons
from antoan.entrypoints.scan.answers import PersonShown, VerdictShown, VisitShown, encode
from antoan.entrypoints.scan.identities import Identity
from antoan.entrypoints.scan.policies import PolicyInForce
from antoan.entrypoints.scan.reasons import CodeReason, Fragments, fragments_of_code, fragments_of_rule
from antoan.entrypoints.scan.scans import Scan

_rule_fragments = lru_cache(maxsize=4096)(fragments_of_rule)
_code_fragments = lru_cache(maxsize=256)(fragments_of_code)


class Judged:
    """A scan with its verdict. `policy_id`, `rule_number` and `colour` are what a visit stores."""

    __slots__ = (
        "colour",
        "direction",
        "identity",
        "policy",
        "rule",
        "scan",
        "shown",
        "until",
        "was_recorded",
    )

    def __init__(
        self,
        scan: Scan,
        identity: Identity | None,
        policy: PolicyInForce | None,
        rule: Rule | None,
        shown: Fragments,
        until: datetime | None,
    ) -> None:
        self.scan = scan
        self.identity = identity
        self.policy = policy
        self.rule = rule
        self.shown = shown
        self.until = until
        self.direction: str = scan.direction
        self.was_recorded = False

    @property
    def rule_number(self) -> int:
        """The number under which a visit stores the rule."""
        return FAILED_RULE if self.rule is None else self.rule.number

    def show_stored(self, document: PolicyDocument | None, rule_number: int) -> None:
        """Show the verdict the visit was stored with: the same scan gets the same answer, whatever has changed."""
        if self.rule is not None and document is not None:
            if (
                self.policy is not None
                and self.policy.document is document
                and rule_number == self.rule.number
            ):
                return
            try:
                self.rule = document.rule(rule_number)
            except NoSuchPolicy:
                return
            note = None if self.identity is None else self.identity.note
            self.shown, self.until = _rule_fragments(self.rule, note), None

    def answer(self, inside: int) -> bytes:
        """Write the answer of contract.md §2."""
        scan, identity, shown = self.scan, self.identity, self.shown
        document = None if self.policy is None else self.policy.document
        person = None
        if identity is not None:
            row = identity.person
            person = PersonShown(row["label"], row["birth_on"].year, row["gender"])
        return encode(
            VisitShown(
                scan.id,
                self.direction,
                scan.at,
                self.was_recorded,
                person,
                VerdictShown(
                    shown.colour,
                    None if document is None else document.policy,
                    None if document is None else document.version,
                    shown.rule,
                    self.until,
                    shown.reasons,
                    shown.advice,
                ),
                inside,
                scan.gate.capacity,
            )
        )


def judge(scan: Scan, identity: Identity | CodeReason) -> Judged:
    """Decide what the gate shows for one scan, at the time of the scan."""
    policy = scan.gate.policies.at(scan.at)
    if isinstance(identity, CodeReason):
        return Judged(scan, None, policy, None, _code_fragments(identity), None)
    if policy is None:
        return Judged(scan, identity, None, None, _code_fragments(reasons.NO_POLICY, identity.note), None)
    verdict = decide(policy.document, identity.person, scan.at, place=scan.gate.place_facts)
    rule = verdict.decided_by
    return Judged(scan, identity, policy, rule, _rule_fragments(rule, identity.note), verdict.until)


def colour_number(judged: Judged) -> int:
    """Return the number under which a visit stores the colour."""
    return Colour(judged.shown.colour).number
