"""antoan gates, as it is typed."""

import pytest
from typer.testing import CliRunner

from antoan.domains.gates.errors import StopUnreadable, VersionUnknown
from antoan.domains.gates.switch_rules import PAGE_VERSION
from antoan.entrypoints.cli import gates
from antoan.foundation.audit.models import TrailEntry
from tests.factories.units import a_unit

pytestmark = pytest.mark.django_db
BECAUSE = ("--because", "Màu sai sau khi đổi quy định")


def run(*words):
    return CliRunner().invoke(gates.app, list(words))


def test_a_city_is_stopped_shown_and_resumed():
    assert "nothing is thrown" in run("show").stdout
    done = run("stop", "--text", "Đang sửa lỗi màu", "--hours", "2", *BECAUSE)
    assert done.exit_code == 0, done.output
    assert "gates are stopped until" in done.stdout
    assert ": Đang sửa lỗi màu" in run("show").stdout
    assert run("resume", "--because", "Đã sửa xong").exit_code == 0
    assert "nothing is thrown" in run("show").stdout
    assert list(TrailEntry.objects.order_by("id").values_list("action", flat=True)) == [
        "gates:switch:stop",
        "gates:switch:resume",
    ]


def test_a_unit_asks_for_a_newer_page():
    unit = a_unit()
    assert run("require", str(PAGE_VERSION), "--unit", str(unit.id), *BECAUSE).exit_code == 0
    assert f"unit {unit.id} {unit.name}: pages from version {PAGE_VERSION}" in run("show").stdout


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("stop", "--text", "Đang sửa lỗi", "--hours", "169"), StopUnreadable),
        (("stop", "--text", "Đang sửa lỗi", "--hours", "-1"), StopUnreadable),
        (("stop", "--text", "x"), StopUnreadable),
        (("require", "99"), VersionUnknown),
    ],
)
def test_what_cannot_be_is_a_fault_and_nothing_is_thrown(words, fault):
    assert isinstance(run(*words, *BECAUSE).exception, fault)
    assert "nothing is thrown" in run("show").stdout
    assert not TrailEntry.objects.exists()


def test_a_reason_is_asked_for():
    assert run("stop", "--text", "Đang sửa lỗi").exit_code == 2
