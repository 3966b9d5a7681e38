"""Whatever a citizen can do with a smartphone has a way without one, or says that it has none yet (lesson L28)."""

import sys
from pathlib import Path

import pytest
from django.urls import get_resolver

from antoan.domains.textline.values import Keyword
from antoan.entrypoints.web.citizen.home import DOORS

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from reference.without_smartphone import functions  # noqa: E402

FUNCTIONS = functions()
ADDRESSES = {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_every_door_of_a_citizens_home_is_in_the_table():
    named = {page for one in FUNCTIONS for page in one["pages"]}
    assert {door.address for door in DOORS} - named == set()


def test_every_keyword_of_the_text_line_serves_something():
    served = {word for one in FUNCTIONS for word in one["sms"]}
    assert served == {keyword.value for keyword in Keyword} - {Keyword.UNKNOWN.value}


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one["name"])
def test_what_the_table_names_exists(one):
    assert set(one["pages"]) | set(one["desk"]) <= ADDRESSES
    assert all((ROOT / path).is_file() for path in one["tests"])
    has_way = bool(one["sms"] or one["desk"] or one["other"])
    assert has_way or one.get("missing"), "say how it goes without a smartphone, or what is missing"
    assert one["tests"] or one.get("missing"), "no test shows that it works without a smartphone"
