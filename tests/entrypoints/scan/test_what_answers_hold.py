"""Every answer a gate gets has exactly the members of the contract, and nothing by which a person would be known (L18)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from antoan.kit import clock
from tests.factories.scan import a_citizen, a_code, a_scan, an_issued_code

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

NAME = "Trần Thị Bích Ngọc"
FACTS: dict[str, dict[str, object]] = {
    "green": {},
    "yellow": {"declaration_risk": True, "declared_at": clock.now()},
    "ill": {"case_active": True, "isolation_until": clock.today()},
    "isolated": {"isolation_until": clock.today()},
    "black": {"doses_valid": 0, "course_doses": None, "first_dose_on": None, "last_dose_on": None},
}
# The whole shape of an answer: a further member has to be written down here first, and thought about.
VISIT = {
    "id", "direction", "at", "recorded", "person.label", "person.birth_year", "person.gender", "verdict.colour",
    "verdict.policy", "verdict.version", "verdict.rule", "verdict.until", "verdict.reasons[].code", "verdict.reasons[].vi",
    "verdict.reasons[].en", "verdict.advice.vi", "verdict.advice.en", "inside", "capacity",
}  # fmt: skip
NOBODY = {member for member in VISIT if not member.startswith("person.")} | {"person"}
ILLNESS = ("F0", "ca bệnh", "dương tính", "positive", "infect", "nhiễm")


def members(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of each leaf of an answer."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from members(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from members(inner, f"{path}[]")
    else:
        yield path


def secrets_of(citizen) -> tuple[str, ...]:
    return (
        "Trần",
        "Thị",
        "Bích",
        "TRAN",
        "-05-17",
        "17/05",
        citizen.qid,
        "004567",
        citizen.code[-40:],
        *ILLNESS,
    )


@pytest.mark.parametrize("facts", FACTS)
def test_of_somebody_known_only_initials_year_and_gender_leave(server, gate, facts):
    citizen = a_citizen(name=NAME, **FACTS[facts])
    visit = server.call("POST", "/scan/v1/visits", a_scan(citizen.code), token=gate.token)
    check = server.call("POST", "/scan/v1/verify", a_scan(citizen.code), token=gate.token)
    batch = server.call("POST", "/scan/v1/visits/batch", {"visits": [a_scan(citizen.code)]}, token=gate.token)
    for answer, found in ((visit, visit.json), (check, check.json), (batch, batch.json["results"][0])):
        shape = {member for member in members(found) if not member.startswith("notices[]")}
        assert shape == VISIT
        assert found["person"] == {"label": "T.T.B. Ngọc", "birth_year": 1990, "gender": "male"}
        text = answer.raw.decode()
        assert [secret for secret in secrets_of(citizen) if secret in text] == []


@pytest.mark.parametrize("kind", ["forged", "nobody", "revoked"])
def test_of_a_code_that_does_not_count_nobody_is_told(server, gate, kind):
    citizen = a_citizen(name=NAME)
    code = citizen.code
    if kind == "nobody":
        code = a_code("790000000000000001", name=NAME)
    if kind == "forged":
        code = code[:-30] + ("A" if code[-30] != "A" else "B") + code[-29:]
    if kind == "revoked":
        code, _row = an_issued_code(
            citizen.qid, name=NAME, issued_on=clock.today() - timedelta(days=1), revoked_at=clock.now()
        )
    for address in ("visits", "verify"):
        answer = server.call("POST", f"/scan/v1/{address}", a_scan(code), token=gate.token)
        assert set(members(answer.json)) == NOBODY
        assert (answer.json["person"], answer.json["recorded"]) == (None, False)
        text = answer.raw.decode()
        assert [secret for secret in (*secrets_of(citizen), "Ngọc", "1990") if secret in text] == []


@pytest.mark.parametrize(
    ("changes", "status"), [({"at": "gestern"}, 400), ({"direction": "up"}, 400), ({"id": 5}, 400)]
)
def test_a_refusal_repeats_nothing_that_was_sent(server, gate, changes, status):
    citizen = a_citizen(name=NAME)
    answer = server.call("POST", "/scan/v1/visits", a_scan(citizen.code) | changes, token=gate.token)
    text = answer.raw.decode()
    assert answer.status == status
    assert [secret for secret in secrets_of(citizen) if secret in text] == []
