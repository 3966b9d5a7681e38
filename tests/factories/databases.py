"""One migrated database for a whole run, copied for whoever needs one: migrating takes longer than copying."""

import os
import subprocess
import sys
from typing import Final

import psycopg

TEMPLATE: Final = "antoan_template"
_LOCK: Final = 20211001  # Held by whoever makes the template; the other workers wait.


def template(server_url: str) -> str:
    """Return the name of the migrated database on this server; the first who asks makes it."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            unready = f"{TEMPLATE}_unready"
            connection.execute(f"DROP DATABASE IF EXISTS {unready}")
            connection.execute(f"CREATE DATABASE {unready}")
            _migrate(address_of(server_url, unready))
            connection.execute(f"ALTER DATABASE {unready} RENAME TO {TEMPLATE}")
    return TEMPLATE


def copy_of_template(server_url: str, name: str) -> str:
    """Return the address of a new migrated database of this name; one that was left behind is dropped."""
    template(server_url)
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return address_of(server_url, name)


def address_of(server_url: str, name: str) -> str:
    """Return the address of another database of the same server."""
    parts = psycopg.conninfo.conninfo_to_dict(server_url)
    return f"postgresql://{parts['user']}:{parts['password']}@/{name}?host={parts['host']}"


def _migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0"],
        env=os.environ | {"ANTOAN_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "antoan.config.settings.test"},
        check=True,
    )  # fmt: skip
