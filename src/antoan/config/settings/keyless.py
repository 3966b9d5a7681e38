"""Settings for tools that look at the code only (types, migrations, messages): throw-away keys, no database."""

import atexit
import os
import tempfile
from pathlib import Path

from antoan.foundation.keystore.store import KeyStore

if "ANTOAN_DATA" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="antoan-test-")
    atexit.register(_folder.cleanup)
    os.environ["ANTOAN_DATA"] = _folder.name
    KeyStore.of(Path(_folder.name)).create_missing()

from antoan.config.settings.base import *  # noqa: F403
