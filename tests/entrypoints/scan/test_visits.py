"""A gate scans a code: the contract of POST /scan/v1/visits."""

from tests.factories.scan import a_citizen, a_scan


def test_a_vaccinated_person_is_green_and_the_visit_is_stored(server, gate):
    citizen = a_citizen()
    answer = server.scan(gate.token, citizen.code)
    assert answer.status == 200, answer.raw
    print(answer.json)
    assert answer.json["verdict"]["colour"] == "green"
    assert answer.json["recorded"] is True
