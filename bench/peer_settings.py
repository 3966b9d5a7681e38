"""Settings of the peer: the product's own models and database, nothing of its pages."""

from antoan.config.settings.base import *  # noqa: F403

ROOT_URLCONF = "bench.peer_django"
WSGI_APPLICATION = "bench.peer_django.application"
ALLOWED_HOSTS = ["*"]
