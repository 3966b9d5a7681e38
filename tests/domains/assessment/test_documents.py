"""Every set that came with the program is sound, dated and honest; a broken one is refused."""

from datetime import date

import msgspec
import pytest

from antoan.domains.assessment.documents import read_set
from antoan.domains.assessment.errors import SetNotFound, SetUnreadable
from antoan.domains.assessment.sets import all_sets, set_on, set_version, sets_for
from antoan.domains.assessment.values import Form, Level
from antoan.domains.places.values import PlaceKind

SHIPPED = all_sets()


def names(found):
    return {(one.id, one.version) for one in found}


def broken(change):
    document = msgspec.json.decode(msgspec.json.encode(set_version("hcm-general", 1)))
    change(document)
    return msgspec.json.encode(document)


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: f"{one.id}.v{one.version}")
def test_a_shipped_set_reads_as_it_is_written(one):
    assert read_set(msgspec.json.encode(msgspec.to_builtins(one))) == one


def test_two_versions_of_one_set_never_hold_on_one_day():
    for one in SHIPPED:
        others = [two for two in SHIPPED if two.id == one.id and two.version != one.version]
        assert not any(two.holds_on(one.valid_from) for two in others)


def test_what_is_unconfirmed_is_told():
    assert {one.id for one in SHIPPED if not one.is_unconfirmed} == set()
    assert all(one.left_out for one in SHIPPED)


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        (PlaceKind.OFFICE, date(2021, 9, 14), {("vn-work-index", 1)}),
        (PlaceKind.OFFICE, date(2021, 9, 15), {("vn-work-index", 1), ("hcm-offices", 1)}),
        (PlaceKind.OFFICE, date(2021, 10, 14), {("vn-work-index", 1), ("hcm-offices", 1)}),
        (PlaceKind.OFFICE, date(2021, 10, 15), {("vn-work-index", 1), ("hcm-offices", 2)}),
        (PlaceKind.OFFICE, date(2022, 4, 20), {("vn-work-index", 1), ("hcm-offices", 2)}),
        (PlaceKind.OFFICE, date(2022, 4, 21), {("vn-work-index", 1), ("hcm-general", 1)}),
        (PlaceKind.FACTORY, date(2020, 4, 5), set()),
        (PlaceKind.FACTORY, date(2020, 4, 6), {("hcm-risk-index", 1)}),
        (PlaceKind.RESTAURANT, date(2021, 10, 26), set()),
        (PlaceKind.RESTAURANT, date(2021, 10, 27), {("hcm-food", 1)}),
        (PlaceKind.BUS, date(2022, 4, 21), {("hcm-general", 1)}),
    ],
)
def test_a_place_is_assessed_by_the_sets_of_its_kind_and_day(kind, day, expected):
    assert names(sets_for(kind, day)) == expected


def test_a_set_out_of_force_is_not_found_but_its_version_is_still_read():
    with pytest.raises(SetNotFound):
        set_on("hcm-offices", date(2022, 4, 21))
    assert set_version("hcm-offices", 1).valid_until == date(2021, 10, 15)
    with pytest.raises(SetNotFound):
        set_version("hcm-offices", 3)


def test_whoever_fails_a_set_of_criteria_may_not_simply_go_on():
    for one in SHIPPED:
        if one.form is Form.MET:
            assert [band.level is Level.GOOD for band in one.bands] == [False, True]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda document: document["bands"].reverse(), "bands do not rise"),
        (lambda document: document["bands"].pop(), "must end with 100"),
        (lambda document: document["groups"][0]["items"][0].update(key="f1"), "one key"),
        (lambda document: document["groups"][0]["items"][0].update(key="far-too-long"), "unfit"),
        (
            lambda document: document["groups"][0]["items"][0].update(points={"low": 0, "high": 1}),
            "no points",
        ),
        (lambda document: document.update(valid_until="2022-04-21"), "ends before it begins"),
        (lambda document: document.update(out_of=7), "counted by their weights"),
        (lambda document: document.update(form="points"), "either options or a range"),
        (lambda document: document["knock_out"].update(in_bands=["nowhere"]), "does not have"),
        (lambda document: document["knock_out"].update(points_at_least=7), "does not fit its form"),
        (lambda document: document.update(kinds=["castle"]), "kinds"),
        (lambda document: document.update(surprise=True), "surprise"),
        (lambda document: document.update(groups=[]), "groups"),
    ],
)
def test_a_broken_document_is_refused_with_its_fault(change, fault):
    with pytest.raises(SetUnreadable, match=fault):
        read_set(broken(change))


def test_what_is_no_document_is_refused():
    for raw in (b"", b"[]", b"\xff\xfe", b'{"id": 3}'):
        with pytest.raises(SetUnreadable):
            read_set(raw)


def test_an_index_whose_items_do_not_reach_its_divisor_is_refused():
    document = msgspec.to_builtins(set_version("vn-work-index", 1))
    document["groups"][1]["items"][0]["points"]["high"] = 249
    with pytest.raises(SetUnreadable, match="reach 299 points of 300"):
        read_set(msgspec.json.encode(document))
