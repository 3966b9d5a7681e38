"""From an identity to what the gate shows: the policy's verdict, or the code's own reason."""

from datetime import datetime

from antoan.domains.policy.documents import PolicyDocument, Rule
from antoan.domains.policy.errors import NoSuchPolicy
from antoan.domains.policy.values import FAILED_RULE
from antoan.domains.policy.verdict import decide
from antoan.entrypoints.scan import reasons
from antoan.entrypoints.scan.answers import PersonShown, VisitShown, encode
from antoan.entrypoints.scan.identities import Identity
from antoan.entrypoints.scan.policies import Governing
from antoan.entrypoints.scan.reasons import CodeReason
from antoan.entrypoints.scan.scans import Scan
from antoan.entrypoints.scan.shown import Shown, shown_by_code, shown_by_rule


class Judged:
    """A scan with its verdict. Policy, rule number and colour number are what a visit stores."""

    __slots__ = ("direction", "identity", "policy", "rule", "scan", "shown", "until", "was_recorded")

    def __init__(
        self,
        scan: Scan,
        identity: Identity | None,
        policy: Governing | None,
        rule: Rule | None,
        shown: Shown,
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

    def show_stored(self, document: PolicyDocument, rule_number: int) -> None:
        """Show the verdict the visit was stored with: the same scan gets the same answer, whatever has changed."""
        if self.policy is not None and self.policy.document is document and rule_number == self.rule_number:
            return
        try:
            rule = document.rule(rule_number)
        except NoSuchPolicy:
            return
        note = None if self.identity is None else self.identity.note
        self.shown, self.until = shown_by_rule(document, rule, note), None

    def answer(self, inside: int) -> bytes:
        """Write the answer of contract.md §2."""
        scan, person = self.scan, None
        if self.identity is not None:
            row = self.identity.person
            person = PersonShown(row["label"], row["birth_on"].year, row["gender"])
        return encode(
            VisitShown(
                scan.id,
                self.direction,
                scan.at,
                self.was_recorded,
                person,
                self.shown.with_until(self.until),
                inside,
                scan.gate.capacity,
            )
        )


def judge(scan: Scan, identity: Identity | CodeReason) -> Judged:
    """Decide what the gate shows for one scan, at the time of the scan."""
    policy = scan.gate.policies.at(scan.moment)
    if isinstance(identity, CodeReason):
        document = None if policy is None else policy.document
        return Judged(scan, None, policy, None, shown_by_code(document, identity), None)
    note = identity.note
    if policy is None:
        return Judged(scan, identity, None, None, shown_by_code(None, reasons.NO_POLICY, note), None)
    verdict = decide(policy.document, identity.person, scan.moment, place=scan.gate.place_facts)
    rule = verdict.decided_by
    return Judged(scan, identity, policy, rule, shown_by_rule(policy.document, rule, note), verdict.until)
