"""However it is called, cut off or left alone, the command ends with one clear line and the right status."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.factories.installation import antoan, clean_environment, command_of, free_port
from tests.factories.scan import database_url

NOWHERE = "postgresql://x@127.0.0.1:1/x"


def in_a_shell(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which "$@" is the antoan command."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script, "antoan", *command_of()],
        env=clean_environment() | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


def one_line(said: str) -> str:
    assert said.count("\n") == 1, said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    "arguments", [("bogus",), ("up", "--bogus"), ("up", "--port", "0"), ("codes", "bogus")]
)
def test_wrong_usage_is_one_line_and_status_2(arguments):
    done = antoan(*arguments)
    assert done.returncode == 2
    assert one_line(done.stderr).startswith("antoan: ")


@pytest.mark.parametrize("part", ["web", "worker", "scan", "migrate"])
def test_a_part_without_keys_says_which_file_is_missing(part, tmp_path):
    done = antoan(part, environment={"ANTOAN_DATA": str(tmp_path / "none"), "ANTOAN_DATABASE_URL": NOWHERE})
    assert done.returncode == 1
    assert "is missing. Put it back" in one_line(done.stderr)


@pytest.mark.parametrize(
    ("url", "said"), [("nonsense", "no address of a PostgreSQL"), (NOWHERE, "does not answer")]
)
def test_a_database_that_is_not_there_is_named(url, said):
    done = antoan(
        "migrate", environment={"ANTOAN_DATA": os.environ["ANTOAN_DATA"], "ANTOAN_DATABASE_URL": url}
    )
    assert done.returncode == 1
    assert said in one_line(done.stderr)


@pytest.mark.django_db(transaction=True)
def test_migrate_alone_brings_a_database_up_to_date():
    done = antoan(
        "migrate",
        environment={"ANTOAN_DATA": os.environ["ANTOAN_DATA"], "ANTOAN_DATABASE_URL": database_url()},
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.django_db(transaction=True)
def test_a_form_that_cannot_be_read_is_named_before_anything_starts(tmp_path):
    (tmp_path / "own.json").write_text("{}")
    environment = {
        "ANTOAN_DATA": os.environ["ANTOAN_DATA"],
        "ANTOAN_DATABASE_URL": database_url(),
        "ANTOAN_QUESTIONNAIRES": str(tmp_path),
    }
    done = antoan("migrate", environment=environment)
    assert done.returncode == 1
    assert one_line(done.stderr).startswith("antoan: own.json: ")
    assert "FAULT forms          own.json: " in antoan("doctor", environment=environment).stdout


def test_a_reader_who_leaves_early_is_no_failure():
    done = in_a_shell('yes zzz | head -200000 | "$@" codes read | head -1')
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize("closed", [">&-", "<&-", ">/dev/full"])
def test_streams_that_cannot_be_used_are_said(closed):
    done = in_a_shell(f'echo x | "$@" codes read {closed}')
    assert done.returncode == 1
    assert one_line(done.stderr).startswith("antoan: ")


def test_a_closed_error_stream_disturbs_nothing():
    assert in_a_shell('echo x | "$@" codes read 2>&-').returncode == 0


@pytest.mark.parametrize("after", [0.2, 0.6])
def test_ctrl_c_ends_a_command_in_silence(after):
    process = subprocess.Popen(
        command_of("codes", "read"), env=clean_environment(), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    # Python that has not begun to listen yet dies of the signal itself, which a shell shows as 130 too.
    assert process.returncode in (130, -signal.SIGINT)
    assert said.strip() == ""


def test_a_ready_file_that_cannot_be_written_is_said_before_anything_starts(tmp_path):
    done = antoan(
        "up", "--data", str(tmp_path / "data"), "--ready-file", str(tmp_path / "none" / "ready.json")
    )
    assert done.returncode == 1
    assert "folder of the ready file" in one_line(done.stderr)
    assert not (tmp_path / "data").exists()


@pytest.mark.processes
@pytest.mark.xdist_group("installation")
def test_ctrl_c_at_any_moment_of_the_start_leaves_no_process_and_no_traceback(tmp_path: Path):
    """The whole group is interrupted, as a terminal does it; each start goes on from what the last one left."""
    for after in (0.3, 0.8, 1.5, 2.5, 4.0, 6.0):
        process = subprocess.Popen(
            command_of("up", "--data", str(tmp_path / "data"), "--port", str(free_port())), env=clean_environment(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        time.sleep(after)
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=90)  # Ends only when everybody has closed our pipe.
        # Before Python listens to signals the system ends it: what a shell calls 130.
        assert process.returncode in {0, 130, -signal.SIGINT}, said
        assert "Traceback" not in said
        assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()
