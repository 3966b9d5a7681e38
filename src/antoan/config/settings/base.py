"""Settings of every process that runs Django. All that differs between installations is an ANTOAN_* variable."""

from pathlib import Path

from environs import Env
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from antoan.config.settings.accounts import *  # noqa: F403
from antoan.foundation.keystore.store import KeyStore
from antoan.kit.errors import NotConfigured

env = Env()

PACKAGE = Path(__file__).resolve().parents[2]
DATA = env.path("ANTOAN_DATA", default=Path(".data")).resolve()
KEYS = KeyStore.of(DATA)

SECRET_KEY = KEYS.django_secret()
FIELD_KEY_RING = KEYS.field_ring()
DEBUG = env.bool("ANTOAN_DEBUG", default=False)

# The address people type; place codes and enrolment codes carry it.
PUBLIC_URL = env.str("ANTOAN_PUBLIC_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ANTOAN_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
IS_HTTPS = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "antoan.entrypoints.web.shared.errors.csrf_failed"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "procrastinate.contrib.django",
    "antoan.foundation.db",
    "antoan.foundation.accounts",
    "antoan.foundation.audit",
    "antoan.foundation.events",
    "antoan.foundation.files",
    "antoan.foundation.imports",
    "antoan.domains.areas",
    "antoan.domains.codes",
    "antoan.domains.policy",
    "antoan.domains.messaging",
    "antoan.domains.people",
    "antoan.domains.privacy",
    "antoan.domains.identity",
    "antoan.domains.places",
    "antoan.domains.units",
    "antoan.domains.declarations",
    "antoan.domains.records",
    "antoan.domains.passes",
    "antoan.domains.visits",
    "antoan.domains.workers",
    "antoan.domains.corrections",
    "antoan.domains.assessment",
    "antoan.domains.textline",
    "antoan.domains.tracing",
    "antoan.domains.cases",
    "antoan.domains.isolation",
    "antoan.domains.statistics",
    "antoan.domains.monitoring",
    "antoan.domains.gates",
    "antoan.domains.vaccination",
    "antoan.domains.laboratory",
    "antoan.domains.reception",
    "antoan.domains.care",
    "antoan.domains.cards",
    "antoan.domains.fieldwork",
    "antoan.entrypoints.web.shared",
    "antoan.entrypoints.web.public",
    "antoan.entrypoints.web.citizen",
    "antoan.entrypoints.web.gate",
    "antoan.entrypoints.web.unit",
    "antoan.entrypoints.web.office",
    "antoan.entrypoints.web.clinic",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages over a weak network. It pads each answer at random, so that lengths tell nothing (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "antoan.entrypoints.web.shared.middleware.ErrorPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "antoan.foundation.accounts.middleware.ActorMiddleware",
    "antoan.foundation.accounts.middleware.SecondFactorMiddleware",
    "antoan.entrypoints.web.citizen.middleware.SignInByPhone",
    "axes.middleware.AxesMiddleware",  # Last: it answers for a refused sign-in.
]

ROOT_URLCONF = "antoan.config.urls"
WSGI_APPLICATION = "antoan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Searched before the apps: our sign-in pages take the place of allauth's.
        "DIRS": [PACKAGE / "entrypoints" / "web" / "shared" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "antoan.entrypoints.web.shared.display.text_size",
            ],
        },
    },
]


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a PostgreSQL address; NotConfigured when it is none."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise NotConfigured(
            f"ANTOAN_DATABASE_URL is no address of a PostgreSQL ({str(error).strip()}). "
            "Write it like postgresql://name:password@host:5432/antoan"
        ) from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname") or "antoan",
        "USER": parts.get("user") or "",
        "PASSWORD": parts.get("password") or "",
        "HOST": parts.get("host") or "",
        "PORT": parts.get("port") or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def _database_url() -> str:
    """ANTOAN_DATABASE_URL, or the embedded server that `antoan up` runs on the same data folder."""
    running = DATA / "run" / "database-url"
    return env.str("ANTOAN_DATABASE_URL", default=None) or (
        running.read_text().strip() if running.exists() else "postgresql:///antoan"
    )


DATABASE_URL = _database_url()
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROLES_FILE: Path = env.path("ANTOAN_ROLES", default=PACKAGE / "config" / "roles.toml")

# A folder of further questionnaires, beside those that come with the software.
QUESTIONNAIRES: Path | None = env.path("ANTOAN_QUESTIONNAIRES", default=None)

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = "antoan.config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = env.path("ANTOAN_STATIC", default=DATA / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# No inline script, no foreign host. WebAssembly reads QR codes on the gate page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# Pictures of health papers stay in memory until they are sealed, never in a temporary folder.
FILE_UPLOAD_HANDLERS = ["antoan.foundation.files.uploading.BoundedUpload"]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Past this many rows a third is dropped at random, used one-time codes and counters of tries with it.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# How text messages leave: file (into the data folder), null (nowhere), kannel://… or smpp://… (docs/operations/sms.md).
SMS_GATEWAY = env.str("ANTOAN_SMS", default="file")
SMS_SENDER = env.str("ANTOAN_SMS_SENDER", default="")  # The number or name people see, and answer to.
SMS_WITH_MARKS = env.bool("ANTOAN_SMS_WITH_MARKS", default=False)
SMS_CALLBACK_URL = env.str("ANTOAN_SMS_CALLBACK", default=PUBLIC_URL)  # Where the gateway reaches us.
SMS_SECRET = KEYS.derived_secret("sms")
# Past these bounds messages wait for the next day, one-time codes by a budget of their own.
SMS_PARTS_PER_DAY = env.int("ANTOAN_SMS_PARTS_PER_DAY", default=100_000)
SMS_CODE_PARTS_PER_DAY = env.int("ANTOAN_SMS_CODE_PARTS_PER_DAY", default=50_000)
SMS_CAMPAIGN_PARTS_PER_DAY = env.int("ANTOAN_SMS_CAMPAIGN_PARTS_PER_DAY", default=30_000)
SMS_PART_PRICE = env.int("ANTOAN_SMS_PART_PRICE", default=350)  # In đồng [M]: set the price of your contract.
# Notices wait for the morning. Our choice [I]: Decree 91/2020/NĐ-CP names 7:00-22:00, for advertising [M].
SMS_QUIET = env.str("ANTOAN_SMS_QUIET", default="21:00-07:00")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
