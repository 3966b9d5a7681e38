"""Serves service workers: our script, with the list of files it keeps written above it."""

import hashlib
import json
from collections.abc import Sequence

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils.translation import get_language

# What every page needs, whatever it is about.
COMMON_FILES = (
    "shared/build/nhsuk.css",
    "shared/build/shared.css",
    "shared/build/shared.js",
    "shared/icon.svg",
    "shared/icon-192.png",
    "shared/build/be-vietnam-pro-400.woff2",
    "shared/build/be-vietnam-pro-700.woff2",
)


def worker(script: str, *, pages: Sequence[str], files: Sequence[str], holder: str = "") -> HttpResponse:
    """Answer with a service worker that keeps some pages and static files; the first page is its fallback.

    `holder` is whose pages they are: for somebody else it is another worker.
    """
    kept = [*pages, *(static(name) for name in (*COMMON_FILES, *files))]
    body = _text_of(script)
    # The language is part of it: a switch of language renews the pages that are kept.
    seed = json.dumps([kept, body, get_language(), holder])
    version = hashlib.sha256(seed.encode()).hexdigest()[:16]
    response = HttpResponse(
        f"const FILES = {json.dumps(kept)};\nconst VERSION = {json.dumps(version)};\n{body}",
        content_type="text/javascript; charset=utf-8",
    )
    response["Cache-Control"] = "no-cache"
    return response


def _text_of(name: str) -> str:
    # Under tests and before collectstatic a file is still where it was built.
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read()).decode()
    found = finders.find(name)
    assert isinstance(found, str), f"{name} was not built: run make setup"
    with open(found, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()
