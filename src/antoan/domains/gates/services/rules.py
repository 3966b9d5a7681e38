"""Sets the rules of a gate."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from antoan.domains.gates import gate_rules
from antoan.domains.gates.errors import RulesUnreadable
from antoan.domains.gates.models import GateRules
from antoan.domains.gates.permissions import SET_RULES
from antoan.domains.places.queries import gate_for, scope_of_place
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.audit.services import record_decision


@transaction.atomic
def set_gate_rules(
    *, actor: Actor, gate_id: int, document: Mapping[str, Any], at: datetime
) -> gate_rules.GateRules:
    """Keep the rules of a gate; its devices follow within a second. GateNotFound, Forbidden, RulesUnreadable."""
    gate = gate_for(actor, gate_id)
    require(actor, SET_RULES, scope_of_place(gate.place_id))
    try:
        rules = gate_rules.GateRules.read(document)
    except ValueError as fault:
        raise RulesUnreadable(f"The rules cannot be kept: {fault}.") from None
    GateRules.objects.update_or_create(
        gate_id=gate_id, defaults={"document": rules.as_json(), "changed_at": at}
    )
    record_decision(
        actor, action="gates:rules:set", object_kind="gate", object_id=gate_id, detail=rules.as_json()
    )
    return rules
