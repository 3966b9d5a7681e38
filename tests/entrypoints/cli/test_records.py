"""antoan records: a list is brought whole or not at all; killed in the middle, the same command goes on."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from antoan.domains.codes.keys import SigningRing
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from tests.factories.databases import copy_of_template
from tests.factories.doses import a_dose_file, a_dose_row

DATABASE = f"antoan_records_{os.getpid()}"
# Registers six people, then brings their doses two by two, and is killed within the second batch.
FALLS = """
import os, signal, sys
from antoan.entrypoints.cli.prepare import prepare
prepare()
from datetime import date
from pathlib import Path
from tests.factories.people import a_person
from tests.factories.doses import a_dose_file, a_dose_row
people = [a_person(f"Nguyễn Văn {name}", date(1990, 2, 1)) for name in ("An", "Ba", "Chi", "Du", "Em", "Giang")]
Path(sys.argv[1]).write_bytes(a_dose_file(*map(a_dose_row, people)))
from antoan.domains.vaccination.importing.importer import DosesImporter
from antoan.domains.vaccination.services import loading
DosesImporter.batch_rows = 2
real, batches = loading.link_doses, []
def link_doses(*arguments):
    batches.append(real(*arguments))
    if len(batches) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
loading.link_doses = link_doses
from antoan.entrypoints.cli.records import bring
bring(Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    data = tmp_path_factory.mktemp("records")
    KeyStore.of(data).create_missing()
    SigningRing.create_missing(data, today=clock.today())
    url = copy_of_template(os.environ["ANTOAN_DATABASE_URL"], DATABASE)
    return {
        **os.environ,
        "ANTOAN_DATABASE_URL": url,
        "ANTOAN_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
    }


def run(environment, *arguments: str):
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def records(environment, *arguments: object):
    return run(environment, "-m", "antoan.entrypoints.cli", "records", *map(str, arguments))


def doses(environment) -> list[tuple]:
    with psycopg.connect(environment["ANTOAN_DATABASE_URL"]) as connection:
        return connection.execute(
            "SELECT state, count(*) FROM records_vaccination GROUP BY 1 ORDER BY 1"
        ).fetchall()


def test_a_list_that_was_broken_off_goes_on_is_compared_and_taken_back(environment, tmp_path):
    file = tmp_path / "doses.csv"
    assert run(environment, "-c", FALLS, str(file)).returncode == -signal.SIGKILL
    assert doses(environment) == [("verified", 2)]

    done = records(environment, "import", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "6 rows, 0 blank; 6 loaded, 0 good, 0 there already, 0 faulty" in done.stdout
    assert "as sent" in done.stdout
    assert doses(environment) == [("verified", 6)]
    assert records(environment, "import", file).stdout == done.stdout  # The same file is the same run.

    (run_id,) = re.findall(r"run ([0-9a-f-]{36})", done.stdout)
    report = records(environment, "report", run_id)
    assert report.returncode == 0
    assert "2021-09-01  comirnaty        source         6" in report.stdout
    assert records(environment, "undo", run_id).returncode == 0
    assert doses(environment) == [("annulled", 6)]


def test_a_list_with_a_faulty_row_is_loaded_only_when_the_good_rows_are_asked_for(environment, tmp_path):
    file, errors = tmp_path / "doses.csv", tmp_path / "errors.csv"
    file.write_bytes(a_dose_file(a_dose_row(name="=Lạ Hoắc"), a_dose_row(name="=Hỏng", given_on="?")))
    refused = records(environment, "import", file, "--errors", errors)
    assert (refused.returncode, refused.stderr.splitlines()) == (
        1,
        ["row 3: given_on unreadable", "nothing is loaded: mend these rows, or add --good-rows"],
    )
    assert '"\'=Hỏng"' in errors.read_text("utf-8-sig")
    loaded = records(environment, "import", file, "--good-rows")
    assert loaded.returncode == 0
    assert "1 loaded" in loaded.stdout


def test_what_is_no_list_is_one_clear_line(environment, tmp_path):
    file = Path(tmp_path / "doses.csv")
    file.write_text("a,b\n1,2\n")
    refused = records(environment, "import", file)
    assert (refused.returncode, refused.stderr) == (1, "antoan: The file cannot be read: no_header\n")
