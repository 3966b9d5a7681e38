"""Gates and people who check themselves in and out write the same stays."""

from datetime import timedelta

import pytest

from antoan.domains.codes.payload import digest
from antoan.domains.passes.models import Pass
from antoan.domains.visits.own_values import Checked
from antoan.domains.visits.rules import Step
from antoan.kit import clock
from tests.entrypoints.scan.conftest import rows
from tests.factories.scan import a_code
from tests.factories.visits import a_family, went_in, went_out

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]


@pytest.fixture
def somebody(server):
    """A registered person with a code in force."""
    return a_registered_person()


def a_registered_person():
    actor, parent, _ = a_family()
    code = a_code(parent.qid)
    Pass.objects.filter(pk=parent.id).update(code_digest=digest(code))
    return actor, parent, code


def stays(person) -> list[tuple]:
    return rows(
        "SELECT t_in, t_out, source, out_source, gate_id, policy_id, rule, colour FROM visits_visit "
        "WHERE person_id = %s ORDER BY t_in",
        person.id,
    )


def test_a_gate_ends_the_stay_that_somebody_began_by_themselves(server, gate, somebody):
    actor, parent, code = somebody
    came, left = clock.now() - timedelta(minutes=10), clock.now()
    went_in(actor, gate.place.id, now=came)
    answer = server.scan(gate.token, code, direction="auto", at=left).json
    assert (answer["direction"], answer["inside"]) == ("out", 0)
    assert [row[:5] for row in stays(parent)] == [(came, left, 3, None, None)]


def test_a_guard_who_scans_at_the_door_does_not_send_out_who_just_checked_in(server, gate, somebody):
    actor, parent, code = somebody
    came = clock.now() - timedelta(minutes=3)
    went_in(actor, gate.place.id, now=came)
    answer = server.scan(gate.token, code, direction="auto").json
    assert (answer["direction"], answer["recorded"], answer["inside"]) == ("in", True, 1)
    assert [row[:2] for row in stays(parent)] == [(came, None)]


def test_somebody_ends_the_stay_that_a_gate_began(server, gate, somebody):
    actor, parent, code = somebody
    came, left = clock.now() - timedelta(minutes=10), clock.now()
    server.scan(gate.token, code, at=came)
    assert went_out(actor, gate.place.id, now=left) == [Checked(parent.id, Step.LEAVE)]
    assert [row[:5] for row in stays(parent)] == [(came, left, 1, 1, gate.gate.id)]


def test_a_gate_counts_those_who_came_in_by_themselves(server, gate, somebody):
    actor, _, _ = somebody
    went_in(actor, gate.place.id, now=clock.now())
    _, _, code = a_registered_person()
    assert server.scan(gate.token, code, direction="in").json["inside"] == 2


def test_the_verdict_of_both_is_the_same(server, gate, somebody):
    actor, parent, code = somebody
    now = clock.now()
    server.scan(gate.token, code, at=now - timedelta(hours=5), direction="in")
    went_in(actor, gate.place.id, now=now)
    by_gate, by_oneself = (row[5:] for row in stays(parent))
    assert by_gate == by_oneself
    assert by_gate[0] is not None
