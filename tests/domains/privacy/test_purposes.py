"""Purposes are dated documents in plain words; what they claim of the law carries its mark."""

import json
from datetime import date
from importlib import resources

import pytest

from antoan.domains.privacy import law, retention
from antoan.domains.privacy.errors import NotByConsent, PurposeUnknown
from antoan.domains.privacy.purposes import (
    consent_purpose,
    controller_words,
    ground_text,
    purpose,
    purposes,
    read_purposes,
)
from antoan.domains.privacy.values import Ground, RequestKind

RAW = json.loads((resources.files("antoan.domains.privacy") / "data" / "purposes.json").read_text())


@pytest.mark.parametrize("one", purposes(), ids=lambda one: one.key)
def test_every_purpose_says_what_why_who_and_to_whom_in_both_languages(one):
    for version in one.versions:
        for words in (version.title, version.data, version.why, version.shared):
            assert words.vi
            assert words.en
    assert controller_words(one.controller).vi
    assert ground_text(one.ground).basis


def test_what_the_state_does_by_law_is_not_asked_and_what_is_asked_rests_on_consent_alone():
    asked = {one.key for one in purposes() if one.by_consent}
    assert asked == {"reminders", "employer", "research"}
    assert {one.ground for one in purposes() if one.key in asked} == {Ground.CONSENT}
    with pytest.raises(NotByConsent):
        consent_purpose("colour")
    with pytest.raises(PurposeUnknown):
        purpose("advertising")


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2021, 9, 30), None),
        (date(2021, 10, 1), "1"),
        (date(2025, 12, 31), "1"),
        (date(2026, 1, 1), "2"),
    ],
)
def test_a_version_rules_from_its_first_day(day, version):
    found = purpose("reminders").on(day)
    assert (found.version if found else None) == version


def test_the_digest_tells_versions_and_languages_apart():
    first, second = purpose("reminders").versions
    digests = {one.digest(language) for one in (first, second) for language in ("vi", "en")}
    assert len(digests) == 4
    assert first.digest("vi") == first.digest("vi")


def with_versions(*days: str, numbers: tuple[str, ...] = ()) -> dict:
    raw = json.loads(json.dumps(RAW))
    version = raw["purposes"][0]["versions"][0]
    raw["purposes"][0]["versions"] = [
        version | {"from": day, "version": number}
        for day, number in zip(days, numbers or map(str, range(len(days))), strict=True)
    ]
    return raw


@pytest.mark.parametrize(
    "raw",
    [
        with_versions(),
        with_versions("2026-01-02", "2026-01-01"),
        with_versions("2026-01-01", "2026-01-01"),
        with_versions("2026-01-01", "2026-02-01", numbers=("1", "1")),
        RAW | {"purposes": [RAW["purposes"][0] | {"controller": "nobody"}]},
        RAW | {"purposes": [RAW["purposes"][0] | {"ground": "because"}]},
        RAW | {"purposes": [RAW["purposes"][-1] | {"rests": False}]},
        RAW | {"surprise": 1},
    ],
    ids=[
        "none",
        "backwards",
        "same day",
        "same number",
        "controller",
        "ground",
        "rests never",
        "unknown member",
    ],
)
def test_a_document_that_contradicts_itself_is_refused(raw):
    with pytest.raises(ValueError):  # noqa: PT011 - msgspec's own errors are ValueErrors too.
        read_purposes(raw)


@pytest.mark.parametrize("kind", RequestKind)
def test_every_kind_of_request_has_a_deadline_and_grounds_on_which_it_may_be_refused(kind):
    assert law.deadline_for(kind).working_days > 0
    assert law.deadline_for(kind).mark in "VNCMI"
    assert law.refusals_for(kind)


def test_deadlines_are_those_of_the_decree():
    days = {kind: law.deadline_for(kind).working_days for kind in RequestKind}
    assert law.reply_working_days() == 2
    assert (days[RequestKind.VIEW], days[RequestKind.RESTRICT], days[RequestKind.DELETE]) == (10, 15, 20)
    assert law.cooling_off_days() == 7


def test_no_figure_of_ours_is_passed_off_as_law():
    assert {one.mark for one in retention.periods()} == {"I"}
    assert not law.refusal("legal_duty").is_confirmed
    assert law.refusal("nonsense") is None


def test_every_period_belongs_to_a_purpose_and_every_purpose_to_a_period():
    told = {one.purpose for one in retention.periods()}
    known = {one.key for one in purposes()}
    assert told <= known
    # What only serves another purpose's data has no period of its own.
    assert known - told == {"reminders", "employer", "research"}
