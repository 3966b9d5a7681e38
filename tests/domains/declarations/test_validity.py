"""For how long a declaration is good: by hours, or until local midnight; the policy has the last word (lesson L17)."""

import json
from datetime import datetime, timedelta
from importlib import resources

import pytest

from antoan.domains.declarations.validity import Validity, is_valid, valid_until, validity_at
from antoan.domains.places.values import PlaceKind
from antoan.domains.policy.documents import load_shipped, parse
from antoan.domains.policy.errors import DocumentInvalid


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("declared", "kind", "until"),
    [
        ("2021-10-20T08:00:00+07:00", "", "2021-10-21T08:00:00+07:00"),
        ("2021-10-20T08:00:00+07:00", "hospital", "2021-10-21T08:00:00+07:00"),
        ("2021-10-20T08:00:00+07:00", "office", "2021-10-21T00:00:00+07:00"),
        ("2021-10-20T23:59:59+07:00", "office", "2021-10-21T00:00:00+07:00"),
        ("2021-10-20T00:00:00+07:00", "office", "2021-10-21T00:00:00+07:00"),
        (
            "2021-10-20T16:59:59+00:00",
            "office",
            "2021-10-21T00:00:00+07:00",
        ),  # The city's midnight, not UTC's.
        ("2021-10-20T17:00:00+00:00", "office", "2021-10-22T00:00:00+07:00"),
        ("2024-02-28T12:00:00+07:00", "", "2024-02-29T12:00:00+07:00"),
    ],
)
def test_a_declaration_is_good_until(declared, kind, until):
    assert valid_until(at(declared), validity_at(kind)) == at(until)


def test_the_last_second_before_midnight_is_good_and_midnight_is_not():
    declared, office = at("2021-10-20T07:00:00+07:00"), validity_at("office")
    for now, is_good in (
        ("2021-10-20T06:59:59+07:00", False),
        ("2021-10-20T07:00:00+07:00", True),
        ("2021-10-20T23:59:59+07:00", True),
        ("2021-10-21T00:00:00+07:00", False),
    ):
        assert is_valid(declared, office, at(now)) is is_good, now


def with_hours(hours):
    return parse(dict(load_shipped("hcm-2021-10-01").source) | {"declarationHours": hours})


def test_the_policy_has_the_last_word_for_its_kinds_of_places():
    policy = with_hours({"*": 48, "hospital": 12})
    assert validity_at("hospital", policy) == Validity(12)
    assert validity_at("office", policy) == Validity(48)
    assert validity_at("office", with_hours({"hospital": 12})) == Validity(24, until_midnight=True)
    assert validity_at("office", load_shipped("hcm-2021-10-01")) == validity_at("office")


@pytest.mark.parametrize("hours", [{"*": 0}, {"*": 337}, {"*": "24"}, {"*": True}, [24]])
def test_a_policy_with_senseless_hours_is_refused(hours):
    with pytest.raises(DocumentInvalid) as caught:
        with_hours(hours)
    assert caught.value.context["path"].startswith("/declarationHours")


def test_every_kind_of_place_named_exists_and_every_figure_is_marked():
    file = resources.files("antoan.domains.declarations") / "data" / "validity.json"
    data = json.loads(file.read_text("utf-8"))
    rows = [data["default"], *data["places"]]
    assert {kind for row in data["places"] for kind in row["placeTypes"]} <= set(PlaceKind)
    assert all(row["mark"] in data["marks"] and row["unconfirmed"] and row["comment"] for row in rows)
    assert all(timedelta(hours=row["hours"]) > timedelta() for row in rows)
