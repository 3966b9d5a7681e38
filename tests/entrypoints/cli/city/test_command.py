"""antoan city generate and antoan areas, as they are typed."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from antoan.domains.areas.services import load_areas
from antoan.domains.codes.keys import SigningRing
from antoan.entrypoints.cli import areas, city
from antoan.entrypoints.cli.city.homes import NoWards
from antoan.entrypoints.cli.city.loading import CityExists
from antoan.entrypoints.cli.city.plan import PlanUnfit
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.city import a_city

pytestmark = pytest.mark.django_db
GENERATE = ["generate", "--people", "300", "--days", "1", "--until", "2026-11-22"]


def run(app, *words):
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def keys(tmp_path, settings):
    settings.DATA = tmp_path
    SigningRing.create_missing(tmp_path, today=date(2026, 11, 22))


def test_report_names_every_table(keys):
    load_areas(actor=SYSTEM)
    done = run(city.app, *GENERATE)
    assert done.exit_code == 0
    assert "people_person" in done.stdout
    assert "visits_visit" in done.stdout


def test_report_as_json(keys):
    load_areas(actor=SYSTEM)
    report = json.loads(run(city.app, *GENERATE, "--json").stdout)
    assert report["rows"]["people_person"] == 300
    assert report["total_seconds"] > 0


def test_second_city_is_refused():
    a_city(people=100, days=0)
    assert isinstance(run(city.app, *GENERATE).exception, CityExists)


def test_without_areas_it_says_what_to_do():
    refusal = run(city.app, *GENERATE).exception
    assert isinstance(refusal, NoWards)
    assert "antoan areas load" in refusal.message


def test_impossible_wish_is_refused():
    assert isinstance(run(city.app, "generate", "--people", "0").exception, PlanUnfit)


def test_areas_are_loaded_and_checked():
    assert run(areas.app, "load").stdout == "504 areas, 353 successions\n"
    assert run(areas.app, "check").stdout.startswith("504 areas, 353 successions: files and database agree")
