"""Loading the areas twice is loading them once, and nothing else gets in."""

import shutil

import pytest

from antoan.domains.areas import services
from antoan.domains.areas.datafiles import SHIPPED
from antoan.domains.areas.errors import AreaFilesWrong, AreasDiffer
from antoan.domains.areas.models import Area, AreaSuccession
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.kit.errors import Forbidden

pytestmark = pytest.mark.django_db


def test_both_trees_are_loaded_once():
    first = services.load_areas(actor=SYSTEM)
    again = services.load_areas(actor=SYSTEM)
    assert first == again == services.LoadedAreas(areas=335 + 169, successions=353)
    assert Area.objects.filter(level=1).count() == 22
    assert services.check_areas() == again


def test_nobody_without_the_right_loads_areas():
    with pytest.raises(Forbidden):
        services.load_areas(actor=STRANGER)


def test_changed_name_is_mended_by_loading_again():
    services.load_areas(actor=SYSTEM)
    Area.objects.filter(code="760").update(name="Quận Nhất")
    with pytest.raises(AreasDiffer, match="Quận Nhất"):
        services.check_areas()
    services.load_areas(actor=SYSTEM)
    assert Area.objects.get(code="760").name == "Quận 1"


def test_lost_succession_is_mended_by_loading_again():
    services.load_areas(actor=SYSTEM)
    AreaSuccession.objects.filter(old__code="26740").delete()
    with pytest.raises(AreasDiffer, match="26740"):
        services.check_areas()
    services.load_areas(actor=SYSTEM)
    services.check_areas()


def test_foreign_area_in_the_database_is_refused():
    services.load_areas(actor=SYSTEM)
    Area.objects.create(code="999", name="Quận 99", kind="quan", level=1, valid_from="2021-01-01")
    with pytest.raises(AreasDiffer, match="not in the files: 999 Quận 99"):
        services.load_areas(actor=SYSTEM)


def test_short_file_loads_nothing(tmp_path):
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    tree = tmp_path / "hcm-2025.csv"
    tree.write_text("".join(tree.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(AreaFilesWrong, match="expected"):
        services.load_areas(actor=SYSTEM, folder=tmp_path)
    assert not Area.objects.exists()


@pytest.mark.parametrize("content", ["", "code,name\n1,2\n", "\xff\xfe\x00"])
def test_file_that_is_no_tree_is_refused(tmp_path, content):
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    (tmp_path / "hcm-2021.csv").write_bytes(content.encode("latin-1"))
    with pytest.raises(AreaFilesWrong):
        services.load_areas(actor=SYSTEM, folder=tmp_path)
