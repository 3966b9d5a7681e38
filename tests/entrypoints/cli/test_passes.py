"""antoan passes check and rebuild."""

import pytest

from antoan.domains.passes.models import Pass
from antoan.entrypoints.cli.passes import check, rebuild
from tests.factories.people import a_person


@pytest.mark.django_db
def test_a_check_fails_until_a_rebuild_has_mended_what_differs(capsys):
    person = a_person()
    assert check() == 0
    Pass.objects.update(doses_valid=2)
    assert check() == 1
    told = capsys.readouterr()
    assert f"person {person.id}: doses_valid differs" in told.out
    assert "antoan passes rebuild" in told.err
    rebuild()
    assert "1 passes changed" in capsys.readouterr().out
    assert check() == 0
