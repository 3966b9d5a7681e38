"""Loads the area trees that ship with An Toàn."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from antoan.domains.areas.datafiles import SHIPPED, AreaFiles, AreaRow, read_area_files
from antoan.domains.areas.errors import AreaFilesWrong, AreasDiffer
from antoan.domains.areas.models import Area, AreaSuccession
from antoan.domains.areas.permissions import LOAD
from antoan.domains.areas.queries import remember_ancestries
from antoan.domains.areas.rules import faults_of
from antoan.domains.areas.values import AreaLevel
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY

_FACTS = ("name", "kind", "parent", "valid_until", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class LoadedAreas:
    """How much the database now holds."""

    areas: int
    successions: int


@transaction.atomic
def load_areas(*, actor: Actor, folder: Path = SHIPPED) -> LoadedAreas:
    """Bring the database to what the files say; loading again changes nothing.

    AreaFilesWrong with every fault when the files are not the known trees; AreasDiffer when the database
    holds areas that the files do not know. Nothing is loaded then.
    """
    require(actor, LOAD, CITY)
    files = _checked_files(folder)
    for tree in (files.of_2021, files.of_2025):
        _save_tree(tree)
    _save_successions(files)
    _refuse_differences(files)
    remember_ancestries()
    return LoadedAreas(Area.objects.count(), AreaSuccession.objects.count())


def check_areas(folder: Path = SHIPPED) -> LoadedAreas:
    """Check files and database against each other without changing either; the errors are load_areas'."""
    _refuse_differences(_checked_files(folder))
    return LoadedAreas(Area.objects.count(), AreaSuccession.objects.count())


def _checked_files(folder: Path) -> AreaFiles:
    try:
        files = read_area_files(folder)
    except (OSError, KeyError, ValueError) as fault:
        raise AreaFilesWrong(f"The area files in {folder} cannot be read: {fault!r}") from None
    if faults := faults_of(files):
        raise AreaFilesWrong(f"The area files in {folder} are wrong: {'; '.join(faults)}")
    return files


def _save_tree(rows: Iterable[AreaRow]) -> None:
    """Save a tree level by level, so that every parent is there before its children."""
    ids: dict[str, int] = {}
    for level in AreaLevel:
        of_level = [row for row in rows if row.level is level]
        Area.objects.bulk_create(
            [
                Area(
                    code=row.code,
                    level=row.level,
                    valid_from=row.valid_from,
                    name=row.name,
                    kind=row.kind,
                    parent_id=ids.get(row.parent),
                    valid_until=row.valid_until,
                    latitude=row.latitude,
                    longitude=row.longitude,
                )
                for row in of_level
            ],
            update_conflicts=True,
            unique_fields=["code", "level", "valid_from"],
            update_fields=_FACTS,
        )
        saved = Area.objects.filter(level=level, valid_from__in={row.valid_from for row in of_level})
        ids.update(saved.values_list("code", "pk"))


def _save_successions(files: AreaFiles) -> None:
    old, new = _ids_of(files.of_2021), _ids_of(files.of_2025)
    wanted = {(old[row.old], new[row.new]): row.is_default for row in files.successions}
    kept = AreaSuccession.objects.in_bulk()
    if {(link.old_id, link.new_id): link.is_default for link in kept.values()} == wanted:
        return
    AreaSuccession.objects.filter(old__in=old.values()).delete()
    AreaSuccession.objects.bulk_create(
        AreaSuccession(old_id=before, new_id=after, is_default=is_default)
        for (before, after), is_default in wanted.items()
    )


def _ids_of(rows: tuple[AreaRow, ...]) -> dict[str, int]:
    saved = Area.objects.filter(valid_from__in={row.valid_from for row in rows})
    return dict(saved.values_list("code", "pk"))


def _refuse_differences(files: AreaFiles) -> None:
    """Raise AreasDiffer with every area that only one side has, or that the sides tell differently."""
    wanted = {
        (
            row.code,
            row.name,
            row.kind.value,
            row.level.value,
            row.parent or None,
            row.valid_from,
            row.valid_until,
        )
        for row in (*files.of_2021, *files.of_2025)
    }
    found = set(
        Area.objects.values_list("code", "name", "kind", "level", "parent__code", "valid_from", "valid_until")
    )
    differences = [
        f"{where}: {row[0]} {row[1]} ({row[5]:%Y})"
        for where, rows in (("missing", wanted - found), ("not in the files", found - wanted))
        for row in sorted(rows, key=str)
    ]
    links = {
        (link.old.code, link.new.code, link.is_default)
        for link in AreaSuccession.objects.select_related("old", "new")
    }
    told = {(row.old, row.new, row.is_default) for row in files.successions}
    differences += [f"succession differs: {old} to {new}" for old, new, _ in sorted(links ^ told)]
    if differences:
        raise AreasDiffer(
            f"The database and the area files differ: {'; '.join(differences)}. "
            f"Load the files again (antoan areas load)."
        )
