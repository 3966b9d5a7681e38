"""The rules of a gate."""

from antoan.domains.gates import gate_rules
from antoan.domains.gates.models import GateRules
from antoan.domains.places.queries import gate_for
from antoan.foundation.accounts.actor import Actor


def rules_of_gate(actor: Actor, gate_id: int) -> gate_rules.GateRules:
    """Return the rules of a gate, the usual ones where nobody set any; GateNotFound."""
    gate_for(actor, gate_id)
    row = GateRules.objects.filter(pk=gate_id).first()
    return gate_rules.USUAL if row is None else gate_rules.GateRules.read(row.document)
