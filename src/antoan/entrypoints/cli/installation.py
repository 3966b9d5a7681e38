"""What an installation needs before its processes may start: tables, documents, days, static files."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from antoan.domains.areas.services import load_areas
from antoan.domains.declarations.queries import questionnaires
from antoan.domains.policy.services import publish_shipped
from antoan.domains.visits.services import open_days_around
from antoan.entrypoints.cli.static_files import collect_static
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.errors import NotConfigured


class DataFromNewerVersion(NotConfigured):
    """The database was made by a newer An Toàn than this one."""

    code = "installation:newer_data"


def bring_up_to_date() -> None:
    """Migrate, load areas and policies, open the days of visits, collect static files. Safe to repeat.

    DataFromNewerVersion, QuestionnaireInvalid.
    """
    refuse_newer_data()
    questionnaires()  # A form that cannot be read is told here, before any gate starts without it.
    call_command("migrate", interactive=False, verbosity=0)
    load_areas(actor=SYSTEM)
    publish_shipped(actor=SYSTEM)
    open_days_around(clock.today())
    collect_static()


def refuse_newer_data() -> None:
    """Raise DataFromNewerVersion when the database holds migrations this version does not know."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return
    known = MigrationExecutor(connection).loader.disk_migrations
    ours = {label for label, _ in known}
    foreign = [
        f"{app}.{name}"
        for app, name in recorder.applied_migrations()
        if app in ours and (app, name) not in known
    ]
    if foreign:
        raise DataFromNewerVersion(
            f"The database was made by a newer An Toàn (it holds {foreign[0]}, unknown to this version). "
            "Install that version again, or restore a backup made before the upgrade."
        )
