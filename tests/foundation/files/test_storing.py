"""Pictures lie sealed under random names, are bounded, arrive twice as once, and go when their time has come."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.files import services
from antoan.foundation.files.errors import (
    FileDamaged,
    FileNotFound,
    FileTaken,
    TooManyFiles,
    TooManyFilesToday,
)
from antoan.foundation.files.limits import FILES_PER_OWNER_MAX, FILES_PER_PERSON_DAY_MAX
from antoan.foundation.files.models import StoredFile
from antoan.foundation.files.queries import content_of, file_of, files_of
from antoan.foundation.files.resealing import SealedFiles
from antoan.foundation.files.services import NewPicture
from antoan.foundation.files.vault import Vault
from tests.factories.pictures import a_picture

pytestmark = pytest.mark.django_db
KIND = "tests.thing"


@pytest.fixture(autouse=True)
def vault(settings, tmp_path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "files"


def stored(owner: str = "1", person: int | None = 1, **known):
    picture = NewPicture(known.get("id") or uuid4(), KIND, owner, person, known.get("raw") or a_picture())
    return services.store_picture(actor=SYSTEM, picture=picture)


def names(vault: Path) -> list[str]:
    return sorted(path.name for path in vault.glob("*/*"))


def test_a_picture_is_sealed_private_and_says_nothing_by_its_name(vault):
    view = stored()
    [path] = vault.glob("*/*")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert b"\xff\xd8" not in path.read_bytes()[:40]
    assert str(view.id) not in path.name
    assert content_of(view.id).startswith(b"\xff\xd8")


def test_a_picture_sent_twice_is_stored_once(vault):
    first = stored(id=(key := uuid4()))
    assert stored(id=key) == first
    assert len(names(vault)) == 1
    with pytest.raises(FileTaken):
        stored(owner="2", id=key)


def test_a_file_is_found_by_its_owner_only():
    view = stored(owner="1")
    assert file_of(KIND, "1", view.id) == view
    with pytest.raises(FileNotFound):
        file_of(KIND, "2", view.id)
    assert files_of(KIND, "2") == []


def test_an_owner_has_a_bounded_number_of_files():
    for _ in range(FILES_PER_OWNER_MAX):
        stored()
    with pytest.raises(TooManyFiles):
        stored()


def test_a_person_sends_a_bounded_number_a_day_and_goes_on_after_local_midnight():
    with time_machine.travel(datetime(2026, 11, 22, 16, 59, tzinfo=UTC), tick=False) as clock:
        for number in range(FILES_PER_PERSON_DAY_MAX):
            stored(owner=str(number // FILES_PER_OWNER_MAX))
        with pytest.raises(TooManyFilesToday):
            stored(owner="9")
        stored(owner="9", person=2)
        clock.shift(timedelta(minutes=1))  # 00:00 in the city.
        stored(owner="9")


def test_a_changed_file_is_not_shown(vault):
    view = stored()
    [path] = vault.glob("*/*")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(FileDamaged):
        content_of(view.id)
    path.unlink()
    with pytest.raises(FileDamaged):
        content_of(view.id)


@pytest.mark.django_db(transaction=True)
def test_only_what_was_never_sent_goes_after_a_day(vault):
    with time_machine.travel(datetime(2026, 11, 21, 5, tzinfo=UTC), tick=False) as clock:
        kept, waiting = stored(owner="sent"), stored(owner="never sent")
        services.attach_files(owner_kind=KIND, owner_id="sent", person_id=1)
        clock.shift(timedelta(hours=24))
        assert services.delete_orphans(at=datetime(2026, 11, 22, 5, tzinfo=UTC)) == 0
        clock.shift(timedelta(seconds=1))
        assert services.delete_orphans(at=datetime(2026, 11, 22, 5, 0, 1, tzinfo=UTC)) == 1
    assert content_of(kept.id)
    with pytest.raises(FileNotFound):
        content_of(waiting.id)
    assert len(names(vault)) == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_failed_transaction_left_behind_is_swept(vault):
    with transaction.atomic():
        stored()
        transaction.set_rollback(True)
    assert len(names(vault)) == 1
    later = datetime.now(UTC) + timedelta(hours=25)
    assert services.delete_orphans(at=later) == 1
    assert names(vault) == []


@pytest.mark.django_db(transaction=True)
def test_files_of_an_erased_person_are_gone_from_the_disk(vault):
    stored(person=1)
    stored(person=2)
    assert services.forget_files_about(1) == 1
    assert len(names(vault)) == 1
    assert StoredFile.objects.count() == 1


def test_files_are_sealed_again_with_a_new_key(settings, vault):
    from dataclasses import replace

    view = stored()
    before = content_of(view.id)
    ring = settings.FIELD_KEY_RING
    number = ring.current + 1
    settings.FIELD_KEY_RING = replace(
        ring, current=number, keys={**dict(ring.keys), number: bytes(32)}, _ciphers={}
    )
    assert SealedFiles().rows_by_key() == {ring.current: 1}
    assert sum(SealedFiles().reseal()) == 1
    assert SealedFiles().rows_by_key() == {number: 1}
    assert content_of(view.id) == before
    assert Vault.of_installation().key_number(names(vault)[0]) == number


def test_pictures_about_nobody_are_bounded_by_their_object_alone():
    for number in range(FILES_PER_PERSON_DAY_MAX + 1):
        stored(owner=str(number), person=None)
    assert StoredFile.objects.filter(person_id=None).count() == FILES_PER_PERSON_DAY_MAX + 1


def test_attaching_what_is_about_nobody_leaves_a_persons_picture_waiting():
    ours, theirs = stored(person=None), stored(person=1)
    assert services.attach_files(owner_kind=KIND, owner_id="1", person_id=None) == 1
    assert [file_of(KIND, "1", one.id).is_attached for one in (ours, theirs)] == [True, False]


def test_an_attached_picture_is_deleted_by_the_object_it_belongs_to(
    django_capture_on_commit_callbacks, vault
):
    view = stored(person=None)
    services.attach_files(owner_kind=KIND, owner_id="1", person_id=None)
    services.delete_file(owner_kind=KIND, owner_id="2", file_id=view.id)
    assert len(names(vault)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_file(owner_kind=KIND, owner_id="1", file_id=view.id)
    assert (names(vault), StoredFile.objects.count()) == ([], 0)
