"""From an identity to what the gate shows: the policy's verdict, or the code's own reason."""

from datetime import datetime
from typing import Any

from antoan.domains.gates.certificates import Holder
from antoan.domains.gates.switch_rules import stop_at
from antoan.domains.policy.documents import PolicyDocument, Rule
from antoan.domains.policy.errors import NoSuchPolicy
from antoan.domains.policy.values import FAILED_RULE
from antoan.domains.policy.verdict import decide
from antoan.entrypoints.scan import reasons
from antoan.entrypoints.scan.answers import CertificateShown, PersonShown, VisitShown, encode
from antoan.entrypoints.scan.certificates import Certificate
from antoan.entrypoints.scan.claims import ShortClaim, SignedClaim
from antoan.entrypoints.scan.identities import Identity
from antoan.entrypoints.scan.policies import Governing
from antoan.entrypoints.scan.reasons import CodeReason
from antoan.entrypoints.scan.scans import Scan
from antoan.entrypoints.scan.shown import Shown, shown_by_code, shown_by_rule
from antoan.entrypoints.scan.stopping import reason_of


class Judged:
    """A scan with its verdict. Policy, rule number and colour number are what a visit stores."""

    __slots__ = (
        "certificate", "direction", "entered_at", "identity", "notices", "policy", "rule", "scan", "shown", "until", "was_recorded",
    )  # fmt: skip

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
        self.certificate: CertificateShown | None = None
        self.entered_at: datetime | None = (
            None  # The last entry of the same person here, as far as remembered.
        )
        self.notices: list[Any] = []  # Said beside the verdict (notices.py).

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
                self.notices,
                self.certificate,
            )
        )


def judge(scan: Scan, identity: Identity | CodeReason | Certificate) -> Judged:
    """Decide what the gate shows for one scan, at the time of the scan."""
    policy = scan.gate.policies.at(scan.moment)
    if scan.gate.stops and (stop := stop_at(scan.gate.stops, scan.moment)) is not None:
        identity = reason_of(stop)  # Whoever it is: nobody is shown, nobody is recorded.
    if isinstance(identity, Certificate):
        return _judge_certificate(scan, identity.holder, policy)
    if isinstance(identity, CodeReason):
        document = None if policy is None else policy.document
        return Judged(scan, None, policy, None, shown_by_code(document, identity), None)
    note = identity.note
    if policy is None:
        return Judged(scan, identity, None, None, shown_by_code(None, reasons.NO_POLICY, note), None)
    if policy.document.dynamic_at and _should_be_dynamic(scan, policy.document):
        identity = identity._replace(note=note or reasons.DYNAMIC_ASKED)
        note = identity.note
    verdict = decide(policy.document, identity.person, scan.moment, place=scan.gate.place_facts)
    rule = verdict.decided_by
    return Judged(scan, identity, policy, rule, shown_by_rule(policy.document, rule, note), verdict.until)


def _judge_certificate(scan: Scan, holder: Holder, policy: Governing | None) -> Judged:
    """Judge by the policy's own rules what a believed certificate says, if the policy counts its kind at all."""
    if policy is None or holder.group not in policy.document.certificates:
        shown = shown_by_code(None if policy is None else policy.document, reasons.CERTIFICATE_NOT_COUNTED)
        judged = Judged(scan, None, policy, None, shown, None)
    else:
        verdict = decide(policy.document, holder.facts, scan.moment, place=scan.gate.place_facts)
        shown = shown_by_rule(policy.document, verdict.decided_by, reasons.CERTIFICATE)
        judged = Judged(scan, None, policy, verdict.decided_by, shown, verdict.until)
    judged.certificate = CertificateShown(holder.label, holder.birth_year, holder.kind)
    return judged


def _should_be_dynamic(scan: Scan, document: PolicyDocument) -> bool:
    """Tell whether the policy asks for a dynamic code here and another one was shown. Papers have notes of their own."""
    is_static = isinstance(scan.claim, SignedClaim | ShortClaim)
    return is_static and document.asks_dynamic_code(scan.gate.place_kind)
