"""Settings of the tests. The first process to read them starts one PostgreSQL for the whole run.

pytest reads settings before any conftest, and xdist's workers inherit the environment of the process
that starts them, so here is the one place that runs once and early enough.
"""

import atexit
import os
from datetime import date
from pathlib import Path

from antoan.config.settings.keyless import *  # noqa: F403
from antoan.config.settings.keyless import DATA, DATABASES, STATIC_ROOT, database
from antoan.domains.codes.keys import SigningRing

# What tests may lose in a crash. Durability is tested on servers of its own.
_QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "1GB",
    "wal_buffers": "8MB",
}

if "ANTOAN_DATABASE_URL" not in os.environ:
    from antoan.foundation.db.embedded import EmbeddedPostgres

    _server = EmbeddedPostgres(Path(os.environ["ANTOAN_DATA"]), _QUICK)
    os.environ["ANTOAN_DATABASE_URL"] = _server.start()
    atexit.register(_server.stop)
    DATABASES["default"] = database(os.environ["ANTOAN_DATABASE_URL"])

SMS_GATEWAY = "null"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # Empty: whitenoise warns when it is missing.

# Tests stop the clock in any of these years; the key must have lived then.
SigningRing.create_missing(DATA, today=date(2020, 1, 1), life_days=36_500)
