"""Finds the Java that Spark needs, and says clearly what is missing."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from antoan.domains.tracing.errors import SparkUnusable

JAVA_MIN: Final = 17
_VERSION: Final = re.compile(r'version "(\d+)')
_HELP: Final = (
    f"Spark needs Java {JAVA_MIN} or later: apt-get install default-jre-headless, or set JAVA_HOME."
)


def require_java() -> Path:
    """Return the folder of a Java that Spark can use; SparkUnusable says what was found instead."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if program is None:
        raise SparkUnusable(
            f"There is no Java {f'in JAVA_HOME ({home})' if home else 'on this machine'}. {_HELP}"
        )
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = _VERSION.search(said)
    if version is None or int(version[1]) < JAVA_MIN:
        raise SparkUnusable(f"{program} is {said.strip().partition(chr(10))[0] or 'no Java'}. {_HELP}")
    return Path(program).resolve().parents[1]
