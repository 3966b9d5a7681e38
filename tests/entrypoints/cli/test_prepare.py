"""Django is made ready for a command, and the command's answer stays its own."""

import structlog

from antoan.entrypoints.cli.prepare import load_settings


def test_what_is_logged_does_not_stand_in_a_commands_answer(capsys):
    load_settings()
    structlog.get_logger().warning("statistics.counts_differ", buckets=3)
    said = capsys.readouterr()
    assert (said.out, "counts_differ" in said.err) == ("", True)
